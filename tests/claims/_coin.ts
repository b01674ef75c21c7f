import { Matrix, meanInterval, seeded } from "weightlab";
import {
  type Claim,
  type Digits,
  type Experiment,
  type Part,
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
): Claim {
  const part = (level: number): Part<{ value: number }> => ({
    measure: `the number of the coin at ${level}`,
    bar: { above: 0.5 },
    experiment: coin(level),
    estimate: (runs) => meanInterval(runs.map(({ value }) => value)),
  });
  // As the library's own `part` does: the type of a coin's observations is forgotten.
  const parts = (levels: readonly number[]): readonly Part[] =>
    levels.map((level): Part => part(level));
  return {
    number: 99,
    title: "The coin is high",
    says: "The coin's number is above a half.",
    asSaid: parts(asSaid),
    ...(onCondition.length > 0 &&
      { condition: "with another coin", onCondition: parts(onCondition) }),
    where: "nowhere.ipynb",
  };
}
