import { kindOf } from "../check/kind_of.ts";
import type { Chart } from "./chart.ts";

/**
 * Holds an argument to a figure.
 *
 * @param what What cannot be done otherwise: "draw a png".
 * @param chart The argument.
 * @throws {TypeError} if it is anything else, a promise of one too.
 */
export function checkChart(what: string, chart: Chart): void {
  if (isChart(chart)) return;
  throw new TypeError(
    `Cannot ${what}: chart must be a chart, got ${kindOf(chart)}`,
  );
}

/** Whether a value is a figure. */
export function isChart(value: unknown): value is Chart {
  if (typeof value !== "object" || value === null) return false;
  const { spec, description } = value as Partial<Chart>;
  return typeof spec === "object" && spec !== null && !Array.isArray(spec) &&
    typeof description === "string";
}
