import type { Data } from "../datasets/data.ts";
import { overNumbers } from "../storage/rows.ts";
import { jobError } from "../workers/job_error.ts";
import { runJobs } from "../workers/run_jobs.ts";
import { shareData } from "./_shared_data.ts";
import type { TeamOptions } from "./_team.ts";
import type { TrainPlan } from "./plan.ts";
import {
  type Common,
  type Numbers,
  type Outcome,
  run,
  type TrainAllRun,
} from "./plan_run.ts";

/**
 * Trains the networks of plans, on workers or here; the results are the same.
 *
 * @param plans The plans, which have been checked.
 * @param data What all of them learn from, and are measured on.
 * @param team How many at a time.
 * @returns A run a plan, in their order.
 * @throws {Deno.errors.NotCapable} if workers may not read the library's files.
 * @throws What a network threw, with its label, or its plan, at the end of the message.
 */
export function trainPlans<Label>(
  plans: readonly TrainPlan<Label>[],
  { train, test }: { train: Data; test?: Data },
  { workers = navigator.hardwareConcurrency, onProgress }: TeamOptions,
): TrainAllRun<Label>[] {
  const total = plans.length;
  onProgress?.({ done: 0, total });
  const jobs = plans.map(({ label: _, ...job }) => job);
  const names = plans.map(({ label }, i) => label ?? jobs[i]);
  const outcomes = workers > 1
    ? runJobs<TrainPlan, Common, Outcome>(
      new URL("./plan_run.ts", import.meta.url),
      jobs,
      { train: shareData(train), test: test && shareData(test) },
      {
        ...{ workers: Math.min(workers, total), names, onProgress },
        order: longestFirst(plans, train.x.columns),
      },
    )
    : jobs.map((job, i) => {
      let outcome: Outcome;
      try {
        outcome = run(job, { train, test });
      } catch (error) {
        throw jobError(error, names, i);
      }
      onProgress?.({ done: i + 1, total });
      return outcome;
    });
  return outcomes.map(({ params, ...trained }, i) => ({
    label: plans[i].label as Label,
    ...trained,
    ...(params && { params: params.map(parameterOf) }),
  }));
}

/**
 * The numbers of plans, those that take longest first, so that no worker is left with one
 * when the others are done.
 */
function longestFirst(
  plans: readonly TrainPlan[],
  features: number,
): readonly number[] {
  const times = plans.map(({ hidden, normalization, batchSize, updates }) => {
    // A normalization takes about as long as eight more units before each.
    const more = normalization === undefined ? 0 : 8;
    const products = Array.from(
      hidden,
      (units, i) => units * ((hidden[i - 1] ?? features) + more),
    );
    return batchSize * updates * products.reduce((sum, one) => sum + one, 0);
  });
  return plans.map((_, i) => i).sort((a, b) => times[b] - times[a]);
}

function parameterOf({ name, columns, numbers }: Numbers) {
  return {
    name,
    value: overNumbers(numbers, numbers.length / columns, columns),
  };
}
