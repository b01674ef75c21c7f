import type { Data } from "weightlab";
import {
  trainAll,
  type TrainAllRun,
  type TrainPlan,
} from "weightlab/experiments";

/** How many seeds each row has: 0 to 9. */
export const RUNS = 10;

/**
 * Trains the networks of all rows and seeds side by side.
 *
 * @param rows What tells networks apart, but for their seeds.
 * @param planOf The network of a row and a seed.
 * @param train What they learn from.
 * @returns By row, a run a seed.
 */
export async function runsBySeed<Row>(
  rows: readonly Row[],
  planOf: (row: Row, seed: number) => TrainPlan,
  train: Data,
): Promise<TrainAllRun[][]> {
  const runs = await trainAll(
    rows.flatMap((row) =>
      Array.from({ length: RUNS }, (_, seed) => planOf(row, seed))
    ),
    { train },
  );
  return rows.map((_, i) => runs.slice(RUNS * i, RUNS * (i + 1)));
}
