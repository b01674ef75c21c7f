import { checkArray, checkBoolean, checkText } from "../check/kinds.ts";
import { checkNumber } from "../check/numbers.ts";
import { checkNamed, checkRows } from "./_check_rows.ts";
import type { Json } from "./chart.ts";
import { fullText, numberText } from "./_words.ts";

/** On which side of which number a claim puts what was measured. */
export type ClaimBar = { readonly above: number } | { readonly below: number };

/** One number of a claim, for {@linkcode ClaimRow}. */
export interface ClaimMeasurement {
  /** What was measured, with its unit. */
  readonly measure: string;
  /** Whether it belongs to the claim's condition rather than to what it says. */
  readonly onCondition: boolean;
  /** The claim's side of it. */
  readonly bar: ClaimBar;
  /** Where the interval lies: "for" the claim, "against" it, or "open". */
  readonly standing: string;
  /** The number, its interval, from how many runs, and how it was made. */
  readonly estimate: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly n: number;
    readonly method: string;
  };
}

/** A claim with its verdict and its measurements. */
export interface ClaimRow {
  /** Its number. */
  readonly number: number;
  /** Its name. */
  readonly title: string;
  /** "holds", "holds with a condition", "does not hold" or "open". */
  readonly verdict: string;
  /** The condition, if the verdict has one. */
  readonly condition?: string;
  /** What the verdict rests on, at least one that is not on condition. */
  readonly measurements: readonly ClaimMeasurement[];
  /** The section of a notebook that shows more of it. */
  readonly where: string;
}

/** All verdicts there are, in the order of legends. */
export const VERDICTS: readonly string[] = [
  "holds",
  "holds with a condition",
  "does not hold",
  "open",
];

/**
 * How many times a number is on the claim's side of its bar: number / bar, or
 * bar / number where the claim says "below". 1 is on the bar.
 */
export function margin(value: number, bar: ClaimBar): number {
  return "above" in bar ? value / bar.above : bar.below / value;
}

/** The measurement, as said or on condition, that is least on the claim's side. */
export function weakest(
  { measurements }: ClaimRow,
  onCondition: boolean,
): ClaimMeasurement | undefined {
  const lowest = ({ estimate: { low, high }, bar }: ClaimMeasurement) =>
    Math.min(margin(low, bar), margin(high, bar));
  return measurements.filter((m) => m.onCondition === onCondition)
    .reduce<ClaimMeasurement | undefined>(
      (a, b) => a === undefined || lowest(b) < lowest(a) ? b : a,
      undefined,
    );
}

/** { below: .1 } -> "below 0.1". */
export function barText(bar: ClaimBar): string {
  return "above" in bar
    ? `above ${fullText(bar.above)}`
    : `below ${fullText(bar.below)}`;
}

/** Holds rows to what figures and tables of claims need. */
export function checkClaims(doing: string, rows: readonly ClaimRow[]): void {
  checkRows(doing, "rows", "claim", rows);
  for (const row of rows) {
    if (!VERDICTS.includes(row.verdict)) {
      throw new RangeError(
        `Cannot ${doing}: the verdict of claim ${row.number} must be one of ${
          VERDICTS.join(", ")
        }, got ${row.verdict}`,
      );
    }
    const name = `claim ${row.number}`;
    const { number, title, where, condition } = row;
    checkNumber(doing, `the number of ${name}`, number, {});
    checkText(doing, `the title of ${name}`, title);
    checkText(doing, `where ${name} is shown`, where);
    if (condition !== undefined) {
      checkText(doing, `the condition of ${name}`, condition);
    }
    checkArray(doing, `the measurements of ${name}`, row.measurements);
    for (const measurement of row.measurements) {
      checkMeasurement(doing, name, measurement);
    }
    if (weakest(row, false) === undefined) {
      throw new RangeError(
        `Cannot ${doing}: claim ${row.number} must have a measurement of what it says, got none`,
      );
    }
  }
}

function checkMeasurement(
  doing: string,
  claim: string,
  measurement: ClaimMeasurement,
): void {
  checkNamed(
    doing,
    `a measurement of ${claim}`,
    "numbers by name",
    measurement,
  );
  const { measure, standing, onCondition, estimate, bar } = measurement;
  checkText(doing, `what is measured of ${claim}`, measure);
  const of = `of "${measure}" in ${claim}`;
  checkNamed(doing, `the estimate ${of}`, "numbers by name", estimate);
  for (const key of ["value", "low", "high"] as const) {
    checkNumber(doing, `the ${key} ${of}`, estimate[key], {});
  }
  checkNumber(doing, `the runs ${of}`, estimate.n, { least: 0 });
  checkText(doing, `the method ${of}`, estimate.method);
  checkText(doing, `the standing ${of}`, standing);
  checkBoolean(doing, `onCondition ${of}`, onCondition);
  checkNamed(doing, `the bar ${of}`, "{ above } or { below }", bar);
  if ("above" in bar && "below" in bar) {
    throw new TypeError(
      `Cannot ${doing}: the bar ${of} must be { above } or { below }, got both`,
    );
  }
  const side = "above" in bar ? bar.above : bar.below;
  checkNumber(doing, `the bar ${of}`, side, {});
}

/** A number and its interval: "0.78 [0.71, 0.85]", or the number alone if exact. */
export function estimateText(
  { value, low, high, method }: ClaimMeasurement["estimate"],
): string {
  const short = (v: number) => Math.abs(v) < 1e-12 ? "0" : numberText(v);
  return method === "exact"
    ? short(value)
    : `${short(value)} [${short(low)}, ${short(high)}]`;
}

/** A tooltip's fields of one measurement. */
export function measurementFields(
  { measure, estimate, bar }: ClaimMeasurement,
): { readonly [key: string]: Json } {
  return {
    measure,
    number: estimateText(estimate),
    bar: barText(bar),
    runs: estimate.n,
    method: estimate.method,
  };
}
