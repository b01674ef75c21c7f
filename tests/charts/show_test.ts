import { assert, assertEquals, assertRejects } from "@std/assert";
import { Matrix } from "weightlab";
import { type Chart, histograms, show, table } from "weightlab/charts";
import { insideNotebook } from "./_notebook.ts";

const chart = histograms([new Matrix([[0.1, 0.9]])]);
const rows = table([{ layer: 1 }]);

/** What `run` prints on stdout. */
async function printed(run: () => Promise<void>): Promise<unknown[][]> {
  const lines: unknown[][] = [];
  const log = console.log;
  console.log = (...line) => void lines.push(line);
  try {
    await run();
  } finally {
    console.log = log;
  }
  return lines;
}

Deno.test("show() prints the description outside of a notebook", async () => {
  assertEquals(await printed(() => show(chart)), [[chart.description]]);
  assertEquals(await printed(() => show(rows)), [["layer\n    1"]]);
});

Deno.test("show() sends Vega-Lite, a png and the description, and no html", async () => {
  const [message] = await insideNotebook(() => show(chart));
  assert("display" in message);
  assertEquals(Object.keys(message.display), [
    "application/vnd.vegalite.v5+json",
    "image/png",
    "text/plain",
  ]);
  assertEquals(
    message.display["application/vnd.vegalite.v5+json"],
    chart.spec,
  );
  assertEquals(atob(String(message.display["image/png"])).slice(1, 4), "PNG");
  assertEquals(message.display["text/plain"], chart.description);
});

Deno.test("show() sends a table as html and as text", async () => {
  assertEquals(await insideNotebook(() => show(rows)), [{
    display: { "text/html": rows.html, "text/plain": rows.text },
  }]);
});

Deno.test("show() refuses what is no figure, and names a missing await", async () => {
  await assertRejects(
    () => show(Promise.resolve(chart) as unknown as Chart),
    TypeError,
    "Cannot show: it must be a chart or a table, got a promise (is an await missing?)",
  );
  await assertRejects(() => show(3 as unknown as Chart), TypeError, "got 3");
});
