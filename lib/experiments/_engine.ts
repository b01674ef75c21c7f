import type { Data } from "../datasets/data.ts";
import { runOnCluster } from "../cluster/run_on_cluster.ts";
import { jobError } from "../workers/job_error.ts";
import { millisecondsSince } from "../workers/milliseconds_since.ts";
import { runJobs, workersHere } from "../workers/run_jobs.ts";
import { runOnTeam } from "../workers/run_on_team.ts";
import { runnerCode } from "./_runner_code.ts";
import { shareData } from "./_shared_data.ts";
import type { TeamOptions } from "./_team.ts";
import type { TrainPlan } from "./plan.ts";
import { type Common, type Outcome, run } from "./plan_run.ts";
import { teamInUse } from "./use_team.ts";

/** Jobs to be done, wherever. */
export interface Work {
  /** One a network. */
  readonly jobs: readonly TrainPlan[];
  /** What errors call them. */
  readonly names: readonly unknown[];
  /** The numbers of those that are to be done. */
  readonly todo: readonly number[];
  /** What the networks learn from, and are measured on. */
  readonly data: Examples;
  /** Called with each result as it comes, and how long its job took, in ms. */
  readonly onResult: (job: number, outcome: Outcome, ms: number) => void;
  /** Called when there were results, after that. */
  readonly onProgress: (more?: { dashboard?: string }) => void;
}

/** What networks learn from, and are measured on. */
export interface Examples {
  readonly train: Data;
  readonly test?: Data;
}

/** The same as other threads and machines get it. */
export function sharedExamples({ train, test }: Examples) {
  return { train: shareData(train), ...(test && { test: shareData(test) }) };
}

/**
 * Does jobs on this thread, on workers, by a team or on a cluster.
 *
 * @param work The jobs.
 * @param shared Gives the data as others get them.
 * @param options `workers`: how many, or where.
 * @returns Steps that do them: one, unless there is a team, which is waited for.
 * @throws What a job threw, with its name at the end of the message; what `onResult` or
 * `onProgress` threw.
 */
export function* doJobs(
  work: Work,
  shared: () => Common,
  options: TeamOptions,
): Generator<unknown, void> {
  const { jobs, names, todo, onResult, onProgress } = work;
  if (todo.length === 0) return;
  if (typeof options.workers === "string") {
    runOnCluster<TrainPlan, Common, Outcome>(
      () => runnerCode("train on a cluster"),
      ...[jobs, shared()] as const,
      {
        ...{ address: options.workers, names, order: longestFirst(work) },
        onResult,
        onProgress: ({ dashboard }) => onProgress({ dashboard }),
      },
    );
    return;
  }
  const team = teamInUse();
  const workers = options.workers ??
    (team === undefined ? workersHere() : Infinity);
  if (workers === 1 || team?.size === 0) return doHere(work);
  const order = longestFirst(work);
  if (team !== undefined) {
    yield runOnTeam<TrainPlan, Common, Outcome>(team, jobs, shared(), {
      ...{ workers, order, names },
      onResult: (...result) => {
        onResult(...result);
        onProgress();
      },
    });
    return;
  }
  runJobs<TrainPlan, Common, Outcome>(
    new URL("./plan_run.ts", import.meta.url),
    ...[jobs, shared()] as const,
    {
      ...{ workers: Math.min(workers, order.length), names, order, onResult },
      onProgress: () => onProgress(),
    },
  );
}

function doHere({ jobs, names, todo, data, onResult, onProgress }: Work): void {
  for (const i of todo) {
    const begun = performance.now();
    let outcome: Outcome;
    try {
      outcome = run(jobs[i], data);
    } catch (error) {
      throw jobError(error, names, i);
    }
    onResult(i, outcome, millisecondsSince(begun));
    onProgress();
  }
}

/**
 * The numbers of jobs, those that take longest first, so that no worker is left with one
 * when the others are done.
 */
function longestFirst({ jobs, todo, data }: Work): readonly number[] {
  const times = jobs.map(({ hidden, normalization, batchSize, updates }) => {
    // A normalization takes about as long as eight more units before each.
    const more = normalization === undefined ? 0 : 8;
    const products = Array.from(
      hidden,
      (units, i) => units * ((hidden[i - 1] ?? data.train.x.columns) + more),
    );
    return batchSize * updates * products.reduce((sum, one) => sum + one, 0);
  });
  return todo.toSorted((a, b) => times[b] - times[a]);
}
