import { blasInUse, useBlas } from "../matrix/blas.ts";
import type { Data } from "../datasets/data.ts";
import { checkFunction } from "../check/kinds.ts";
import { checkCount } from "../check/numbers.ts";
import { checkFinite } from "../matrix/check_matrix.ts";
import { checkData, checkLabels } from "../training/check_data.ts";
import { jobError } from "../workers/job_error.ts";
import { type Run, runJobs } from "../workers/run_jobs.ts";
import { shareData, type SharedData } from "./_shared_data.ts";

/** What the networks of every experiment have in common. */
export interface Shared {
  readonly train: Data | SharedData;
  readonly test?: Data | SharedData;
  /** The native library to multiply with; the kernel's own product unless given. */
  readonly blas?: string;
}

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

/**
 * Holds what networks are to learn from, and how they are trained side by side.
 *
 * @param doing What cannot be done otherwise: "sweep depths".
 * @param examples The data, by the options' names.
 * @param team The options.
 * @throws {RangeError} if there are no examples, they are ragged or not finite, or
 * `workers` is below 1.
 * @throws {TypeError} if one of them is of another kind.
 */
export function checkTeam(
  doing: string,
  examples: Readonly<Record<string, Data>>,
  { workers, onProgress }: TeamOptions,
): void {
  for (const [name, data] of Object.entries(examples)) {
    checkData(doing, name, data);
    checkFinite(doing, `${name}.x`, data.x);
    checkLabels(doing, name, data);
  }
  if (workers !== undefined) checkCount(doing, "workers", workers);
  if (onProgress !== undefined) checkFunction(doing, "onProgress", onProgress);
}

/** Gives a worker the product that the calling thread uses, on one thread. */
export async function prepare({ blas }: Shared): Promise<void> {
  if (blas !== undefined) await useBlas({ threads: 1, library: blas });
}

/**
 * Runs one job a network, on workers or here; the results are the same.
 *
 * @param module The URL of the module that exports `run` and `prepare` to workers.
 * @param run Its `run`.
 * @param jobs One a network.
 * @param settings What all of them have in common.
 * @param options How many at a time.
 * @throws {Deno.errors.NotCapable} if workers may not read the library's files.
 * @throws What a network threw, with its job at the end of the message.
 */
export function runAll<Job, Settings extends Shared, Result>(
  module: URL,
  run: Run<Job, Settings, Result>,
  jobs: readonly Job[],
  settings: Settings,
  { workers = navigator.hardwareConcurrency, onProgress }: TeamOptions,
): Result[] {
  onProgress?.({ done: 0, total: jobs.length });
  if (workers > 1) {
    const { train, test } = settings;
    return runJobs<Job, Shared, Result>(
      module,
      jobs,
      {
        ...settings,
        train: "x" in train ? shareData(train) : train,
        test: test && "x" in test ? shareData(test) : test,
        blas: blasInUse()?.library,
      },
      { workers: Math.min(workers, jobs.length), onProgress },
    );
  }
  return jobs.map((job, i) => {
    let result: Result;
    try {
      result = run(job, settings, () => {});
    } catch (error) {
      throw jobError(error, jobs, i);
    }
    onProgress?.({ done: i + 1, total: jobs.length });
    return result;
  });
}
