import { oneOf, readOptions, text } from "../check/options.ts";
import type { DiagnosedLayer } from "./_diagnosed_layer.ts";
import { checkRows } from "./_rows.ts";
import { type Table, table } from "./table.ts";

type Columns = readonly [title: string, key: keyof DiagnosedLayer][];

/** The columns on the way forward and back, by what they show. */
const COLUMNS = {
  signal: [
    ["made of", "name"],
    ["units", "units"],
    ["mean", "mean"],
    ["std", "std"],
    ["predicted", "predicted"],
    ["within", "within"],
    ["rank", "rank"],
    ["saturated", "saturated"],
    ["dead", "dead"],
  ],
  gradients: [
    ["std of dz", "gradientStd"],
    ["std of dW", "weightGradientStd"],
    ["log10 update", "logUpdate"],
  ],
} satisfies Record<string, Columns>;

/**
 * What `diagnose` found, one row a layer: mean, standard deviation, what theory
 * predicts for it, its part within a neuron, effective rank, shares saturated and dead,
 * standard deviations of d loss / d z and d loss / d W, and log10 of the update of W by
 * W. What no layer has gets no column; all of them are wide, and `columns` takes a part.
 *
 * @param rows `diagnose(net, batch).rows`.
 * @param options Which columns, and what stands above them.
 * @throws {RangeError} for no row.
 * @throws {TypeError} if a row is no object, or the options hold another name.
 *
 * @example
 * ```ts
 * import { diagnose, he, mlp, randn, relu, seeded } from "weightlab";
 * import { diagnosisTable } from "weightlab/charts";
 * import { assertMatch } from "@std/assert";
 *
 * const net = mlp([10, 10, 3], { activation: relu, init: he(), rng: seeded(1) });
 * const { rows } = diagnose(net, randn(seeded(2), 100, 10));
 * assertMatch(diagnosisTable(rows).text, /layer {2}made of +units/);
 * ```
 */
export function diagnosisTable(
  rows: readonly DiagnosedLayer[],
  options: {
    /** Above the table. Default: "Diagnosis by layer". */
    readonly caption?: string;
    /** Those of the signal, of gradients and updates, or all. Default: "all". */
    readonly columns?: "all" | "signal" | "gradients";
  } = {},
): Table {
  const doing = "make a table of a diagnosis";
  const { caption, columns: part } = readOptions(doing, options, {
    caption: text().or("Diagnosis by layer"),
    columns: oneOf(["all", "signal", "gradients"]).or("all"),
  });
  checkRows(doing, "rows", "row", rows);
  const asked: Columns = part === "all"
    ? [...COLUMNS.signal, ...COLUMNS.gradients]
    : COLUMNS[part];
  const columns: Columns = [
    ["layer", "layer"],
    ...asked.filter(([, key]) => rows.some((row) => row[key] !== undefined)),
  ];
  return table(
    rows.map((row) =>
      Object.fromEntries(columns.map(([title, key]) => [title, row[key]]))
    ),
    { caption, digits: 3 },
  );
}
