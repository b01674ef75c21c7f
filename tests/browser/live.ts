// Runs the cells of every page of `task html`, opened from its file with the network off, in
// Chromium and in Firefox, and of the first three in WebKitGTK. Needs these and Python, so its
// name keeps it out of a plain `deno test`: `deno task test:browser` names it.
// `-- --notebooks=00,02 --engines=Firefox` runs those alone.

import { assert, assertEquals, assertGreater, assertMatch } from "@std/assert";
import { basename, join } from "node:path";
import { INKS } from "../../lib/charts/theme.ts";
import { exportPages } from "../../notebooks/_jupyter/pages/export_pages.ts";
import { chooseNotebooks } from "../../notebooks/_jupyter/project.ts";
import { option } from "../../notebooks/_jupyter/terminal/option.ts";
import {
  type Engine,
  type EngineName,
  type EnginePage,
  startEngine,
} from "./_engines.ts";
import { CELL, liveNotebook, SIZES } from "./_live_notebook.ts";
import { type Evaluates, holds, openPage } from "./_page.ts";
import { startPagesSession } from "./_session.ts";
import { RULES, violations } from "./_violations.ts";

const wanted = (name: string) => option(Deno.args, name)?.split(",") ?? [];

const session = await startPagesSession(wanted("--notebooks"));
const { dist, notebooks, venv } = session;
Deno.test.afterAll(session.end);

const made = join(dist, "99_live.ipynb");
await Deno.writeTextFile(made, JSON.stringify(liveNotebook()));
const [LIVE] = await exportPages(venv, { all: [made], chosen: [made], dist });

// Playwright's pipes to a browser outlive each test.
const options = {
  ...{ sanitizeOps: false, sanitizeResources: false },
  // Steps run at once only without this one too.
  sanitizeExit: false,
};

/** How long a page may take to run, in ms. */
const PATIENCE = 10 * 60_000;

const IDENTICAL = "identical to the published output";

/** Each engine's kernel, and in which colours and windows its pages are run. */
const ENGINES = {
  Chromium: { kernel: "wasm", scheme: "light", width: 1280 },
  Firefox: { kernel: "wasm", scheme: "dark", width: 390 },
  // It has no relaxed SIMD, and a window that does not become as narrow as a phone.
  WebKitGTK: { kernel: "exact", scheme: "light", width: 640 },
} as const;

/** What a page says of a cell that can run. */
interface CellFacts {
  readonly cell: string;
  readonly state: string;
  /** What its bar says. */
  readonly says: string;
  /** What stands under it as its error. */
  readonly failure: string;
}

const CELLS = `[...document.querySelectorAll(".cell[data-cell]")]
  .filter((cell) => cell.querySelector("[data-live=run]"))
  .map((cell) => ({
    cell: cell.dataset.cell,
    state: cell.dataset.state,
    says: cell.querySelector(".cell-bar .state").textContent.trim(),
    failure: cell.querySelector(".failure")?.textContent.trim() ?? "",
  }))`;

const cell = (n: number) => `.cell[data-cell="${n}"]`;
const file = (notebook: string) =>
  join(dist, `${basename(notebook, ".ipynb")}.html`);

const chosen = (Object.keys(ENGINES) as EngineName[])
  .filter((name) =>
    wanted("--engines").length === 0 || wanted("--engines").includes(name)
  );

const engines = await Promise.all(
  chosen.map((name) => startEngine(name, ENGINES[name].scheme)),
);
Deno.test.afterAll(async () => {
  for (const engine of engines) await engine[Symbol.asyncDispose]();
});

/** What is done with a page, which then has asked for nothing and complained of nothing. */
async function within(
  engine: Engine,
  path: string,
  act: (page: EnginePage) => Promise<void>,
): Promise<void> {
  const { width } = ENGINES[engine.name];
  await using page = await engine.open(path, { width });
  await act(page).catch(async (cause) => {
    // What it complains of may be why.
    const complaints = await page.complaints();
    throw new Error([cause.message, ...complaints].join("\n"), { cause });
  });
  assertEquals(await sideways(page), 0);
  assertEquals(await page.requests(), []);
  assertEquals(await page.complaints(), []);
}

/**
 * Which pages are run whole in WebKitGTK, whose products take forty times as long, and the one
 * of which the first figure is: the whole would take ten minutes.
 */
const SHORT = /^0[01]/, LONG = /^02/;

const pages = chooseNotebooks(notebooks, wanted("--notebooks"));
for (const path of pages) {
  const name = basename(path, ".ipynb");
  Deno.test(`${name} runs to what was published`, options, async (t) => {
    // In all engines at once: each takes one core for most of the time.
    await Promise.all(
      engines
        .filter((engine) => engine.name !== "WebKitGTK" || SHORT.test(name))
        .map((engine) =>
          t.step({
            name: engine.name,
            ...options,
            fn: () =>
              within(engine, file(path), (page) => runsWhole(engine, page)),
          })
        ),
    );
  });
}

for (const path of pages.filter((path) => LONG.test(basename(path)))) {
  const webkit = engines.find(({ name }) => name === "WebKitGTK");
  if (webkit === undefined) break;
  Deno.test(
    `WebKitGTK: the first figure of ${
      basename(path, ".ipynb")
    } is what was published`,
    options,
    () =>
      within(webkit, file(path), async (page) => {
        const first = Number(
          await page.evaluate(
            `document.querySelector(".cell[data-cell]:has(figure)").dataset.cell`,
          ),
        );
        await run(page, first);
        assertEquals(await says(page, first), IDENTICAL);
      }),
  );
}

/** What holds of a page all of whose cells have run. */
async function runsWhole(engine: Engine, page: EnginePage): Promise<void> {
  const { kernel, scheme } = ENGINES[engine.name];
  await runAll(page);
  const cells = await page.evaluate<CellFacts[]>(CELLS);
  assertGreater(cells.length, 5);
  assertEquals(
    cells.filter(({ state, says, failure }) =>
      state !== "done" || says !== IDENTICAL || failure !== ""
    ),
    [],
  );
  assertMatch(
    await textOf(page, "[data-live=summary]"),
    new RegExp(
      `^${cells.length} of ${cells.length} cells identical to the published output`,
    ),
  );
  assertEquals(
    await page.evaluate("document.documentElement.dataset.kernel"),
    kernel,
  );
  if (engine.name !== "WebKitGTK") {
    assertEquals(await violations(page, RULES[scheme]), []);
  }
}

for (const engine of engines) {
  const test = (
    what: string,
    path: string,
    act: (page: EnginePage) => Promise<void>,
  ) =>
    Deno.test(
      `${engine.name}: ${what}`,
      options,
      () => within(engine, path, act),
    );

  test(
    "Run runs what a cell needs, before it, and nothing else",
    LIVE,
    async (page) => {
      assertEquals(await states(page), ["", "", "", "", "", ""]);
      await run(page, CELL.product);
      assertEquals(await states(page), ["done", "", "done", "", "", ""]);
      assertEquals(await says(page, CELL.product), IDENTICAL);
      assertMatch(await textOf(page, "[data-live=summary]"), /^2 of 6 cells/);
      assertEquals(await outputOf(page, CELL.product), "1.5");
    },
  );

  test(
    "what was published otherwise is said, with the number",
    LIVE,
    async (page) => {
      await run(page, CELL.third);
      assertMatch(
        await says(page, CELL.third),
        /0\.3333333333333333 here, 0\.3333333333333334 published/,
      );
    },
  );

  test(
    "an edited cell runs, what shows its old names is stale, and runs too",
    LIVE,
    async (page) => {
      await runAll(page);
      await write(page, CELL.sizes, "const scale: number = 2, count = 3;");
      await page.press("Shift+Enter");
      await isIdle(page);
      const stale = await page.evaluate(
        `[...document.querySelectorAll(".cell[data-stale]")].map(({ dataset }) => Number(dataset.cell))`,
      );
      assertEquals(stale, [CELL.figure, CELL.product, CELL.loop, CELL.third]);
      const one = CELL.sizes + 1;
      assertEquals(
        await says(page, CELL.product),
        `stale: cell ${one} has changed since`,
      );
      assertEquals(
        await says(page, CELL.sizes),
        "edited · 4 cells below show what it gave before",
      );
      assertEquals(await outputOf(page, CELL.product), "1.5");
      await page.click(`${cell(CELL.sizes)} [data-live=run-stale]`);
      await isIdle(page);
      assertEquals(await outputOf(page, CELL.product), "6");
      await barIs(page, 2);
      assertEquals(
        await page.evaluate(
          `document.querySelectorAll(".cell[data-stale]").length`,
        ),
        0,
      );
      const edited = await page.evaluate(
        `[...document.querySelectorAll(".cell[data-edited]")].map(({ dataset }) => Number(dataset.cell))`,
      );
      assertEquals(edited, [CELL.sizes]);
      assertEquals(await says(page, CELL.sizes), "edited");
      assertEquals(
        await says(page, CELL.product),
        `with cell ${one} as edited`,
      );
      // The one that has nothing to do with it is as it was.
      assertEquals(await says(page, CELL.alone), IDENTICAL);

      await page.click(`${cell(CELL.sizes)} [data-live=reset]`);
      await sourceIs(page, CELL.sizes, SIZES);
      await runAll(page);
      assertEquals(await outputOf(page, CELL.product), "1.5");
      await barIs(page, 0.5);
      assertMatch(await textOf(page, "[data-live=summary]"), /^5 of 6 cells/);
    },
  );

  test("an error stands under its cell, with its line", LIVE, async (page) => {
    await write(page, CELL.alone, "const alone = ;");
    await page.press("Shift+Enter");
    await isIdle(page);
    assertMatch(await failureOf(page, CELL.alone), /^Line 1: SyntaxError: /);
    await write(page, CELL.alone, "interface A { a: number }");
    await page.press("Enter");
    await page.type('throw new RangeError("too deep");');
    await page.press("Shift+Enter");
    await isIdle(page);
    assertEquals(
      await failureOf(page, CELL.alone),
      "Line 2: RangeError: too deep",
    );
    assertEquals((await states(page))[CELL.alone], "failed");
    await page.click(`${cell(CELL.alone)} [data-live=reset]`);
    await run(page, CELL.alone);
    assertEquals(await failureOf(page, CELL.alone), "");
    assertEquals(await says(page, CELL.alone), IDENTICAL);
  });

  test(
    "Stop ends a cell that does not end, and cells run again",
    LIVE,
    async (page) => {
      await write(page, CELL.sizes, "const scale = 0.5, count = Infinity;");
      await page.click(`${cell(CELL.loop)} [data-live=run]`);
      await holds(
        page,
        `document.querySelector('${
          cell(CELL.loop)
        }').dataset.state === "running"`,
      );
      await page.click(`${cell(CELL.loop)} [data-live=stop]`);
      await isIdle(page);
      assertMatch(await says(page, CELL.loop), /stopped/);
      await page.click(`${cell(CELL.sizes)} [data-live=reset]`);
      await sourceIs(page, CELL.sizes, SIZES);
      await run(page, CELL.loop);
      assertEquals((await states(page))[CELL.loop], "done");
      assertEquals(await says(page, CELL.loop), IDENTICAL);
    },
  );

  test(
    "a number is dragged, and the figure below follows",
    LIVE,
    async (page) => {
      await run(page, CELL.figure);
      await barIs(page, 0.5);
      await page.drag(`${cell(CELL.sizes)} pre .mf`, 40);
      await followed(page);
    },
  );
}

Deno.test(
  "Chromium: a figure of a dark page is printed in the inks of a light one",
  options,
  async () => {
    await using open = await openPage(session.browser, LIVE, {
      ...{ width: 1280, scheme: "dark" },
    });
    const { page } = open;
    await page.locator(`${cell(CELL.figure)} [data-live=run]`).click();
    await holds(
      page,
      `document.querySelector('${cell(CELL.figure)}').dataset.state === "done"`,
    );
    // As if it had been edited: what is printed is the drawing, not the picture.
    await page.evaluate(
      `document.querySelector('${cell(CELL.figure)}').dataset.other = ""`,
    );
    const ink = () =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector('${
          cell(CELL.figure)
        } .drawing svg text')).fill`,
      );
    assertEquals(await ink(), rgb(INKS.dark.text));
    await page.emulateMedia({ media: "print" });
    assertEquals(await ink(), rgb(INKS.light.text));
    assert(
      await page.locator(`${cell(CELL.figure)} .drawing svg`).first()
        .isVisible(),
    );
  },
);

/** `#rrggbb` as a browser says it. */
function rgb(colour: string): string {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgb(${parts.join(", ")})`;
}

const FINGER = 400;

Deno.test(
  "Chromium: a finger runs a cell and changes a number",
  options,
  async () => {
    await using open = await openPage(session.browser, LIVE, {
      ...{ width: 390, touch: true },
    });
    const { page } = open;
    await page.locator(`${cell(CELL.figure)} [data-live=run]`).tap();
    await holds(
      page,
      `document.querySelector('${cell(CELL.figure)}').dataset.state === "done"`,
    );
    // What a finger holds it moves; else it scrolls.
    const number = page.locator(`${cell(CELL.sizes)} pre .mf`).first();
    await number.scrollIntoViewIfNeeded();
    const box = await number.boundingBox();
    assert(box);
    const finger = await page.context().newCDPSession(page);
    const touch = (
      type: "touchStart" | "touchMove" | "touchEnd",
      ...touchPoints: { x: number; y: number }[]
    ) => finger.send("Input.dispatchTouchEvent", { type, touchPoints });
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    await touch("touchStart", { x, y });
    await new Promise((resolve) => setTimeout(resolve, FINGER));
    for (let step = 1; step <= 8; step++) {
      await touch("touchMove", { x: x + 5 * step, y });
    }
    await touch("touchEnd");
    await followed(page);
    assertEquals(await sideways(page), 0);
    assertEquals(await violations(page, RULES.light), []);
    assertEquals(open.requests, []);
    assertEquals(open.complaints, []);
  },
);

/** Waits until a number has grown, and the figure shows it. */
async function followed(page: Evaluates): Promise<void> {
  const source = `document.querySelector('${
    cell(CELL.sizes)
  } pre').textContent`;
  await holds(page, `!${source}.includes("= 0.5,")`);
  await isIdle(page);
  const [, scale] = /scale = ([\d.e-]+),/.exec(
    await page.evaluate(source) as string,
  )!;
  assertGreater(Number(scale), 0.5);
  await barIs(page, Number(scale));
}

/** By how many px a page is wider than its window. */
async function sideways(page: Evaluates): Promise<unknown> {
  return await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
}

/** Presses a cell's Run, and waits until it is done. */
async function run(page: EnginePage, n: number): Promise<void> {
  await page.click(`${cell(n)} [data-live=run]`);
  await isIdle(page);
}

/** Presses Run all, and waits until it is done. */
async function runAll(page: EnginePage): Promise<void> {
  await page.click("[data-live=run-all]");
  await isIdle(page);
}

/** Waits until what runs has ended. */
async function isIdle(page: Evaluates): Promise<void> {
  // What was pressed begins before it is looked at.
  await new Promise((resolve) => setTimeout(resolve, 100));
  await holds(
    page,
    `document.documentElement.dataset.live === "idle"`,
    PATIENCE,
  );
}

/** Writes a cell's source anew. */
async function write(
  page: EnginePage,
  n: number,
  source: string,
): Promise<void> {
  await page.click(`${cell(n)} details.code pre`);
  await page.press("Control+a");
  await page.type(source);
}

/** Waits until a cell's source is this. */
async function sourceIs(
  page: EnginePage,
  n: number,
  source: string,
): Promise<void> {
  await holds(
    page,
    `document.querySelector('${
      cell(n)
    } details.code pre').innerText.trim() === ${JSON.stringify(source)}`,
  );
}

/** The states of all cells, in their order. */
async function states(page: EnginePage): Promise<string[]> {
  return (await page.evaluate<CellFacts[]>(CELLS)).map(({ state }) => state);
}

const says = (page: EnginePage, n: number) =>
  textOf(page, `${cell(n)} .cell-bar .state`);
const failureOf = (page: EnginePage, n: number) =>
  textOf(page, `${cell(n)} .failure`);
const outputOf = (page: EnginePage, n: number) =>
  textOf(page, `${cell(n)} .output`);

/** Waits until the bar of the figure is so high. */
async function barIs(page: Evaluates, height: number): Promise<void> {
  await holds(
    page,
    `document.querySelector('${
      cell(CELL.figure)
    } svg .mark-rect path')?.ariaLabel === "a: A; b: ${height}"`,
  );
}

async function textOf(page: EnginePage, selector: string): Promise<string> {
  return await page.evaluate<string>(
    `document.querySelector(${
      JSON.stringify(selector)
    })?.textContent.trim() ?? ""`,
  );
}
