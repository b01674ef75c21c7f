// Runs the cells of every page of `task html`, opened from its file with the network off, in
// Chromium and in Firefox, and of the first three in WebKitGTK. Needs these and Python, so its
// name keeps it out of a plain `deno test`: `deno task test:browser` names it.
// `-- --notebooks=00,02 --engines=Firefox` runs those alone.

import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import { basename, join } from "node:path";
import { chooseNotebooks } from "../../notebooks/_jupyter/project.ts";
import { option } from "../../notebooks/_jupyter/terminal/option.ts";
import { type EngineName, type EnginePage, startEngine } from "./_engines.ts";
import { holds, openPage } from "./_page.ts";
import { startPagesSession } from "./_session.ts";
import { RULES, violations } from "./_violations.ts";

const wanted = (name: string) => option(Deno.args, name)?.split(",") ?? [];

const session = await startPagesSession(wanted("--notebooks"));
const { dist, notebooks } = session;
Deno.test.afterAll(session.end);

// Playwright's pipes to a browser outlive each test.
const options = { sanitizeOps: false, sanitizeResources: false };

/** How long a page may take to run, in ms. */
const PATIENCE = 10 * 60_000;

const IDENTICAL = "identical to the published output";

/** Each engine's kernel, and in which colours its pages are seen. */
const ENGINES = {
  Chromium: { kernel: "wasm", scheme: "light" },
  Firefox: { kernel: "wasm", scheme: "dark" },
  // It has no relaxed SIMD.
  WebKitGTK: { kernel: "exact", scheme: "light" },
} as const;

/** What a page says of a cell that can run. */
interface CellFacts {
  readonly cell: string;
  readonly state: string;
  readonly same: string;
  readonly failure: string;
}

const CELLS = `[...document.querySelectorAll(".cell[data-cell]")]
  .filter((cell) => cell.querySelector("[data-live=run]"))
  .map((cell) => ({
    cell: cell.dataset.cell,
    state: cell.dataset.state,
    same: cell.querySelector(".same")?.textContent.trim() ?? "",
    failure: cell.querySelector(".failure")?.textContent.trim() ?? "",
  }))`;

const cell = (n: number) => `.cell[data-cell="${n}"]`;
const file = (notebook: string) =>
  join(dist, `${basename(notebook, ".ipynb")}.html`);

const engines = (Object.keys(ENGINES) as EngineName[])
  .filter((name) =>
    wanted("--engines").length === 0 || wanted("--engines").includes(name)
  );
for (const name of engines) {
  const { kernel, scheme } = ENGINES[name];
  const engine = await startEngine(name, scheme);
  Deno.test.afterAll(async () => await engine[Symbol.asyncDispose]());

  const pages = chooseNotebooks(notebooks, wanted("--notebooks"))
    .filter((path) => name !== "WebKitGTK" || /^0[0-2]/.test(basename(path)));
  for (const notebook of pages) {
    Deno.test(
      `${basename(file(notebook))} runs in ${name}, to what was published`,
      options,
      async () => {
        await using page = await engine.open(file(notebook));
        await runAll(page);
        const cells = await page.evaluate<CellFacts[]>(CELLS);
        assertGreater(cells.length, 5);
        assertEquals(
          cells.filter(({ state, same, failure }) =>
            state !== "done" || same !== IDENTICAL || failure !== ""
          ),
          [],
        );
        assertMatch(
          await textOf(page, "[data-live=summary]"),
          new RegExp(`\\b${cells.length} of ${cells.length}\\b`),
        );
        assertEquals(
          await page.evaluate("document.documentElement.dataset.kernel"),
          kernel,
        );
        if (name !== "WebKitGTK") {
          assertEquals(await violations(page, RULES[scheme]), []);
        }
        assertEquals(await page.requests(), []);
        assertEquals(await page.complaints(), []);
      },
    );
  }
}

/** Presses Run all, and waits until it is done. */
async function runAll(page: EnginePage): Promise<void> {
  await page.click("[data-live=run-all]");
  await isIdle(page);
}

/** Waits until what runs has ended. */
async function isIdle(page: EnginePage): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  await holds(
    page,
    `document.documentElement.dataset.live === "idle"`,
    PATIENCE,
  );
}

async function textOf(page: EnginePage, selector: string): Promise<string> {
  return await page.evaluate<string>(
    `document.querySelector(${
      JSON.stringify(selector)
    })?.textContent.trim() ?? ""`,
  );
}
