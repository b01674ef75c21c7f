import { checkArray } from "../check/kinds.ts";
import { number, readOptions } from "../check/options.ts";
import { type Finding, type Measurement, verdictOf } from "./examine.ts";
import { type Bar, standingOf, type Verdict } from "./verdict.ts";

/** Over which bars a claim has one verdict. */
export interface VerdictSpan {
  /** The claim's number. */
  readonly number: number;
  /** Its name in figures. */
  readonly title: string;
  /** The verdict. */
  readonly verdict: Verdict;
  /** From how many times what the claim's bars ask; 1 is the bars as they are. */
  readonly from: number;
  /** To how many times. */
  readonly to: number;
}

/**
 * How verdicts move with their bars: for each claim the verdicts that it would have if all
 * its bars asked `from` to `to` times as much. At 2 what is to be above .5 would have to be
 * above 1, and what is to be below .1 below .05.
 *
 * The ends of spans are exact: a verdict can turn only where a bar meets an interval's end.
 *
 * @param findings The claims, their bars above 0.
 * @param options How far bars are moved. Default: to a tenth and to ten times.
 * @returns One span or more a claim, in the order of the claims, from low to high.
 * @throws {RangeError} if `from` is not above 0 or not below `to`, or a bar is not above 0.
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
 *
 * @example
 * ```ts
 * import { barSensitivity } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * const estimate = { value: 0.8, low: 0.75, high: 1, n: 9, method: "t" };
 * const spans = barSensitivity([{
 *   number: 1,
 *   title: "It rains",
 *   measurements: [
 *     { measure: "share", onCondition: false, bar: { above: 0.5 }, estimate, standing: "for" },
 *   ],
 * }]);
 * assertEquals(spans.map(({ verdict, from, to }) => [verdict, from, to]), [
 *   ["as said", 0.1, 1.5],
 *   ["open", 1.5, 2],
 *   ["not", 2, 10],
 * ]);
 * ```
 */
export function barSensitivity(
  findings: readonly Pick<
    Finding,
    "number" | "title" | "measurements" | "condition"
  >[],
  options: {
    /** The least that bars are made to ask, in what they ask now. Default: 0.1. */
    readonly from?: number;
    /** The most. Default: 10. */
    readonly to?: number;
  } = {},
): VerdictSpan[] {
  const doing = "move bars";
  checkArray(doing, "findings", findings);
  const { from, to } = readOptions(doing, options, {
    from: number({ above: 0 }).or(0.1),
    to: number({ above: 0 }).or(10),
  });
  if (from >= to) {
    throw new RangeError(
      `Cannot ${doing}: from must be below to, got ${from} and ${to}`,
    );
  }
  return findings.flatMap((finding) => {
    checkArray(doing, "measurements", finding?.measurements);
    const { number, title, measurements } = finding;
    for (const { measure, bar } of measurements) {
      if (sizeOf(bar) > 0) continue;
      throw new RangeError(
        `Cannot ${doing}: the bar of "${measure}" in claim ${number} must be above 0, got ${
          sizeOf(bar)
        }`,
      );
    }
    const turns = measurements.flatMap(turnsOf)
      .filter((turn) => turn > from && turn < to);
    const ends = [...new Set([from, ...turns, to])].sort((a, b) => a - b);
    const spans: VerdictSpan[] = [];
    for (let i = 1; i < ends.length; i++) {
      const [low, high] = [ends[i - 1], ends[i]];
      const verdict = verdictAt(finding, Math.sqrt(low * high));
      const last = spans.at(-1);
      if (last?.verdict === verdict) {
        spans[spans.length - 1] = { ...last, to: high };
      } else spans.push({ number, title, verdict, from: low, to: high });
    }
    return spans;
  });
}

function sizeOf(bar: Bar): number {
  return "above" in bar ? bar.above : bar.below;
}

/** How many times over its bar the ends of a measurement's interval lie. */
function turnsOf({ estimate: { low, high }, bar }: Measurement): number[] {
  return [low, high].map((end) =>
    "above" in bar ? end / bar.above : bar.below / end
  );
}

/** The verdict if all bars asked `times` as much. */
function verdictAt(
  finding: Pick<Finding, "measurements" | "condition">,
  times: number,
): Verdict {
  return verdictOf(
    finding,
    ({ estimate, bar }) =>
      standingOf(
        estimate,
        "above" in bar
          ? { above: bar.above * times }
          : { below: bar.below / times },
      ),
  );
}
