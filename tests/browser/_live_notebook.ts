// A notebook of cells that take no time, for what a reader does with cells.

import { VEGA_LITE } from "./_notebook.ts";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A figure of one bar. */
const bar = (height: number) => ({
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  description: "One bar",
  data: { values: [{ a: "A", b: height }] },
  mark: "bar",
  encoding: {
    x: { field: "a", type: "nominal" },
    y: { field: "b", type: "quantitative" },
  },
  width: 100,
});

/** Its cells, by the number that they have on the page. */
export const CELL = {
  /** Two numbers that all others use but one. */
  sizes: 0,
  /** Draws: what follows a number of the cell above that is dragged. */
  figure: 1,
  /** Prints. */
  product: 2,
  /** Uses nothing and is used by none. */
  alone: 3,
  /** Counts up to one of the numbers. */
  loop: 4,
  /** Of which something else was published than it gives. */
  third: 5,
};

export const SIZES = "const scale = 0.5, count = 3;";

/** The notebook's file. */
export function liveNotebook(): unknown {
  const cell = (cell_type: string, source: string, more = {}) => ({
    ...{ cell_type, source, metadata: {} },
    ...more,
  });
  const code = (source: string, ...outputs: unknown[]) =>
    cell("code", source, { execution_count: 1, outputs });
  const result = (text: string) => ({
    ...{ output_type: "execute_result", execution_count: 1, metadata: {} },
    data: { "text/plain": text },
  });
  const cells = [
    cell("markdown", "# Cells that take no time"),
    cell("markdown", "What a reader does with cells."),
    code(SIZES),
    code(
      `const spec = ${
        JSON.stringify(bar(0), null, 2).replace('"b": 0', '"b": scale')
      };
await Deno.jupyter.display(
  { "${VEGA_LITE}": spec, "text/plain": "One bar" },
  { raw: true },
);`,
      {
        ...{ output_type: "display_data", metadata: {} },
        data: {
          [VEGA_LITE]: bar(0.5),
          "image/png": PNG,
          "text/plain": "One bar",
        },
      },
    ),
    code("console.log(scale * count);", {
      ...{ output_type: "stream", name: "stdout", text: "1.5\n" },
    }),
    code("const alone = 1;"),
    code(
      "let rounds = 0;\nwhile (rounds < count) rounds++;\nrounds",
      result("3"),
    ),
    code("1 / (count * 1)", result("0.3333333333333334")),
  ];
  return {
    cells: cells.map((cell, i) => ({ ...cell, id: `cell-${i}` })),
    metadata: {
      kernelspec: {
        name: "deno",
        display_name: "Deno",
        language: "typescript",
      },
      language_info: { name: "typescript", file_extension: ".ts" },
    },
    ...{ nbformat: 4, nbformat_minor: 5 },
  };
}
