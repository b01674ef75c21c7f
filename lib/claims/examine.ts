import { checkArray } from "../check/kinds.ts";
import { kindOf } from "../check/kind_of.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { Claim, Observation, Part } from "./claim.ts";
import { experimentsFor } from "./_experiments_for.ts";
import {
  type Bar,
  type Standing,
  standingOf,
  type Verdict,
  verdict,
} from "./verdict.ts";

/** Observations by the name of their experiment. */
export type Observations = Readonly<Record<string, readonly Observation[]>>;

/** One part of a claim, measured. */
export interface Measurement {
  /** What was measured, in words, with its unit. */
  readonly measure: string;
  /** Whether it belongs to the claim's condition rather than to what it says. */
  readonly onCondition: boolean;
  /** On which side of which number the claim puts it. */
  readonly bar: Bar;
  /** The number and its interval. */
  readonly estimate: Estimate;
  /** Where the interval lies. */
  readonly standing: Standing;
}

/** What became of a claim: an entry of the ledger. */
export interface Finding {
  /** The claim's number, from 1. */
  readonly number: number;
  /** Its name in figures. */
  readonly title: string;
  /** The post's sentence, in our words. */
  readonly says: string;
  /** What follows from the measurements. */
  readonly verdict: Verdict;
  /** The condition, if the verdict has one. */
  readonly condition?: string;
  /** Its measurements. */
  readonly measurements: readonly Measurement[];
  /** The section of a notebook that shows more of it. */
  readonly where: string;
}

/**
 * Judges a claim by what its experiments gave: each part's number and interval, where
 * the interval lies, and the verdict that follows.
 *
 * @param claim The claim.
 * @param observations Those of the claim's experiments, two runs or more of each.
 * @throws {RangeError} if an experiment's are missing, or two of the claim's experiments
 * have one name.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { claims, examine, observe } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * // The fourteenth trains nothing.
 * const none = { x: new Matrix(0, 784), t: new Uint8Array(0) };
 * const observations = await observe([claims[13]], { train: none, test: none });
 * assertEquals(examine(claims[13], observations).verdict, "holds");
 * ```
 */
export function examine(claim: Claim, observations: Observations): Finding {
  checkArray("examine a claim", "claim.asSaid", claim?.asSaid);
  if (typeof observations !== "object" || observations === null) {
    throw new TypeError(
      `Cannot examine claim ${claim.number}: observations must be an object, each experiment's by its name, got ${
        kindOf(observations)
      }`,
    );
  }
  experimentsFor(`examine claim ${claim.number}`, [claim]);
  const measured = (onCondition: boolean) => (part: Part): Measurement => {
    const { measure, bar, experiment } = part;
    const { name } = experiment;
    // Not what every object inherits: an experiment may be called "constructor".
    if (!Object.hasOwn(observations, name)) {
      throw new RangeError(
        `Cannot examine claim ${claim.number}: observations must hold those of "${name}", got ${
          JSON.stringify(Object.keys(observations))
        }`,
      );
    }
    const estimate = part.estimate(observations[name]);
    return {
      measure,
      onCondition,
      bar,
      estimate,
      standing: standingOf(estimate, bar),
    };
  };
  const asSaid = claim.asSaid.map(measured(false));
  const onCondition = (claim.onCondition ?? []).map(measured(true));
  const standings = (all: Measurement[]) => all.map(({ standing }) => standing);
  const found = verdict(standings(asSaid), standings(onCondition));
  const { number, title, says, condition, where } = claim;
  return {
    number,
    title,
    says,
    verdict: found,
    ...(found === "holds with a condition" && { condition }),
    measurements: [...asSaid, ...onCondition],
    where,
  };
}

/**
 * The verdict that the numbers alone would give, without their intervals: what a few
 * runs can be held to when the ledger has many.
 *
 * @param finding A claim's measurements.
 *
 * @example
 * ```ts
 * import { verdictOfNumbers } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * const estimate = { value: 0.9, low: 0.1, high: 1, n: 2, method: "t" };
 * const bar = { above: 0.5 };
 * const part = { measure: "share", onCondition: false, bar, estimate };
 * const measurements = [{ ...part, standing: "open" as const }];
 * assertEquals(verdictOfNumbers({ measurements }), "holds");
 * ```
 */
export function verdictOfNumbers(
  finding: Pick<Finding, "measurements">,
): Verdict {
  const measurements = finding?.measurements;
  checkArray("judge a finding", "measurements", measurements);
  const points = (condition: boolean) =>
    measurements.filter(({ onCondition }) => onCondition === condition)
      .map(({ estimate: { value }, bar }) =>
        standingOf({ low: value, high: value }, bar)
      );
  return verdict(points(false), points(true));
}
