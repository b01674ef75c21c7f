// Each number that a notebook's prose tells is one that its cells set or show, or is quoted,
// with its source: metadata.numbers of the cell.

import { assertEquals } from "@std/assert";
import { basename } from "node:path";
import { allNotebooks } from "../../notebooks/_jupyter/project.ts";
import { proseNumbers, shownNumbers, strayNumbers } from "./_prose_numbers.ts";

Deno.test("every number in the notebooks' prose is shown by a cell, or quoted with its source", async () => {
  const stray: Record<string, string[]> = {};
  for (const path of await allNotebooks()) {
    const found = strayNumbers(JSON.parse(await Deno.readTextFile(path)));
    if (found.length > 0) stray[basename(path)] = found;
  }
  assertEquals(stray, {});
});

const values = (markdown: string) =>
  proseNumbers(markdown).map(({ value }) => value);

Deno.test("proseNumbers() finds numbers as prose writes them", () => {
  assertEquals(values("about .87, 0.9 and 1,000 of 60,000"), [
    0.87,
    0.9,
    1000,
    60000,
  ]);
  assertEquals(values("2·10⁵ nats, 3 × 10⁻⁷, 1e-7, 95 %"), [
    200000,
    3e-7,
    1e-7,
    0.95,
  ]);
  assertEquals(values("a network 784-50-10"), [784, 50, 10]);
  assertEquals(values("fourteen of twenty-one; a thousand; seven"), [
    14,
    21,
    1000,
  ]);
  assertEquals(values(String.raw`$\ln 10 = 2.303$ and $w = 0.0858$`), [
    2.303,
    0.0858,
  ]);
});

Deno.test("proseNumbers() leaves out code, links, labels, years and formulas' constants", () => {
  assertEquals(values("`lr = 0.1`, [7](07_claims.ipynb#9.-x) and <b id=8>"), [
    7,
  ]);
  assertEquals(values("```ts\nconst a = 5;\n```"), []);
  assertEquals(
    values(
      "# 6. Title\n\n1. Figures 83, 84 and 85; layers 1 to 5, section 3.1",
    ),
    [],
  );
  assertEquals(
    values("**Figure 3.** Schoenholz et al. 2017, arXiv:1611.01232"),
    [],
  );
  assertEquals(values("on 2019-08-31, and $\\sqrt{2/100}$"), []);
});

const notebook = (
  prose: string,
  output: string,
  numbers?: Record<string, string>,
) => ({
  cells: [
    { cell_type: "markdown", source: [prose], metadata: { numbers } },
    {
      cell_type: "code",
      source: [
        'import { a } from "./5.ts";\n',
        "const width = 100; // of 200\n",
        'statement("300 do not", () => assertLess(0.2, 0.3));',
      ],
      metadata: {},
      outputs: [{ data: { "text/plain": [output] } }],
    },
  ],
});

Deno.test("strayNumbers() holds prose to what is shown, as it is rounded", () => {
  assertEquals(strayNumbers(notebook("100 wide, .87", "mean 0.8651")), []);
  assertEquals(strayNumbers(notebook("it gives .88", "mean 0.8651")), [
    "cell 1: .88",
  ]);
  assertEquals(strayNumbers(notebook("87 % of 1,000", "0.8651 of 1000")), []);
  assertEquals(strayNumbers(notebook("twelve do", "13")), ["cell 1: twelve"]);
  // What is imported, or told in words, shows nothing.
  assertEquals(shownNumbers(notebook("", "")), [100, 0.2, 0.3]);
});

Deno.test("strayNumbers() takes what is quoted with a source, and finds quotations of nothing", () => {
  const source = { "157": "Yang et al. 2019, figure 1" };
  assertEquals(strayNumbers(notebook("157 times", "", source)), []);
  assertEquals(strayNumbers(notebook("158 times", "", source)), [
    "cell 1: 158",
    "cell 1: quotes 157, which it does not say, or from nowhere",
  ]);
});
