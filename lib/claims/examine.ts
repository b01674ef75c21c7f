import { checkArray } from "../check/kinds.ts";
import { kindOf } from "../check/kind_of.ts";
import { anything, readOptions } from "../check/options.ts";
import {
  CONFIDENCE,
  type ConfidenceOptions,
  type Estimate,
} from "../statistics/estimate.ts";
import type { Claim, Observation, Part } from "./claim.ts";
import { experimentsFor } from "./_experiments_for.ts";
import {
  type Bar,
  type Sense,
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
  /** The post's own sentence, in Korean; " … " stands where words are left out. */
  readonly korean: string;
  /** The same in English. */
  readonly translation: string;
  /** What we take it to say, in our words. */
  readonly says: string;
  /** What follows from the measurements. */
  readonly verdict: Verdict;
  /** The condition, if one was found. */
  readonly condition?: {
    /** What it does to the claim. */
    readonly sense: Sense;
    /** Its words, which go on from "it is so". */
    readonly text: string;
  };
  /** Its measurements. */
  readonly measurements: readonly Measurement[];
  /** What the runs say on which the condition was chosen, if they were given. */
  readonly chosenOn?: {
    /** The verdict that would follow from them. */
    readonly verdict: Verdict;
    /** Their numbers, in the order of the measurements. */
    readonly estimates: readonly Estimate[];
  };
  /** The section of a notebook that shows more of it. */
  readonly where: string;
}

/** How {@linkcode examine} judges. */
export interface ExamineOptions extends ConfidenceOptions {
  /** The runs on which the claim's condition was chosen, for the finding's `chosenOn`. */
  readonly chosenOn?: Observations;
}

/**
 * Judges a claim by what its experiments gave: each part's number and interval, where
 * the interval lies, and the verdict that follows.
 *
 * @param claim The claim.
 * @param observations Those of the claim's experiments, two runs or more of each: runs on
 * which nothing about the claim was chosen.
 * @param options The runs on which its condition was chosen, and how sure intervals are.
 * @throws {RangeError} if an experiment's are missing, two of the claim's experiments
 * have one name, or the confidence is not in (0, 1).
 * @throws {TypeError} if an argument is of another kind, or there is no such option.
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
 * assertEquals(examine(claims[13], observations).verdict, "as said");
 * ```
 */
export function examine(
  claim: Claim,
  observations: Observations,
  options: ExamineOptions = {},
): Finding {
  checkArray("examine a claim", "claim.asSaid", claim?.asSaid);
  const doing = `examine claim ${claim.number}`;
  checkObservations(doing, "observations", observations);
  const { chosenOn, confidence } = readOptions(doing, options, {
    chosenOn: anything<Observations>().optional,
    ...CONFIDENCE,
  });
  experimentsFor(doing, [claim]);
  const judged = judge(doing, claim, observations, { confidence });
  const { number, title, korean, translation, says, condition, where } = claim;
  if (chosenOn !== undefined) checkObservations(doing, "chosenOn", chosenOn);
  const before = chosenOn && judge(doing, claim, chosenOn, { confidence });
  return {
    number,
    title,
    korean,
    translation,
    says,
    verdict: judged.verdict,
    ...(condition &&
      { condition: { sense: condition.sense, text: condition.text } }),
    measurements: judged.measurements,
    ...(before && {
      chosenOn: {
        verdict: before.verdict,
        estimates: before.measurements.map(({ estimate }) => estimate),
      },
    }),
    where,
  };
}

function checkObservations(
  doing: string,
  name: string,
  observations: Observations,
): void {
  if (typeof observations !== "object" || observations === null) {
    throw new TypeError(
      `Cannot ${doing}: ${name} must be an object, each experiment's by its name, got ${
        kindOf(observations)
      }`,
    );
  }
}

/** A claim's measurements on some runs, and what follows from them. */
function judge(
  doing: string,
  { asSaid, condition }: Claim,
  observations: Observations,
  options: ConfidenceOptions,
): Pick<Finding, "verdict" | "measurements"> {
  const measured = (onCondition: boolean) => (part: Part): Measurement => {
    const { measure, bar, experiment: { name } } = part;
    // Not what every object inherits: an experiment may be called "constructor".
    if (!Object.hasOwn(observations, name)) {
      throw new RangeError(
        `Cannot ${doing}: observations must hold those of "${name}", got ${
          JSON.stringify(Object.keys(observations))
        }`,
      );
    }
    const estimate = part.estimate(observations[name], options);
    const standing = standingOf(estimate, bar);
    return { measure, onCondition, bar, estimate, standing };
  };
  const measurements = [
    ...asSaid.map(measured(false)),
    ...(condition?.parts ?? []).map(measured(true)),
  ];
  return { verdict: verdictOf({ measurements, condition }), measurements };
}

/** The verdict on measurements that lie where `standing` says; as measured, unless told. */
export function verdictOf(
  { measurements, condition }: Pick<Finding, "measurements" | "condition">,
  standing = (measurement: Measurement): Standing => measurement.standing,
): Verdict {
  const standings = (wanted: boolean) =>
    measurements.filter(({ onCondition }) => onCondition === wanted)
      .map(standing);
  return verdict(
    standings(false),
    condition && { sense: condition.sense, standings: standings(true) },
  );
}

/**
 * The verdict that the numbers alone would give, without their intervals: what a few
 * runs can be held to when the ledger has many.
 *
 * @param finding A claim's measurements, and its condition if it has one.
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
 * assertEquals(verdictOfNumbers({ measurements }), "as said");
 * ```
 */
export function verdictOfNumbers(
  finding: Pick<Finding, "measurements" | "condition">,
): Verdict {
  checkArray("judge a finding", "measurements", finding?.measurements);
  return verdictOf(
    finding,
    ({ estimate: { value }, bar }) =>
      standingOf({ low: value, high: value }, bar),
  );
}
