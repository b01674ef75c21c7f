import { readOptions } from "../check/options.ts";
import { CONFIDENCE, type ConfidenceOptions } from "../statistics/estimate.ts";
import type { Claim, Part } from "./claim.ts";
import { examine, type Observations, verdictOf } from "./examine.ts";
import { experimentsFor } from "./_experiments_for.ts";
import { type Standing, standingOf, type Verdict } from "./verdict.ts";

/** What it means that many intervals stand side by side. */
export interface Multiplicity {
  /** How many different intervals the claims have; exact facts have none. */
  readonly intervals: number;
  /** How many of them miss their true number by chance, on average. */
  readonly missedByChance: number;
  /** The confidence of each at which all of them hold together with the one asked for. */
  readonly confidence: number;
  /** The claims whose verdict is another where all verdicts are to be right together. */
  readonly turned: readonly {
    /** The claim's number. */
    readonly number: number;
    /** Its verdict by intervals that hold one by one. */
    readonly alone: Verdict;
    /** Its verdict by what is decided together. */
    readonly together: Verdict;
  }[];
}

/**
 * Of many intervals some miss: with m of them, each at 95 %, .05 m on average. With each at
 * 1 - .05 / m all m hold together with 95 % at least, whatever they have to do with each
 * other (Bonferroni).
 *
 * Verdicts ask for less than intervals do: only on which side of its bar each number lies.
 * Of that, too, all is right together with 95 % at least, and more is decided, if one goes
 * down in steps (Holm): what intervals at 1 - .05 / m put on one side of its bar is decided;
 * once d of the m are, the others need only 1 - .05 / (m - d / 2); and so on, until no more
 * are. It is d / 2, not d, since each number may be wrong on two sides: Holm's steps are
 * those of the 2 m hypotheses "not above its bar" and "not below it".
 *
 * @param claims The claims.
 * @param observations Those of their experiments.
 * @param options The confidence, of each alone and of all together.
 * @throws {RangeError | TypeError} for what {@linkcode examine} refuses.
 * @see Dunn (1961), "Multiple comparisons among means", Journal of the American
 * Statistical Association 56(293); Holm (1979), "A simple sequentially rejective multiple
 * test procedure", Scandinavian Journal of Statistics 6(2).
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
  const findings = claims.map((one) =>
    examine(one, observations, { confidence })
  );
  const different = new Map(
    claims.flatMap((claim, i) =>
      partsOf(claim)
        .filter((_, j) =>
          findings[i].measurements[j].estimate.method !== "exact"
        )
        .map((part) => [nameOf(part), part])
    ),
  );
  const intervals = different.size;
  const open = undecided([...different.values()], observations, 1 - confidence);
  const turned = claims.flatMap((claim, i) => {
    const { number, verdict: alone, measurements } = findings[i];
    const names = partsOf(claim).map(nameOf);
    const standing = (j: number): Standing =>
      open.has(names[j]) ? "open" : measurements[j].standing;
    const together = verdictOf(
      findings[i],
      (measurement) => standing(measurements.indexOf(measurement)),
    );
    return together === alone ? [] : [{ number, alone, together }];
  });
  return {
    intervals,
    missedByChance: intervals * (1 - confidence),
    confidence: 1 - (1 - confidence) / Math.max(1, intervals),
    turned,
  };
}

function partsOf({ asSaid, condition }: Claim): Part[] {
  return [...asSaid, ...condition?.parts ?? []];
}

/** The same for the same number, though two claims have it. */
function nameOf({ experiment, measure }: Part): string {
  return `${experiment.name}: ${measure}`;
}

/**
 * The names of those that cannot be put on one side of their bars, if with 1 - alpha none
 * is to be put on the wrong one.
 */
function undecided(
  parts: readonly Part[],
  observations: Observations,
  alpha: number,
): Set<string> {
  let open = parts, before: number;
  do {
    before = open.length;
    const decided = parts.length - open.length;
    const confidence = 1 - alpha / (parts.length - decided / 2);
    open = open.filter(({ bar, experiment, estimate }) =>
      standingOf(
        estimate(observations[experiment.name], { confidence }),
        bar,
      ) ===
        "open"
    );
  } while (open.length > 0 && open.length < before);
  return new Set(open.map(nameOf));
}
