// What a reader does with the pages of `task html` beside reading: looks for words, goes from
// page to page, folds code, presents, prints, holds a phone. Needs Chromium and Python, so its
// name keeps it out of a plain `deno test`: `deno task test:browser` names it.

import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
} from "@std/assert";
import { join } from "node:path";
import type { Page } from "playwright-core";
import axeScript from "axe-core/axe.min.js" with { type: "text" };
import { holds, openPage } from "./_page.ts";
import { startPagesSession } from "./_session.ts";

const session = await startPagesSession(["00", "06", "07", "08"]);
const { browser, dist } = session;
Deno.test.afterAll(session.end);

const file = (name: string) => join(dist, `${name}.html`);
const SIX = "06_signal_propagation", SEVEN = "07_claims";

// Playwright's pipes to the browser outlive each test.
const options = { sanitizeOps: false, sanitizeResources: false };

const hash = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

/** What axe-core finds in a page as it is. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeScript);
  return await page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
      violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " at " + target)))`,
  );
}

Deno.test(
  "search: / opens it, all pages are found in, a result leads to its section",
  options,
  async () => {
    await using open = await openPage(browser, file("00_start_here"));
    const { page } = open;
    const dialog = page.locator("dialog.search");
    const links = dialog.locator("li a");
    await page.keyboard.press("/");
    assert(await dialog.isVisible());
    await page.keyboard.type("ORDERED critical line");
    assertGreater(await links.count(), 0);
    const first = await links.first().innerText();
    assertMatch(first, /Order and chaos\s*6\. Signal propagation/);
    assertMatch(
      await dialog.locator("li p").first().innerText(),
      /ordered|critical line/i,
    );
    assertGreater(await dialog.locator("mark").count(), 0);
    assertMatch(
      await dialog.locator("[role=status]").innerText(),
      /^\d+ place/,
    );
    assertEquals(await violations(page), []);

    // By keyboard: down the results and back, and into the first.
    await page.keyboard.press("ArrowDown");
    assertEquals(
      await page.evaluate<string>("document.activeElement.tagName"),
      "A",
    );
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/${SIX}.html*`);
    assertEquals(hash(page), "#Order-and-chaos");
    const top = await page.locator("#Order-and-chaos").boundingBox();
    assert(top!.y >= 40 && top!.y < 400, `${top!.y} px from the top`);
    assertEquals(open.requests, []);
    assertEquals(open.complaints, []);
  },
);

Deno.test(
  "search: names in code, figures, nothing, and away again",
  options,
  async () => {
    await using open = await openPage(browser, file(SIX));
    const { page } = open;
    const dialog = page.locator("dialog.search");
    const list = dialog.locator("li");
    await page.locator("[data-action=search]").click();
    const look = async (words: string) => {
      await dialog.locator("input").fill(words);
      return await list.allInnerTexts();
    };
    assertMatch((await look("criticalSigmaW"))[0], /criticalSigmaW/);
    assertMatch((await look("figure 13"))[0], /^Figure 13/);
    assertEquals(await look("zzyzx"), []);
    assertEquals(
      await dialog.locator("[role=status]").innerText(),
      "Nothing has this word.",
    );
    // What is typed is text.
    assertEquals(await look("<img src=x onerror=alert(1)> (["), []);
    await page.keyboard.press("Escape");
    assert(!await dialog.isVisible());

    // A place on this page is gone to without loading it again.
    await page.evaluate("globalThis.still = true");
    await page.keyboard.press("/");
    await look("figure 13");
    await page.keyboard.press("Enter");
    await holds(page, `location.hash === "#figure-13"`);
    assertEquals(await page.evaluate("globalThis.still"), true);
    assert(!await dialog.isVisible());
    // And / is a character where one writes.
    await page.keyboard.press("/");
    await page.keyboard.type("a/b");
    assertEquals(await dialog.locator("input").inputValue(), "a/b");
    assertEquals(open.complaints, []);
  },
);

const openBlocks = (page: Page) => page.locator("details.code[open]").count();
const codeMenu = (page: Page) => page.locator("[data-action=code]");

Deno.test("folding is remembered from page to page", options, async () => {
  await using open = await openPage(browser, file(SIX));
  const { page } = open;
  const all = await page.locator("details.code").count();
  const asIs = await openBlocks(page);
  assertGreater(asIs, 0);
  await codeMenu(page).selectOption("folded");
  assertEquals(await openBlocks(page), 0);
  await page.locator(".bar a[rel=next]").click();
  await page.waitForURL(`**/${SEVEN}.html`);
  assertEquals(await codeMenu(page).inputValue(), "folded");
  assertEquals(await openBlocks(page), 0);
  // One may be opened by itself.
  await page.locator("details.code > summary").first().click();
  assertEquals(await openBlocks(page), 1);
  assert(await page.locator("details.code .highlight").first().isVisible());

  await codeMenu(page).selectOption("open");
  await page.goto(`file://${file(SIX)}`);
  assertEquals(await openBlocks(page), all);
  await codeMenu(page).selectOption("");
  await page.reload();
  assertEquals(await openBlocks(page), asIs);
  assertEquals(open.complaints, []);
});

Deno.test(
  "where a browser keeps nothing a page does all the same",
  options,
  async () => {
    const context = await browser.newContext();
    try {
      await context.addInitScript(
        `Object.defineProperty(globalThis, "localStorage", {
          get() { throw new DOMException("forbidden", "SecurityError"); },
        })`,
      );
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      await page.goto(`file://${file(SEVEN)}`);
      await codeMenu(page).selectOption("folded");
      assertEquals(await openBlocks(page), 0);
      await page.locator("[data-action=scheme]").click();
      assertEquals(await page.getAttribute("html", "data-scheme"), "dark");
      await page.locator(".bar a[rel=prev]").click();
      await page.waitForURL(`**/${SIX}.html`);
      assertGreater(await openBlocks(page), 0);
      assertEquals(errors, []);
    } finally {
      await context.close();
    }
  },
);

Deno.test(
  "the list of pages stands beside the text, and the bar stays on top",
  options,
  async () => {
    await using open = await openPage(browser, file(SIX), { width: 1280 });
    const { page } = open;
    await page.evaluate("scrollTo(0, 9000)");
    const list = page.locator("nav.pages");
    for (const box of [list, page.locator(".bar")]) {
      const { y } = (await box.boundingBox())!;
      assert(y >= 0 && y < 100, `${y} px from the top`);
    }
    assertEquals(
      await list.locator("> ol > li > a").count(),
      session.notebooks.length + 1,
    );
    assertEquals(
      await list.locator("[aria-current=page]").innerText(),
      await page.locator("h1").innerText(),
    );
    // Other pages' sections unfold.
    const other = list.locator(`a[href="${SEVEN}.html#The-verdicts"]`);
    assert(!await other.isVisible());
    await list.getByText("Sections of 7.").locator("..").click();
    assert(await other.isVisible());
    const names = await list.locator('a[href^="#"]').allInnerTexts();
    assertEquals(new Set(names).size, names.length, "sections of one name");
    await other.click();
    await page.waitForURL(`**/${SEVEN}.html#The-verdicts`);
    assertEquals(open.complaints, []);
  },
);

Deno.test(
  "at 390 px a menu holds the list, and goes when it has led somewhere",
  options,
  async () => {
    await using open = await openPage(browser, file(SIX), { width: 390 });
    const { page } = open;
    const list = page.locator("nav.pages"), menu = page.locator("button.menu");
    assert(!await list.isVisible());
    for (const rel of ["prev", "next"]) {
      assert(await page.locator(`.bar a[rel=${rel}]`).isVisible(), rel);
    }
    await menu.click();
    assert(await list.isVisible());
    const { x, width } = (await list.boundingBox())!;
    assert(x >= 0 && width < 390);
    assertEquals(await violations(page), []);
    await page.keyboard.press("Escape");
    assert(!await list.isVisible());
    await menu.click();
    await list.getByRole("link", { name: "Order and chaos", exact: true })
      .click();
    assert(!await list.isVisible());
    assertEquals(hash(page), "#Order-and-chaos");
    // Code, colours and the presentation are in a menu of their own.
    const scheme = page.locator("[data-action=scheme]");
    assert(!await scheme.isVisible());
    await page.locator("button.view").click();
    assert(await scheme.isVisible() && await codeMenu(page).isVisible());
    assertEquals(open.complaints, []);
  },
);

Deno.test(
  "without scripts the menu opens too, and nothing is there that does nothing",
  options,
  async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    try {
      const page = await context.newPage();
      await page.goto(`file://${file(SIX)}`);
      const list = page.locator("nav.pages");
      assert(!await list.isVisible());
      await page.locator("button.menu").click();
      assert(await list.isVisible());
      await list.locator(`a[href="${SEVEN}.html"]`).click();
      await page.waitForURL(`**/${SEVEN}.html`);
      for (const action of ["search", "code", "present", "scheme"]) {
        assert(!await page.locator(`[data-action=${action}]`).isVisible());
      }
      assert(!await page.locator("button.view").isVisible());
    } finally {
      await context.close();
    }
  },
);

Deno.test(
  "at 390 px tables are stacked or say that they scroll, and nothing is cut",
  options,
  async () => {
    await using open = await openPage(browser, file(SEVEN), { width: 390 });
    const { page, facts } = open;
    const label = page.locator(".stacks tbody td:not(:empty)").first();
    assertMatch(
      await label.evaluate((cell: unknown) =>
        // deno-lint-ignore no-explicit-any -- runs in the page
        (globalThis as any).getComputedStyle(cell, "::before").content
      ),
      /[a-z]/,
    );
    const silent = await page.evaluate<string[]>(
      `[...document.querySelectorAll(".wide:has(> table)")]
        .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1 &&
          !/scroll/.test(getComputedStyle(box, "::before").content))
        .map((box) => box.textContent.slice(0, 60))`,
    );
    assertEquals(silent, []);
    assertEquals((await facts()).sideways, 0);

    // The names of the claims are whole, and no two alike.
    const verdicts = await page.evaluate<string[]>(
      `[...document.querySelectorAll("#figure-1 .role-axis-label > text")]
        .map((text) => [...text.querySelectorAll("tspan")].map((line) => line.textContent)
          .join(" ") || text.textContent).filter((text) => /^\\d+\\. /.test(text))`,
    );
    assertEquals(verdicts.length, 14);
    assertEquals(new Set(verdicts).size, 14);
    for (const text of verdicts) assert(!text.includes("…"), text);
  },
);

Deno.test(
  "at 390 px no axis stands below a histogram that is not there",
  options,
  async () => {
    await using open = await openPage(browser, file("00_start_here"), {
      width: 390,
    });
    const { page } = open;
    const texts = await page.evaluate<string[]>("inPage.texts(2)");
    const panels = texts.filter((text) => /^\d-layer$/.test(text)).length;
    assertEquals(panels, 5);
    assertEquals(texts.filter((text) => text === "0.5").length, panels);
  },
);

const presenting = (page: Page) =>
  page.evaluate<boolean>(
    `document.documentElement.classList.contains("presenting")`,
  );
const at = async (page: Page) => {
  const text = await page.locator(".stage [role=status]").innerText();
  const [screen, all] = text.split("/").map(Number);
  return { screen, all };
};

Deno.test(
  "presentation: keys lead through every block, the place is kept, Escape ends it",
  options,
  async () => {
    await using open = await openPage(browser, file(SIX), { width: 1280 });
    const { page, drawn } = open;
    const blocks = await openBlocks(page);
    const sizes = (selector: string) =>
      page.locator(selector).first().evaluate((element: unknown) =>
        // deno-lint-ignore no-explicit-any -- runs in the page
        parseFloat((globalThis as any).getComputedStyle(element).fontSize)
      );
    const read = await sizes("main p");
    await page.keyboard.press("p");
    assert(await presenting(page));
    assertEquals((await at(page)).screen, 1);
    assert(!await page.locator(".bar").isVisible());
    assertEquals(await openBlocks(page), 0);
    assertGreater(await sizes("main p"), 1.3 * read);
    assertEquals(await violations(page), []);

    // Every block comes, once but for headings; nothing is cut off at the side.
    const shown = () =>
      page.evaluate<number[]>(
        `[...document.querySelectorAll(".prose > *, .cell > *")].flatMap((block, i) =>
          block.matches(".off, h1, h2, h3, h4") || !block.checkVisibility() ? [] : [i])`,
      );
    const came: number[] = [];
    const { all } = await at(page);
    assertGreater(all, 20);
    for (let screen = 1; screen <= all; screen++) {
      assertEquals((await at(page)).screen, screen);
      came.push(...await shown());
      const sideways = await page.evaluate<number>(
        "document.documentElement.scrollWidth - innerWidth",
      );
      assert(sideways <= 0, `screen ${screen} is ${sideways} px too wide`);
      for (let tries = 0; tries < 20; tries++) {
        await page.keyboard.press(screen % 2 ? "PageDown" : "ArrowRight");
        if ((await at(page)).screen !== screen) break;
      }
    }
    assertEquals((await at(page)).screen, all, "the last one stays");
    const whole = await page.evaluate<number>(
      `[...document.querySelectorAll(".prose > *, .cell > *")].filter((block) =>
        !block.matches("h1, h2, h3, h4, .cell-bar, .live-bar")).length`,
    );
    assertEquals(came.length, new Set(came).size);
    assertEquals(came.length, whole);

    // Back, and to the first and last.
    await page.keyboard.press("Home");
    assertEquals((await at(page)).screen, 1);
    await page.keyboard.press("ArrowLeft");
    assertEquals((await at(page)).screen, 1);
    await page.keyboard.press("End");
    assertEquals((await at(page)).screen, all);
    await page.keyboard.press("PageUp");
    assertLess((await at(page)).screen, all + 1);
    for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowLeft");
    const place = await at(page);
    assertLess(place.screen, all);

    // The address keeps the section, a reload the screen.
    const section = hash(page);
    assert(section.length > 1);
    await page.reload();
    await drawn();
    assert(await presenting(page));
    assertEquals(hash(page), section);
    await holds(
      page,
      `document.querySelector(".stage [role=status]").textContent === "${place.screen} / ${place.all}"`,
    );
    await page.keyboard.press("Escape");
    assert(!await presenting(page));
    assertEquals(await openBlocks(page), blocks);
    assertEquals(await page.locator(".off").count(), 0);
    const heading = page.locator(`[id="${section.slice(1)}"]`);
    assertGreater(await page.evaluate<number>("scrollY"), 0);
    assert(await heading.count() === 1);
    assertEquals(open.complaints, []);
  },
);

Deno.test(
  "presentation: by its buttons, to what search finds, with larger figures",
  options,
  async () => {
    await using open = await openPage(browser, file(SIX), { width: 1280 });
    const { page } = open;
    const width = async (figure: string) =>
      (await page.locator(`${figure} svg.marks`).boundingBox())!.width;
    const before = await width("#figure-3");
    await page.locator("[data-action=present]").click();
    await page.getByRole("button", { name: "On", exact: true }).click();
    assertEquals((await at(page)).screen, 2);
    await page.getByRole("button", { name: "Back", exact: true }).click();
    assertEquals((await at(page)).screen, 1);
    await page.keyboard.press("/");
    await page.keyboard.type("figure 3");
    assert(await presenting(page), "p and other letters are typed");
    await page.keyboard.press("Enter");
    await page.locator("#figure-3").waitFor({ state: "visible" });
    assert(await presenting(page));
    assertGreater(await width("#figure-3"), 1.2 * before);
    assert(!await page.locator("#figure-4").isVisible());
    await page.getByRole("button", { name: "End the presentation" }).click();
    assert(!await presenting(page));
    assert(Math.abs(await width("#figure-3") - before) < 1);
    assertEquals(open.complaints, []);
  },
);

Deno.test(
  "what is typed in a cell is for the cell, in a presentation too",
  options,
  async () => {
    await using open = await openPage(browser, file(SIX));
    const { page } = open;
    const cell = page.locator("pre[role=textbox]:visible").first();
    await cell.click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("/p ");
    assertMatch((await cell.textContent())!, /^\/p /);
    assert(!await page.locator("dialog.search").isVisible());
    assert(!await presenting(page));

    await page.locator("[data-action=present]").click();
    const code = page.locator("details.code:visible > summary").first();
    while (!await code.isVisible()) await page.keyboard.press("PageDown");
    await code.click();
    await page.locator("pre[role=textbox]:visible").first().click();
    const { screen } = await at(page);
    for (const key of ["p", " ", "ArrowRight", "Escape", "PageDown", "End"]) {
      await page.keyboard.press(key);
    }
    assert(await presenting(page));
    assertEquals((await at(page)).screen, screen);
    assertEquals(open.complaints, []);
  },
);

Deno.test(
  "printing: code folded unless all is open, no navigation, addresses of links",
  options,
  async () => {
    await using open = await openPage(browser, file(SIX), { width: 1280 });
    const { page } = open;
    const code = page.locator("details.code[open] .highlight").first();
    assert(await code.isVisible());
    await page.emulateMedia({ media: "print" });
    assert(!await code.isVisible());
    for (const part of [".bar", "nav.pages", ".neighbours", ".vega-actions"]) {
      assert(!await page.locator(part).first().isVisible(), part);
    }
    assert(await page.locator("#figure-1 img.still").isVisible());
    assert(await page.locator("#figure-1 figcaption").isVisible());
    await page.emulateMedia({ media: "screen" });
    await codeMenu(page).selectOption("open");
    await page.emulateMedia({ media: "print" });
    assert(await code.isVisible());
  },
);

Deno.test(
  "the list of notebooks begins with the question",
  options,
  async () => {
    await using open = await openPage(browser, file("index"), { width: 1280 });
    const { page } = open;
    assertMatch(await page.locator("h1").innerText(), /^How large .*\?$/);
    const figure = (await page.locator(".poses img").first().boundingBox())!;
    assertLess(figure.y + figure.height, 1000, "within the first window");
    const text = await page.locator("main").innerText();
    assertLess(text.indexOf("histogram"), text.indexOf("TypeScript library"));
    // The list of all pages is at hand here as well.
    await page.locator("button.menu").click();
    assertEquals(
      await page.locator("nav.pages > ol > li").count(),
      session.notebooks.length + 1,
    );
    assertEquals(open.complaints, []);
  },
);
