import { checkText } from "../check/kinds.ts";
import { checkNumber } from "../check/numbers.ts";
import {
  boolean,
  checked,
  type Kind,
  listOf,
  number,
  oneOf,
  text,
} from "../check/options.ts";
import type { Finding, Measurement } from "../claims/examine.ts";
import type { Bar, Standing, Verdict } from "../claims/verdict.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Json } from "./chart.ts";
import { SERIES_COLOURS } from "./theme.ts";
import { checkNamed } from "./_named.ts";
import { fieldsOf, readRows } from "./_rows.ts";
import { fullText, numberText } from "./_words.ts";

/** What is shown of a claim, its own words only if they are given. */
export type ClaimRow =
  & Omit<Finding, "says" | "chosenOn" | "korean" | "translation">
  & Partial<Pick<Finding, "korean" | "translation">>;

/** All verdicts there are, in the order of legends. */
export const VERDICTS: readonly Verdict[] = [
  "as said",
  "in a narrower sense",
  "not as said, but of something else",
  "not",
  "open",
];

/** By verdict, in the order of VERDICTS: no verdict is told by its colour alone. */
export const VERDICT_COLOURS: readonly string[] = [0, 4, 2, 1, 3]
  .map((i) => SERIES_COLOURS[i]);

/** A shape for each, likewise. */
export const VERDICT_SHAPES: readonly string[] = [
  ...["circle", "diamond", "triangle-up", "square", "cross"],
];

/** Whether a verdict rests on the claim's condition. */
export function isConditional(verdict: Verdict): boolean {
  return verdict === VERDICTS[1] || verdict === VERDICTS[2];
}

/**
 * How many times a number is on the claim's side of its bar: number / bar, or
 * bar / number where the claim says "below". 1 is on the bar.
 */
export function margin(value: number, bar: Bar): number {
  return "above" in bar ? value / bar.above : bar.below / value;
}

/** The measurement, as said or on condition, that is least on the claim's side. */
export function weakest(
  { measurements }: ClaimRow,
  onCondition: boolean,
): Measurement | undefined {
  const lowest = ({ estimate: { low, high }, bar }: Measurement) =>
    Math.min(margin(low, bar), margin(high, bar));
  return measurements.filter((m) => m.onCondition === onCondition)
    .reduce<Measurement | undefined>(
      (a, b) => a === undefined || lowest(b) < lowest(a) ? b : a,
      undefined,
    );
}

/** { below: .1 } -> "below 0.1". */
export function barText(bar: Bar): string {
  return "above" in bar
    ? `above ${fullText(bar.above)}`
    : `below ${fullText(bar.below)}`;
}

/** A verdict. */
export const VERDICT: Kind<Verdict> = checked((doing, name, value) => {
  if (VERDICTS.includes(value)) return;
  throw new RangeError(
    `Cannot ${doing}: ${name} must be one of ${
      VERDICTS.join(", ")
    }, got ${value}`,
  );
});

const BAR: Kind<Bar> = checked((doing, name, value) => {
  checkNamed(doing, name, "{ above } or { below }", value);
  if ("above" in value && "below" in value) {
    throw new TypeError(
      `Cannot ${doing}: ${name} must be { above } or { below }, got both`,
    );
  }
  checkNumber(doing, name, "above" in value ? value.above : value.below, {});
});

const ESTIMATE = fieldsOf<Estimate>(
  "numbers by name",
  {
    value: number(),
    low: number(),
    high: number(),
    n: number({ least: 0 }),
    method: text(),
  },
  (field, estimate) =>
    estimate.replace("estimate", field === "n" ? "runs" : field),
);

const MEASUREMENT = fieldsOf<Measurement>("numbers by name", {
  measure: text(),
  estimate: ESTIMATE,
  standing: checked<Standing>(checkText),
  onCondition: boolean(),
  bar: BAR,
}, (field, measurement, { measure }) => {
  const claim = measurement.replace("a measurement of ", "");
  return field === "measure"
    ? `what is measured of ${claim}`
    : `${
      field === "onCondition" ? "" : "the "
    }${field} of "${measure}" in ${claim}`;
});

const CONDITION = fieldsOf<NonNullable<Finding["condition"]>>(
  "{ sense, text }",
  { sense: oneOf(["narrower", "something else"]), text: text() },
  (field, condition) => `the ${field} of ${condition}`,
);

/** Reads rows, each held to what figures and tables of claims need. */
export function readClaims(
  doing: string,
  rows: readonly ClaimRow[],
): ClaimRow[] {
  const claims = readRows(
    doing,
    "rows",
    "claim",
    rows,
    {
      verdict: VERDICT,
      number: number(),
      title: text(),
      where: text(),
      condition: CONDITION.optional,
      korean: text().optional,
      translation: text().optional,
      measurements: listOf(
        MEASUREMENT,
        undefined,
        (_, all) => all.replace("the measurements", "a measurement"),
      ),
    },
    (field, { number }) =>
      field === "where"
        ? `where claim ${number} is shown`
        : `the ${field} of claim ${number}`,
  );
  const bare = claims.find((claim) => weakest(claim, false) === undefined);
  if (bare !== undefined) {
    throw new RangeError(
      `Cannot ${doing}: claim ${bare.number} must have a measurement of what it says, got none`,
    );
  }
  return claims;
}

/** A number and its interval: "0.78 [0.71, 0.85]", or the number alone if exact. */
export function estimateText(
  { value, low, high, method }: Estimate,
): string {
  return method === "exact"
    ? numberText(value)
    : `${numberText(value)} [${numberText(low)}, ${numberText(high)}]`;
}

/** A tooltip's fields of one measurement. */
export function measurementFields(
  { measure, estimate, bar }: Measurement,
): { readonly [key: string]: Json } {
  return {
    measure,
    number: estimateText(estimate),
    bar: barText(bar),
    runs: estimate.n,
    method: estimate.method,
  };
}
