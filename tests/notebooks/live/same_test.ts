import { assertEquals } from "@std/assert";
import {
  asFiled,
  difference,
  VEGA_LITE,
} from "../../../notebooks/_jupyter/pages/template/script/live/same.js";

const stream = (text: string, name = "stdout") => ({
  ...{ output_type: "stream", name, text },
});
const result = (data: Record<string, unknown>) => ({
  ...{ output_type: "execute_result", data },
});
const display = (data: unknown, more: Record<string, unknown> = {}) => ({
  ...{ output_type: "display_data", data, ...more },
});
const text = (plain: string) => result({ "text/plain": plain });

Deno.test("asFiled() joins what streams say, each stream's own", () => {
  assertEquals(
    asFiled([
      stream("a"),
      stream("b\n"),
      stream("c", "stderr"),
      stream("d"),
      text("5"),
      stream("e"),
    ]),
    [
      stream("ab\n"),
      stream("c", "stderr"),
      stream("d"),
      text("5"),
      stream("e"),
    ],
  );
  const outputs = [stream("a"), stream("b")];
  asFiled(outputs);
  assertEquals(outputs[0].text, "a", "what was given stays as it was");
});

Deno.test("asFiled() has what replaces itself once, as it last was, in its first place", () => {
  const filed = asFiled([
    display({ "text/plain": "0 %" }, { display_id: "p" }),
    stream("between"),
    display({ "text/plain": "50 %" }, { display_id: "p", update: true }),
    display({ "text/plain": "100 %" }, { display_id: "p", update: true }),
    display({ "text/plain": "lost" }, { display_id: "none", update: true }),
  ]);
  assertEquals(
    filed.map((one: { text?: string; data?: unknown }) => one.text ?? one.data),
    [{ "text/plain": "100 %" }, "between"],
  );
});

Deno.test("difference() is undefined where nothing differs", () => {
  const spec = {
    mark: "bar",
    data: { values: [{ a: 1, b: [2, { c: 3, d: 4 }] }] },
  };
  const other = {
    data: { values: [{ b: [2, { d: 4, c: 3 }], a: 1 }] },
    mark: "bar",
  };
  const cases: [now: unknown[], published: unknown[]][] = [
    [[], []],
    [[stream("a 1\n")], [stream("a 1\n")]],
    [[text("NaN")], [text("NaN")]],
    [[display({ [VEGA_LITE]: spec })], [display({ [VEGA_LITE]: other })]],
    // Pictures are drawn by the page itself.
    [[display({ "text/plain": "a" })], [
      display({ "text/plain": "a", "image/png": "base64" }),
    ]],
    [[display({ "text/plain": "a", "text/html": "b" })], [
      display({ "text/html": "b", "text/plain": "a" }, { hasFigure: false }),
    ]],
  ];
  for (const [now, published] of cases) {
    assertEquals(difference(now, published), undefined);
  }
});

Deno.test("difference() says which number differs, and by how much", () => {
  const cases: [here: string, published: string, says: string][] = [
    ["loss 0.25", "loss 0.5", "0.25 here, 0.5 published, 0.25 less"],
    ["loss 0.5", "loss 0.25", "0.5 here, 0.25 published, 0.25 more"],
    ["a -1 b", "a 2 b", "-1 here, 2 published, 3 less"],
    ["−1.5 %", "1.5 %", "−1.5 here, 1.5 published, 3 less"],
    ["x: NaN", "x: 1", "NaN here, 1 published"],
    ["x: 1", "x: NaN", "1 here, NaN published"],
    ["Infinity", "5", "Infinity here, 5 published"],
    [
      "1,234,567 weights",
      "1,234,560 weights",
      "1,234,567 here, 1,234,560 published, 7 more",
    ],
    ["1e-7", "3e-7", "1e-7 here, 3e-7 published, 2e-7 less"],
    [".5", ".25", ".5 here, .25 published, 0.25 more"],
    ["[ 1, 2, 3 ]", "[ 1, 5, 3 ]", "2 here, 5 published, 3 less"],
    [
      "[ 1, 2, 3 ]",
      "[ 1, 5, 4 ]",
      "2 here, 5 published, 3 less; 2 numbers of 3 differ",
    ],
    ["[1,2,3]", "[1,5,3]", "2 here, 5 published, 3 less"],
    // Columns are as wide as their numbers.
    ["[\n   1, 20\n]", "[\n  1, 2\n]", "20 here, 2 published, 18 more"],
    [
      "0.30000000000000004",
      "0.3",
      "0.30000000000000004 here, 0.3 published, 5.55e-17 more",
    ],
    ["1.0", "1.00", "1.0 here, 1.00 published, written otherwise"],
    ["1.0, 2", "1.00, 3", "2 here, 3 published, 1 less; 2 numbers of 2 differ"],
    [
      "12,345 of 1,000,000",
      "12,346 of 1,000,000",
      "12,345 here, 12,346 published, 1 less",
    ],
    ["1234,567", "1234,568", "567 here, 568 published, 1 less"],
    ["at 5, then", "at 6, then", "5 here, 6 published, 1 less"],
    ["ends in 5.", "ends in 6.", "5 here, 6 published, 1 less"],
    ["layer1 2", "layer1 3", "2 here, 3 published, 1 less"],
    ["1-2", "1-3", "2 here, 3 published, 1 less"],
    ["2026-01-02", "2026-01-03", "02 here, 03 published, 1 less"],
  ];
  for (const [here, published, says] of cases) {
    assertEquals(difference([text(here)], [text(published)]), says, here);
  }
});

Deno.test("difference() tells numbers of a figure apart by their commas", () => {
  const figure = (values: number[]) =>
    display({ "text/plain": "A figure.", [VEGA_LITE]: { values } });
  assertEquals(
    difference([figure([1, 234, 567])], [figure([1, 234, 560])]),
    "in the figure's specification, 567 here, 560 published, 7 more",
  );
  assertEquals(
    difference([figure([1, -2e-9])], [figure([1, 3])]),
    "in the figure's specification, -2e-9 here, 3 published, 3 less",
  );
});

Deno.test("difference() says what differs where it is no number", () => {
  const figure = (value: number) =>
    display({ "text/plain": "A figure.", [VEGA_LITE]: { values: [value] } });
  const cases: [now: unknown[], published: unknown[], says: string][] = [
    [[text("a")], [text("b")], '"a" here, "b" published'],
    [
      [text("finance")],
      [text("fiNaNce")],
      '"finance" here, "fiNaNce" published',
    ],
    [
      [text(`${"so ".repeat(9)}far 1`)],
      [text(`${"so ".repeat(9)}far 1 2`)],
      '"o so far 1" here, "o so far 1 2" published',
    ],
    [[], [text("a")], "0 outputs here, 1 published"],
    [[text("a"), text("b")], [text("a")], "2 outputs here, 1 published"],
    [[text("a")], [], "1 output here, 0 published"],
    [[stream("a")], [text("a")], "another kind of output"],
    [[stream("a")], [stream("a", "stderr")], "another kind of output"],
    [[text("a")], [result({ "text/html": "a" })], "another kind of output"],
    [
      [result({ "text/plain": "a", "text/html": "b" })],
      [text("a")],
      "more than was published",
    ],
    [
      [stream("a"), text("1")],
      [stream("a"), text("2")],
      "output 2: 1 here, 2 published, 1 less",
    ],
    [
      [figure(1)],
      [figure(3)],
      "in the figure's specification, 1 here, 3 published, 2 less",
    ],
  ];
  for (const [now, published, says] of cases) {
    assertEquals(difference(now, published), says);
  }
});
