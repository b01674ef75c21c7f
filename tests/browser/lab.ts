// The notebooks in JupyterLab itself, in Chromium: each as it was committed, and some run. Needs
// Chromium and Python, so its name keeps it out of a plain `deno test`: `deno task test:browser`
// names it. `-- --notebooks=05,09` opens and runs those.

import {
  assert,
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
} from "@std/assert";
import { basename, join } from "node:path";
import {
  isReferenceCurrent,
  makeReference,
} from "../../notebooks/_jupyter/pages/reference.ts";
import { chooseNotebooks, partOf } from "../../notebooks/_jupyter/project.ts";
import { option } from "../../notebooks/_jupyter/terminal/option.ts";
import { type LabCell, startLab } from "./_lab.ts";
import { VEGA_LITE } from "./_notebook.ts";
import { startSession } from "./_session.ts";

const session = await startSession();
const { notebooks } = session;
const lab = await startLab(session);
Deno.test.afterAll(async () => {
  await lab.end();
  await session.end();
});

// Playwright's pipes to the browser, and the server's log, outlive each test.
const options = { sanitizeOps: false, sanitizeResources: false };

const named = option(Deno.args, "--notebooks")?.split(",") ?? [];

/**
 * Which notebooks are run unless others are named. All of them run again in the same kernel
 * in notebooks/rerun.ts, which compares what they give; here it is drawn.
 */
const RUN = /^0[013]/;

for (const path of chooseNotebooks(notebooks, named)) {
  const name = basename(path);
  const runs = named.length > 0 || RUN.test(name);
  const when = runs ? "as committed and after Run All" : "as committed";
  Deno.test(
    `${name} in JupyterLab ${when}: every figure is drawn in its own cell`,
    options,
    async () => {
      await using notebook = await lab.open(join(partOf(path), name));
      await checkCommitted(await notebook.shown(), path);
      await notebook.takeScreenshots();
      if (runs) await checkCommitted(await notebook.runAll(), path);
    },
  );
}

/** What a notebook shows is what it was committed with, and drawn. */
async function checkCommitted(
  cells: readonly LabCell[],
  path: string,
): Promise<void> {
  checkDrawn(cells);
  const committed = await committedCells(path);
  assertEquals(cells.map(({ source }) => source), committed.sources);
  assertEquals(cells.map(figureCount), committed.figures, "figures by cell");
  assertGreater(committed.figures.reduce((a, b) => a + b), 0);
}

Deno.test(
  "notebook 0 leads to the library's reference, in a tab of its own",
  options,
  async () => {
    if (!await isReferenceCurrent()) await makeReference();
    await using notebook = await lab.open("00_start_here.ipynb");
    const { page } = notebook;
    const link = page.getByRole("link", { name: "API reference" });
    const [tab] = await Promise.all([
      page.context().waitForEvent("page"),
      link.click(),
    ]);
    await tab.waitForLoadState();
    assertEquals(await tab.title(), "weightlab API reference");
    await tab.locator("#tsd-nav-container a").first().waitFor();
    // Where the reference leads back to, if there are pages.
    await tab.goto(new URL("../index.html", tab.url()).href);
    assertMatch(new URL(tab.url()).pathname, /^\/lab\b/);
    await tab.close();
  },
);

Deno.test("restart and Run All gives the same figures", options, async () => {
  const [path] = chooseNotebooks(notebooks, ["2010"]);
  await using notebook = await lab.open(join(partOf(path), basename(path)));
  const first = await notebook.runAll();
  const second = await notebook.restartAndRunAll();
  await checkCommitted(second, path);
  assertEquals(
    second.map(({ specs }) => specs),
    first.map(({ specs }) => specs),
  );
});

Deno.test(
  "of 200 cells with an output each, none is lost or in another's place",
  options,
  async () => {
    const drawing = (i: number) => i % 2 === 0;
    const sources = Array.from(
      { length: 200 },
      (_, i) =>
        drawing(i)
          ? `await show(functionCurves({ "curve ${i}": { value: [${i}, ${
            i + 1
          }] } }, { x: [0, 1] }));`
          : `console.log("line ${i}");`,
    );
    await lab.write("09_many.ipynb", [
      'import { functionCurves, show } from "weightlab/charts";',
      ...sources,
    ]);
    await using notebook = await lab.open("09_many.ipynb");
    const [, ...cells] = await notebook.runAll();
    checkDrawn(cells);
    assertEquals(cells.length, 200);
    const wrong = cells.flatMap(({ kinds, specs, text }, i) => {
      const isRight = drawing(i)
        ? kinds.join() === "figure" &&
          JSON.stringify(specs).includes(`"curve ${i}"`)
        : kinds.join() === "stdout" && text === `line ${i}\n`;
      return isRight ? [] : [`cell ${i}: ${kinds} ${text}`];
    });
    assertEquals(wrong, []);
  },
);

Deno.test(
  "a figure, a table and help() that are a cell's last expression are drawn",
  options,
  async () => {
    await lab.write("09_last.ipynb", [
      'import { he, help, randn, seeded } from "weightlab";\n' +
      'import { histograms, table, xyPlot } from "weightlab/charts";',
      'histograms(randn(seeded(1), 100, 100), { title: "정규분포, a normal matrix" })',
      "const plot = xyPlot({ a: { x: [1e-6, 1e-3, 1], y: [1, NaN, 3] } }, { logX: true });\nplot",
      "table([{ layer: 1, std: 0.459 }, { layer: 2, std: 1e-7 }])",
      "help(he)",
      'help("histogram")',
      "plot;\n42",
    ]);
    await using notebook = await lab.open("09_last.ipynb");
    const cells = await notebook.runAll();
    await notebook.takeScreenshots();
    checkDrawn(cells);
    assertEquals(
      cells.map(({ kinds }) => kinds.filter((kind) => kind !== "stderr")),
      [
        [],
        ["figure"],
        ["figure"],
        ["text/html+text/plain"],
        ["text/html+text/plain"],
        ["text/html+text/plain"],
        ["text/plain"],
      ],
    );

    // The figure's own menu: under its name, two pixels a px.
    const { page } = notebook;
    const figure = page.locator(".vega-embed").nth(1);
    const width = await figure.locator("svg.marks").evaluate((svg) =>
      svg.getBoundingClientRect().width
    );
    await figure.locator("summary").click();
    const link = figure.locator('a[download$=".png"]');
    // Its image is made when the mouse goes down.
    await link.dispatchEvent("mousedown");
    const source = await waitForValue(
      async () => await link.getAttribute("href"),
      (href) => href?.startsWith("data:image/png") ?? false,
    );
    const header = new DataView(
      Uint8Array.from(atob(source!.split(",")[1]), (c) => c.charCodeAt(0))
        .buffer,
    );
    assertLess(Math.abs(header.getUint32(16) - 2 * width), 4);
    assertEquals(await link.getAttribute("download"), "y-over-x.png");
  },
);

/** What a value is once it is so, within 10 s. */
async function waitForValue<T>(
  get: () => Promise<T>,
  isSo: (value: T) => boolean,
): Promise<T> {
  let value = await get();
  await waitUntil(10, "a value", async () => isSo(value = await get()));
  return value;
}

Deno.test(
  "an interrupted sweep gives way to the next cell, and its workers end",
  options,
  async () => {
    await lab.write("09_interrupt.ipynb", [
      `import { loadMnist } from "weightlab";
     import { weightScales, weightScaleSweep } from "weightlab/experiments";
     const { train } = await loadMnist({ train: 1000, test: 0 });
     const kept = 42;
     console.log(Deno.pid);`,
      "await weightScaleSweep({ stds: weightScales(), train, epochs: 5000, workers: 2 });",
      "console.log(kept);",
    ]);
    await using notebook = await lab.open("09_interrupt.ipynb");
    const { run, cells, status, command, page } = notebook;
    const printed = async (cell: number, seconds: number) => {
      await page.waitForFunction(
        `inLab.cells()[${cell}].text !== ""`,
        null,
        { timeout: seconds * 1000, polling: 50 },
      ).catch(() => {
        throw new Error(`Cell ${cell} printed nothing within ${seconds} s`);
      });
      return (await cells())[cell].text.trim();
    };
    await run(0);
    const pid = Number(await printed(0, 60));
    assert(Number.isInteger(pid));
    await run(1);
    await status("busy", 10);
    await waitUntil(
      60,
      "two workers to compute",
      async () =>
        (await workersOf(pid)).filter(({ ticks }) => ticks > 20).length >= 2,
    );
    assertEquals(await page.evaluate("inLab.status()"), "busy");

    const start = performance.now();
    await command("notebook:interrupt-kernel");
    await status("idle", 10);
    await run(2);
    assertEquals(await printed(2, 10), "42");
    await waitUntil(
      10,
      "the workers to end",
      async () => (await workersOf(pid)).length === 0,
    );
    assertLess(performance.now() - start, 4000);
    assertMatch((await cells())[1].kinds.join(), /^error/);
  },
);

/** Every figure that was sent is drawn by Vega, no png in its place, and nothing failed. */
function checkDrawn(cells: readonly LabCell[]): void {
  let count = 0;
  for (const { kinds, specs, drawn, pngs, errors, source, count: n } of cells) {
    const where = `the cell that begins: ${source.split("\n")[0]}`;
    if (source.trim() !== "") assertGreater(n ?? 0, count, where);
    count = n ?? count;
    assertEquals(kinds.filter((kind) => kind.startsWith("error")), [], where);
    assertEquals(drawn, specs.length, `figures drawn by Vega in ${where}`);
    assertEquals(pngs, 0, `pngs in ${where}`);
    assertEquals(errors, 0, `errors of Vega in ${where}`);
  }
}

function figureCount({ specs }: LabCell): number {
  return specs.length;
}

/** The code cells of a notebook's file, and how many figures each has. */
async function committedCells(path: string) {
  interface Cell {
    cell_type: string;
    source: string | string[];
    outputs?: { data?: Record<string, unknown> }[];
  }
  const { cells }: { cells: Cell[] } = JSON.parse(
    await Deno.readTextFile(path),
  );
  const code = cells.filter(({ cell_type }) => cell_type === "code");
  return {
    sources: code.map(({ source }) => [source].flat().join("")),
    figures: code.map(({ outputs = [] }) =>
      outputs.filter(({ data }) => data?.[VEGA_LITE]).length
    ),
  };
}

/** A kernel's threads that are workers, with what they have computed in 1/100 s, as Linux has it. */
async function workersOf(pid: number): Promise<{ ticks: number }[]> {
  const workers: { ticks: number }[] = [];
  for await (const { name } of Deno.readDir(`/proc/${pid}/task`)) {
    const stat = await Deno.readTextFile(`/proc/${pid}/task/${name}/stat`)
      .catch(() => ""); // it ended meanwhile
    const [, thread = "", rest = ""] = stat.match(/\((.*)\) (.*)/) ?? [];
    if (!thread.startsWith("worker-")) continue;
    workers.push({ ticks: Number(rest.split(" ")[11]) });
  }
  return workers;
}

async function waitUntil(
  seconds: number,
  what: string,
  holds: () => Promise<boolean>,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!await holds()) {
    if (performance.now() > end) {
      throw new Error(`Waited ${seconds} s for ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
