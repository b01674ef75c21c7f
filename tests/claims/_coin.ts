import { Matrix, meanInterval, seeded } from "weightlab";
import {
  type Claim,
  type Digits,
  type Experiment,
  type Part,
  type Sense,
} from "weightlab/claims";

/** What experiments that train nothing are given. */
export const NO_DIGITS: Digits = {
  train: { x: new Matrix(0, 784), t: new Uint8Array(0) },
  test: { x: new Matrix(0, 784), t: new Uint8Array(0) },
};

/** An experiment whose number is uniform in [level, level + .1). */
export function coin(level: number): Experiment<{ value: number }> {
  return {
    name: `coin ${level}`,
    runs: 8,
    run: (seed) => ({ value: level + 0.1 * seeded(seed)() }),
  };
}

/** A claim that a coin's number is above a half, and is so on conditions. */
export function coinClaim(
  asSaid: readonly number[],
  onCondition: readonly number[] = [],
  sense: Sense = "narrower",
): Claim {
  const part = (level: number): Part<{ value: number }> => ({
    measure: `the number of the coin at ${level}`,
    bar: { above: 0.5 },
    experiment: coin(level),
    estimate: (runs, options) =>
      meanInterval(runs.map(({ value }) => value), options),
  });
  // As the library's own `part` does: the type of a coin's observations is forgotten.
  const parts = (levels: readonly number[]): readonly Part[] =>
    levels.map((level): Part => part(level));
  return {
    number: 99,
    title: "The coin is high",
    korean: "동전의 수는 1/2보다 크다.",
    translation: "The coin's number is larger than 1/2.",
    says: "The coin's number is above a half.",
    asSaid: parts(asSaid),
    ...(onCondition.length > 0 && {
      condition: {
        sense,
        text: "with another coin",
        parts: parts(onCondition),
      },
    }),
    where: "nowhere.ipynb",
  };
}
