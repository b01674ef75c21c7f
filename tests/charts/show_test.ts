import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Matrix } from "weightlab";
import { type Chart, histograms, show, table, themed } from "weightlab/charts";
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

const DISPLAY = Symbol.for("Jupyter.display");

/** What the kernel shows of the value of a cell's last expression. */
function shownAsLast(value: object): Promise<Record<string, unknown>> {
  return (value as Record<symbol, () => Promise<Record<string, unknown>>>)
    [DISPLAY]();
}

Deno.test("a chart or table as a cell's last expression is what show() sends", async () => {
  for (const figure of [chart, themed(chart, "dark"), rows]) {
    const [message] = await insideNotebook(() => show(figure));
    assert("display" in message);
    assertEquals(await shownAsLast(figure), message.display);
  }
});

Deno.test("what a notebook asks a figure for is no part of it", () => {
  for (const figure of [chart, rows]) {
    assert(DISPLAY in figure);
    assertEquals(Object.getOwnPropertySymbols({ ...figure }), []);
    assertEquals(JSON.parse(JSON.stringify(figure)), { ...figure });
    assert(!Deno.inspect(figure).includes("Jupyter"));
  }
});

Deno.test("a figure with a letter that no font has is shown, without a png, and that is said", async () => {
  const private_ = histograms([new Matrix([[0.1]])], {
    titles: ["\u{10fffd}"],
  });
  const said: unknown[] = [];
  const warn = console.warn;
  console.warn = (...words) => void said.push(...words);
  let messages;
  try {
    messages = await insideNotebook(() => show(private_));
  } finally {
    console.warn = warn;
  }
  assert("display" in messages[0]);
  assertEquals(Object.keys(messages[0].display), [
    "application/vnd.vegalite.v5+json",
    "text/plain",
  ]);
  assertMatch(String(said), /stored without its png.*\(U\+10FFFD\)/);
});
