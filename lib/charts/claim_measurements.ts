import {
  barText,
  type ClaimRow,
  estimateText,
  isConditional,
  readClaims,
} from "./_claim_rows.ts";
import { type Table, table } from "./table.ts";

/**
 * All that was measured for a claim, as a table: what, the number with its 95 %
 * interval, on which side the claim puts it, where the interval lies, how many runs it
 * rests on and how the interval was made.
 *
 * @param row The claim.
 * @throws {RangeError | TypeError} for what {@linkcode claimVerdicts} refuses.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { claimMeasurements } from "weightlab/charts";
 *
 * const estimate = { value: 0.8, low: 0.7, high: 0.9, n: 10, method: "t" };
 * const bar = { above: 0.5 }, standing = "for";
 * const { text } = claimMeasurements({
 *   number: 1,
 *   title: "It rains",
 *   verdict: "as said",
 *   measurements: [
 *     { measure: "share of days", onCondition: false, bar, estimate, standing },
 *   ],
 *   where: "weather.ipynb#Rain",
 * });
 * assertStringIncludes(text, "1. It rains: as said");
 * ```
 */
export function claimMeasurements(row: ClaimRow): Table {
  const [{ number, title, verdict, condition, measurements }] = readClaims(
    "make a table of measurements",
    [row],
  );
  return table(
    measurements.map(({ measure, onCondition, bar, estimate, standing }) => ({
      measured: measure,
      "95 % interval": estimateText(estimate),
      "the claim needs": barText(bar),
      "so it is": standing,
      "part of": onCondition ? "the condition" : "what it says",
      runs: estimate.method === "exact" ? "" : String(estimate.n),
      "interval by": estimate.method,
    })),
    {
      caption: `${number}. ${title}: ${verdict}${
        condition && isConditional(verdict) ? `: ${condition.text}` : ""
      }`,
    },
  );
}
