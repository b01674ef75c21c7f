import { readOptions } from "../check/options.ts";
import { CONFIDENCE, type ConfidenceOptions } from "../statistics/estimate.ts";
import type { Claim } from "./claim.ts";
import { examine, type Observations } from "./examine.ts";
import { experimentsFor } from "./_experiments_for.ts";
import type { Verdict } from "./verdict.ts";

/** What it means that many intervals stand side by side. */
export interface Multiplicity {
  /** How many different intervals the claims have; exact facts have none. */
  readonly intervals: number;
  /** How many of them miss their true number by chance, on average. */
  readonly missedByChance: number;
  /** The confidence of each at which all of them hold together with the one asked for. */
  readonly confidence: number;
  /** The claims whose verdict is another with intervals that hold together. */
  readonly turned: readonly {
    /** The claim's number. */
    readonly number: number;
    /** Its verdict by intervals that hold one by one. */
    readonly alone: Verdict;
    /** Its verdict by intervals that hold together. */
    readonly together: Verdict;
  }[];
}

/**
 * Of many intervals some miss: with m of them, each at 95 %, .05 m on average. With each at
 * 1 - .05 / m all m hold together with 95 % at least, whatever they have to do with each
 * other (Bonferroni). This says how many there are, and which verdicts rest on fewer.
 *
 * @param claims The claims.
 * @param observations Those of their experiments.
 * @param options The confidence, of each alone and of all together.
 * @throws {RangeError | TypeError} for what {@linkcode examine} refuses.
 * @see Dunn (1961), "Multiple comparisons among means", Journal of the American
 * Statistical Association 56(293).
 *
 * @example
 * ```ts
 * import { claims, multiplicity } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * // The fourteenth claim's facts are exact.
 * const runs = Array(2).fill({ finiteWith: 1, finiteWithout: 0 });
 * const { intervals } = multiplicity([claims[13]], { "constant feature": runs });
 * assertEquals(intervals, 0);
 * ```
 */
export function multiplicity(
  claims: readonly Claim[],
  observations: Observations,
  options: ConfidenceOptions = {},
): Multiplicity {
  const doing = "count intervals";
  const { confidence } = readOptions(doing, options, CONFIDENCE);
  experimentsFor(doing, claims);
  const alone = claims.map((one) => examine(one, observations, { confidence }));
  const different = new Set(
    claims.flatMap(({ asSaid, condition }, i) =>
      [...asSaid, ...condition?.parts ?? []]
        .filter((_, j) => alone[i].measurements[j].estimate.method !== "exact")
        .map(({ experiment, measure }) => `${experiment.name}: ${measure}`)
    ),
  );
  const intervals = different.size;
  const each = 1 - (1 - confidence) / Math.max(1, intervals);
  const turned = claims.flatMap((claim, i) => {
    const { number, verdict } = alone[i];
    const together = examine(claim, observations, { confidence: each }).verdict;
    return together === verdict ? [] : [{ number, alone: verdict, together }];
  });
  return {
    intervals,
    missedByChance: intervals * (1 - confidence),
    confidence: each,
    turned,
  };
}
