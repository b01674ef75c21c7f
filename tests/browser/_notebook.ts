/** What a notebook's page must show. */
export interface Expected {
  readonly figures: number;
  readonly formulas: number;
}

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly { readonly data?: Record<string, unknown> }[];
}

export const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** Counts the figures and the formulas of a notebook's file. */
export async function expectedOf(path: string): Promise<Expected> {
  const { cells }: { cells: readonly Cell[] } = JSON.parse(
    await Deno.readTextFile(path),
  );
  const count = (of: (cell: Cell) => number) =>
    cells.map(of).reduce((a, b) => a + b, 0);
  return {
    figures: count(({ outputs = [] }) =>
      outputs.filter(({ data }) => data?.[VEGA_LITE]).length
    ),
    formulas: count(({ cell_type, source }) =>
      cell_type === "markdown" ? formulasIn([source].flat().join("")) : 0
    ),
  };
}

/** How many formulas a text in Markdown has: $...$, $$...$$ and environments, outside code. */
export function formulasIn(markdown: string): number {
  const text = markdown
    .replaceAll(/^```[^]*?^```/gm, "")
    .replaceAll(/(`+)[^`][^]*?\1/g, "")
    .replaceAll("\\$", "");
  return [...text.matchAll(/\$\$[^]+?\$\$|\$[^$]+\$/g)].length;
}
