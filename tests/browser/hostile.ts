// Opens the page of a notebook that wants to run its own code in it and to ask its own host
// for things. Needs Chromium and Python, so its name keeps it out of a plain `deno test`:
// `deno task test:browser` names it.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { exportPages } from "../../notebooks/_jupyter/pages/export_pages.ts";
import { packed } from "../../notebooks/_jupyter/pages/packed.ts";
import {
  DRAWN,
  hostileHtml,
  hostileNotebook,
  REFUSED,
} from "../notebooks/_hostile.ts";
import { holds, openPage } from "./_page.ts";
import { startSession } from "./_session.ts";

const session = await startSession();
const { browser, venv } = session;
const dist = await Deno.makeTempDir({ prefix: "weightlab-hostile-" });
const notebook = join(dist, "09_hostile.ipynb");
await Deno.writeTextFile(notebook, JSON.stringify(hostileNotebook()));
const [file] = await exportPages(venv, {
  ...{ all: [notebook], chosen: [notebook], dist },
});
Deno.test.afterAll(async () => {
  await session.end();
  await Deno.remove(dist, { recursive: true });
});

// Playwright's pipes to the browser outlive each test.
const options = { sanitizeOps: false, sanitizeResources: false };

/** The last figure is a harmless one. */
const LAST = REFUSED + DRAWN;
const READY = `document.querySelector("#figure-${LAST}.drawn") !== null`;

/** What has run in a page: what hostile code would have written. */
const ran = (page: Page) =>
  page.evaluate<string | null>("document.documentElement.dataset.ran ?? null");

async function aWhile(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 500));
}

Deno.test(
  "a hostile notebook's page runs nothing of it and asks for nothing",
  options,
  async () => {
    await using open = await openPage(browser, file, { ready: READY });
    const { page, requests, complaints } = open;
    await aWhile(); // for what would come later: handlers, a refresh
    assertEquals(await ran(page), null);
    assertEquals(requests, []);
    assertMatch(page.url(), /09_hostile.html$/);

    // The figures that ask for something or make code of text keep their pictures, and say
    // why; nothing else had to be stopped.
    const state = await page.evaluate<boolean[]>(
      "[...document.querySelectorAll('[data-figure]')].map(({ classList }) => classList.contains('drawn'))",
    );
    assertEquals(state.slice(0, REFUSED), Array(REFUSED).fill(false));
    assertEquals(state.slice(REFUSED), Array(DRAWN).fill(true));
    const others = complaints.filter((complaint) =>
      !/^error: Cannot draw figure \d: Error: (it asks for \S*\/\/evil.test\/|Illegal callee)/
        .test(complaint) &&
      !/^warning: WARN (Loading failed|Infinite extent)/.test(complaint)
    );
    assertEquals(others, []);
    assertEquals(
      complaints.filter((complaint) => complaint.startsWith("error")).length,
      REFUSED,
    );
  },
);

Deno.test(
  "vega-embed's options are the page's, not a figure's",
  options,
  async () => {
    await using open = await openPage(browser, file, { ready: READY });
    const { page } = open;
    const actions = await page.locator(`#figure-${REFUSED + 1} .vega-actions a`)
      .allTextContents();
    assertEquals(actions, ["Save as svg", "Save as png", "See the data"]);
    const first = page.locator(`#figure-${REFUSED + 1}`);
    assertEquals(await first.locator("svg.marks").count(), 1);
    assertEquals(await first.locator("canvas").count(), 0);
    assertEquals(await page.locator("#vega-embed-style").count(), 0);
  },
);

Deno.test(
  "what a reader does on a hostile notebook's page runs nothing of it either",
  options,
  async () => {
    await using open = await openPage(browser, file, { ready: READY });
    const { page, requests } = open;
    // A bar with a tooltip of html and a link of javascript.
    const bar = page.locator(`#figure-${REFUSED + 2} .mark-rect path`).first();
    await bar.hover({ force: true });
    await bar.click({ force: true });
    const shown = page.locator("#vg-tooltip-element");
    assertMatch(await shown.innerText(), /<img src=x onerror/);

    // The data, in a window of its own: text, whatever is in it.
    const [popup] = await Promise.all([
      page.waitForEvent("popup"),
      page.locator(`#figure-${REFUSED + 2} .vega-actions a`).last().click(),
    ]);
    await aWhile();
    assertEquals(await ran(popup), null);
    assertEquals(await popup.locator("body > *").count(), 1);
    const data = JSON.parse(await popup.locator("pre").innerText());
    assertEquals(data.data.values, [{ a: "A", b: 1 }, { a: "B", b: 2 }]);
    await popup.close();

    // Its svg, as a reader would save it.
    await page.locator(`#figure-${REFUSED + 2} .vega-actions a`).first()
      .hover();
    await page.mouse.down();
    await holds(
      page,
      `document.querySelector("#figure-${
        REFUSED + 2
      } .vega-actions a").protocol === "blob:"`,
    );
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.mouse.up(),
    ]);
    const svg = await Deno.readTextFile(await download.path());
    assertMatch(svg, /^<svg/);
    assert(!/<script|<img|onerror="|href="javascript/i.test(svg), svg);

    for (const event of ["mouseover", "focus", "toggle", "animationstart"]) {
      await page.evaluate(
        `document.querySelectorAll("main *").forEach((e) => e.dispatchEvent(new Event("${event}", { bubbles: true })))`,
      );
    }
    await page.evaluate(
      "document.querySelectorAll('main a:not([href^=http], .vega-actions a, nav a)').forEach((a) => a.click())",
    );
    await aWhile();
    assertEquals(await ran(page), null);
    assertEquals(requests, []);
  },
);

Deno.test(
  "the policy alone stops what gets into a page in spite of all",
  options,
  async () => {
    const html = await Deno.readTextFile(file);
    const path = join(dist, "inserted.html");
    // Of what no policy stops, leaving the page, there is nothing in this list.
    const inserted = hostileHtml("inserted").filter((piece) =>
      !piece.startsWith("<math") && !piece.startsWith("<div data-figure")
    );
    const evalled = `<script>try { eval("1"); } catch {}</script>`;
    await Deno.writeTextFile(
      path,
      html.replace("</main>", () => `${inserted.join("\n")}${evalled}</main>`),
    );
    await using open = await openPage(browser, path, { ready: READY });
    const { page, requests, complaints } = open;
    await page.evaluate(
      `document.querySelectorAll("form").forEach((form) => form.submit())`,
    );
    await page.evaluate(
      `[...document.links].filter(({ href }) => href.startsWith("java")).forEach((a) => a.click())`,
    );
    await aWhile();
    assertEquals(await ran(page), null);
    assertEquals(requests, []);
    const refused = complaints.filter((complaint) =>
      complaint.includes("Content Security Policy")
    );
    assert(refused.length > inserted.length / 2, `${refused.length} refused`);
  },
);

Deno.test(
  "the policy refuses what is packed in the place of what draws figures",
  options,
  async () => {
    const html = await Deno.readTextFile(file);
    const path = join(dist, "replaced.html");
    const holder = /(<script\b[^>]*data-packed="vega"[^>]*>)[^<]*/g;
    const code = packed(`document.documentElement.dataset.ran = "packed";`);
    assertEquals(html.match(holder)?.length, 1);
    await Deno.writeTextFile(
      path,
      html.replace(holder, (_, start) => start + code),
    );
    const ready = `document.documentElement.dataset.drawn === "0"`;
    await using open = await openPage(browser, path, { ready });
    const { page, complaints } = open;
    await aWhile();
    assertEquals(await ran(page), null);
    assertEquals(await page.locator("[data-figure].drawn").count(), 0);
    const hidden = `[...document.querySelectorAll("img.still")]
      .filter((still) => getComputedStyle(still).display === "none").length`;
    assertEquals(await page.evaluate<number>(hidden), 0);
    assert(
      complaints.some((complaint) =>
        complaint.includes("Content Security Policy")
      ),
      complaints.join("\n"),
    );
  },
);
