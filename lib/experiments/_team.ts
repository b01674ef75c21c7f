import type { Data } from "../datasets/data.ts";
import { checked, count, functionOf } from "../check/options.ts";
import { checkFinite } from "../matrix/check_matrix.ts";
import { checkSeed } from "../random/seeded.ts";
import { checkData, checkLabels } from "../training/check_data.ts";

/** How networks are trained side by side. */
export interface TeamOptions {
  /**
   * How many networks are trained at a time, each by a worker; 1 trains on the calling
   * thread. The results are the same for any number. Workers need the permission to
   * read the library's files. Default: one a core.
   */
  readonly workers?: number;
  /**
   * Called before the first network and when networks were finished. It may take its
   * time; what it throws ends the sweep, and its workers.
   */
  readonly onProgress?: (progress: { done: number; total: number }) => void;
}

/** What the options of a team must be. */
export const TEAM = {
  workers: count().optional,
  onProgress: functionOf<NonNullable<TeamOptions["onProgress"]>>().optional,
};

/** What networks learn from, or are measured on. */
export const EXAMPLES = checked((doing, name, data: Data) => {
  checkData(doing, name, data);
  checkFinite(doing, `${name}.x`, data.x);
  checkLabels(doing, name, data);
});

/** What seeds generators. */
export const SEED = checked((_doing, _name, seed: string | number) => {
  // In the words of the generator that it is for.
  checkSeed("seed a generator", "seed", seed);
});
