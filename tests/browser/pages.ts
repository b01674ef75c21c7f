// Opens every page of `task html` in Chromium, with the network blocked. Needs Chromium and
// Python, so its name keeps it out of a plain `deno test`: `deno task test:browser` names it.

import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
} from "@std/assert";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { expectedOf } from "./_notebook.ts";
import { holds, type OpenPage, openPage } from "./_page.ts";
import { startPagesSession } from "./_session.ts";
import { RULES, violations } from "./_violations.ts";

const WIDTHS = [1600, 1280, 360];
const PAPER = { light: "rgb(255, 255, 255)", dark: "rgb(17, 17, 17)" };

/** Of this figure a narrow window shows a part: whole it would not be legible. */
const TOO_WIDE = /^Batch normalization as a graph /;

const session = await startPagesSession();
const { browser, dist, notebooks } = session;
Deno.test.afterAll(session.end);

const files = [
  ...notebooks.map((path) => `${basename(path, ".ipynb")}.html`),
  "index.html",
];

// Playwright's pipes to the browser outlive each test.
const options = { sanitizeOps: false, sanitizeResources: false };

for (const file of files) {
  const notebook = notebooks.find((path) =>
    file === `${basename(path, ".ipynb")}.html`
  );
  Deno.test(file, options, async (t) => {
    const expected = notebook ? await expectedOf(notebook) : { figures: 0 };
    await using light = await openPage(browser, join(dist, file));
    await using dark = await openPage(browser, join(dist, file), {
      scheme: "dark",
    });
    const inBoth = async (check: (open: OpenPage) => Promise<void>) => {
      await Promise.all([light, dark].map(check));
    };

    await t.step(
      "figures drawn, formulas typeset, fits its window",
      () =>
        inBoth(async (open) => {
          for (const width of WIDTHS) await checkAt(open, width, expected);
          const { background } = await open.facts();
          assertEquals(background, PAPER[open.scheme]);
        }),
    );
    await t.step(
      "axe-core finds no serious violation",
      () =>
        inBoth(async ({ page, scheme }) => {
          assertEquals(await violations(page, RULES[scheme]), [], scheme);
        }),
    );
    await t.step("every link within the page leads where it says", async () => {
      const links = await light.page.evaluate<
        { href: string; reached: boolean }[]
      >("inPage.fragments()");
      assertGreater(links.length, 0);
      assertEquals(links.filter(({ reached }) => !reached), []);
    });
    await t.step(
      "asks for nothing, complains of nothing",
      () =>
        inBoth(({ requests, complaints, scheme }) => {
          assertEquals(requests, [], scheme);
          assertEquals(complaints, [], scheme);
          return Promise.resolve();
        }),
    );
    if (session.screenshots) {
      await inBoth((open) => takeScreenshots(open, file));
    }
    await t.step(
      "prints to PDF with its pictures",
      () => checkPrint(dark.page),
    );
  });
}

/** What holds of a page at one width of the window. */
async function checkAt(
  open: OpenPage,
  width: number,
  { figures, formulas }: { figures: number; formulas?: number },
): Promise<void> {
  await open.page.setViewportSize({ width, height: 1000 });
  await open.drawn();
  const facts = await open.facts();
  const at = `${facts.title} at ${width} px`;
  assertEquals(facts.figures, figures, `figures of ${at}`);
  assertEquals(facts.drawn, figures, `figures drawn of ${at}`);
  assertEquals(facts.drawings, figures, `drawings to be seen of ${at}`);
  assertEquals(
    facts.scrolling.filter((text) => !TOO_WIDE.test(text)),
    [],
    `figures that scroll of ${at}`,
  );
  assertEquals(facts.stillsShown, 0, `pictures in place of drawings, ${at}`);
  assertEquals(facts.untypeset, 0, `formulas not typeset of ${at}`);
  if (formulas !== undefined) {
    assertEquals(facts.formulas, formulas, `formulas of ${at}`);
  }
  if (width >= 1280) assertEquals(facts.clipped, [], `clipped in ${at}`);
  assertEquals(facts.sideways, 0, `px that ${at} scrolls sideways`);
}

/** What comes out of the printer. */
async function checkPrint(page: Page): Promise<void> {
  interface Still {
    width: number;
    height: number;
    shown: boolean;
    cut: boolean;
  }
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 680, height: 1000 }); // A4 between its margins
  const stills = await page.evaluate<Still[]>("inPage.stills()");
  for (const still of stills) {
    assert(still.shown && !still.cut, JSON.stringify(still));
  }
  const pdf = new TextDecoder("latin1").decode(
    await page.pdf({ format: "A4" }),
  );
  assertMatch(pdf, /^%PDF-/);
  const size = (text: string, name: string) =>
    Number(text.match(new RegExp(`/${name} (\\d+)`))?.[1]);
  const images = [...pdf.matchAll(/<<[^<>]*\/Subtype \/Image[^]*?>>/g)]
    .map(([text]) => `${size(text, "Width")} x ${size(text, "Height")}`);
  const missing = stills.map(({ width, height }) => `${width} x ${height}`)
    .filter((still) => !images.includes(still));
  assertEquals(missing, [], `pictures that are not among ${images}`);
}

/** Slices of the page as it is, from top to bottom, if they are wanted. */
async function takeScreenshots(
  { page, scheme, drawn }: OpenPage,
  file: string,
): Promise<void> {
  if (!session.screenshots) return;
  for (const width of WIDTHS) {
    const height = 1400;
    await page.setViewportSize({ width, height });
    await drawn();
    const all = await page.evaluate<number>(
      "document.documentElement.scrollHeight",
    );
    for (let y = 0; y < all; y += height) {
      await page.evaluate(`scrollTo(0, ${y})`);
      const name = [basename(file, ".html"), scheme, width, y / height + 1];
      await page.screenshot({
        path: join(session.screenshots, `${name.join("-")}.png`),
      });
    }
  }
}

Deno.test(
  "from the list through all notebooks and back, by the pages' links",
  options,
  async () => {
    await using open = await openPage(browser, join(dist, "index.html"));
    const { page } = open;
    const here = () => basename(new URL(page.url()).pathname);
    await page.locator(".cards a").first().click();
    for (const [i, file] of files.slice(0, -1).entries()) {
      await page.waitForURL(`**/${file}`);
      if (i > 0) {
        await page.locator(".neighbours a[rel=prev]").click();
        await page.waitForURL(`**/${files[i - 1]}`);
        await page.goBack();
      }
      // By those below the text and those in the bar, in turn.
      const bar = i % 2 === 0 ? ".bar" : ".neighbours";
      if (i < notebooks.length - 1) {
        await page.locator(`${bar} a[rel=next]`).click();
      }
    }
    await page.locator("a.site").click();
    await page.waitForURL("**/index.html");
    assertEquals(here(), "index.html");
    assertEquals(await page.locator(".cards li").count(), notebooks.length);
    assertEquals(open.complaints, []);
  },
);

Deno.test(
  "a page is usable by keyboard: skip, colours, folding",
  options,
  async () => {
    await using open = await openPage(
      browser,
      join(dist, "00_start_here.html"),
    );
    const { page, facts, drawn } = open;
    const focused = () =>
      page.evaluate<string>(
        "document.activeElement.dataset.action ?? document.activeElement.className",
      );
    await page.keyboard.press("Tab");
    assertEquals(await focused(), "skip");
    await page.keyboard.press("Tab"); // to the list of notebooks
    await page.keyboard.press("Tab"); // to the next one
    await page.keyboard.press("Tab");
    assertEquals(await focused(), "search");
    await page.keyboard.press("Tab");
    assertEquals(await focused(), "code");
    const unfolded = () => page.locator("details.code[open]").count();
    assertGreater(await unfolded(), 0);
    await page.keyboard.type("all folded");
    assertEquals(await unfolded(), 0);
    await page.keyboard.press("Tab");
    assertEquals(await focused(), "present");
    await page.keyboard.press("Tab");
    assertEquals(await focused(), "scheme");
    await page.keyboard.press("Enter");
    await drawn();
    assertEquals((await facts()).background, PAPER.dark);
    assertEquals(await page.getAttribute("html", "data-scheme"), "dark");
    assertEquals(open.complaints, []);
  },
);

Deno.test("contents say where the reader is", options, async () => {
  await using open = await openPage(
    browser,
    join(dist, "02_sigmoid_and_tanh.html"),
  );
  const { page } = open;
  const links = page.locator('.pages a[href^="#"]');
  const count = await links.count();
  assertGreater(count, 2);
  for (const i of [1, count - 1]) {
    await page.evaluate(
      `document.querySelectorAll("main :is(h2, h3, h4)")[${i}].scrollIntoView()`,
    );
    const current = page.locator(".pages a[aria-current=location]");
    await holds(
      page,
      `document.querySelectorAll('.pages a[href^="#"]')[${i}].ariaCurrent === "location"`,
    ).catch(async () => {
      const at = await current.allTextContents();
      throw new Error(`At heading ${i + 1} the contents are at: ${at}`);
    });
    assertEquals(await current.count(), 1);
  }
});

Deno.test(
  "without scripts a page has its pictures and its text",
  options,
  async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    try {
      await page.goto(`file://${join(dist, "02_sigmoid_and_tanh.html")}`);
      const { figures } = await expectedOf(notebooks[2]);
      const stills = page.locator("img.still");
      assertEquals(await stills.count(), figures);
      for (const still of await stills.all()) assert(await still.isVisible());
      assertLess(1000, (await page.locator("main").innerText()).length);
    } finally {
      await context.close();
    }
  },
);
