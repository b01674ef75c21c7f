// Networks that train in no time, as plans.

import { type Matrix, randn, seeded } from "weightlab";
import type { TrainPlan } from "weightlab/experiments";

/** Examples of two classes, that a small network tells apart in part. */
export const EXAMPLES = (() => {
  const x = randn(seeded("examples"), 60, 5);
  const t = Uint8Array.from(
    { length: 60 },
    (_, i) => x.get(i, 0) > 0.2 ? 1 : 0,
  );
  return { x, t };
})();

/** So many of them. */
export const plansOf = (count: number, updates = 20): TrainPlan[] =>
  Array.from({ length: count }, (_, i) => ({
    hidden: [7, 6],
    activation: "tanh",
    init: "xavier",
    normalization: i % 2 ? "BatchNormalization" : undefined,
    optimizer: { name: "Adam", lr: 0.01 },
    batchSize: 10,
    updates,
    weightSeed: i,
    batchSeed: i,
    evaluateEvery: 5,
    record: ["losses", "params"],
  }));

/** Numbers that differ in a bit differ in these texts. */
export function bits(
  runs: readonly { params?: readonly { value: Matrix }[] }[],
): string {
  return JSON.stringify(runs.map(({ params, ...run }) => [
    run,
    params!.map(({ value }) => value.to1DArray()),
  ]));
}
