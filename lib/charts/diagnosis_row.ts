/**
 * One layer of a network, for {@linkcode diagnosisTable} and {@linkcode diagnosisFigure}:
 * what `diagnose` gives as `rows`. A number that is missing leaves its cell empty and its
 * panel out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { type DiagnosisRow, diagnosisTable } from "weightlab/charts";
 *
 * const row: DiagnosisRow = {
 *   layer: 1,
 *   name: "Affine",
 *   units: 2,
 *   mean: 0,
 *   std: 1,
 *   within: 0.5,
 *   predicted: 1.1,
 *   rank: 1.5,
 * };
 * assertEquals(diagnosisTable([row]).text.split("\n").length, 3);
 * ```
 */
export interface DiagnosisRow {
  /** The layer, from 1. */
  readonly layer: number;
  /** What it is made of: "Affine, ReLU". */
  readonly name: string;
  /** How many units it has. */
  readonly units: number;
  /** The mean of its output. */
  readonly mean: number;
  /** The standard deviation of its output, all values together. */
  readonly std: number;
  /** The standard deviation within a neuron, across the examples. */
  readonly within: number;
  /** What theory predicts for `std`. */
  readonly predicted: number;
  /** The share of values where the activation is flat, a fraction in [0, 1]. */
  readonly saturated?: number;
  /** The share of units that are flat for every example, a fraction in [0, 1]. */
  readonly dead?: number;
  /** The effective rank of its output. */
  readonly rank: number;
  /** The standard deviation of d loss / d pre-activation. */
  readonly gradientStd?: number;
  /** The standard deviation of d loss / d W. */
  readonly weightGradientStd?: number;
  /** log10 of std(change of W) / std(W), for one update. */
  readonly logUpdate?: number;
}
