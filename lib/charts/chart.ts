/** A value that survives `JSON.stringify` and back unchanged. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * A Vega-Lite v5 specification as plain JSON, its rows inside it.
 *
 * Only features that Vega-Lite 5.6.1 has, which is what JupyterLab 4 bundles.
 * {@link https://vega.github.io/vega-lite-v5/docs/spec.html}
 */
export interface VegaLiteSpec {
  /** `https://vega.github.io/schema/vega-lite/v5.json`. */
  readonly $schema: string;
  /** What the figure shows, for a reader who cannot see it. */
  readonly description: string;
  /** Colours of everything that is not a mark, fonts and sizes. */
  readonly config: { readonly [key: string]: Json };
  /** The rest: data, marks, encodings, layers. */
  readonly [key: string]: Json;
}

/**
 * A figure: what to draw, and one sentence with numbers that says what it shows. A notebook
 * draws it where it is a cell's last expression.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { type Chart, lossCurves } from "weightlab/charts";
 *
 * const chart: Chart = lossCurves({ He: [2.3, 1.1, 0.4] });
 * assertEquals(chart.spec.description, chart.description);
 * ```
 */
export interface Chart {
  /** The figure as a Vega-Lite v5 specification. */
  readonly spec: VegaLiteSpec;
  /** One sentence with numbers, the plain text that stands in for the figure. */
  readonly description: string;
}

/**
 * Anything with the shape of ml-matrix's matrices: `rows` x `columns` numbers.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Matrix } from "weightlab";
 * import { type MatrixLike } from "weightlab/charts";
 *
 * const x: MatrixLike = new Matrix([[1, 2]]);
 * assertEquals(x.get(0, 1), 2);
 * ```
 */
export interface MatrixLike {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /**
   * One number.
   *
   * @param row Its row, counted from 0.
   * @param column Its column, counted from 0.
   */
  get(row: number, column: number): number;
}

/**
 * A matrix that has a name, such as a row of `activations` or `gradients`.
 *
 * @example
 * ```ts
 * import { assertMatch } from "@std/assert";
 * import { Matrix } from "weightlab";
 * import { histograms, type NamedMatrix } from "weightlab/charts";
 *
 * const row: NamedMatrix = { name: "ReLU 1", values: new Matrix([[0, 1]]) };
 * assertMatch(histograms([row]).description, /ReLU 1 has mean 0.5/);
 * ```
 */
export interface NamedMatrix {
  /** Its panel's title. */
  readonly name: string;
  /** The matrix. */
  readonly values: MatrixLike;
}
