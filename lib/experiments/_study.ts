import { listOf, readOptions } from "../check/options.ts";
import { hashOf, keyOf } from "../store/keys.ts";
import type { RunnerCode } from "./_runner_code.ts";
import { type TrainPlan, trainPlan } from "./plan.ts";

/**
 * Plans that have been checked.
 *
 * @param doing What cannot be done otherwise: "train networks".
 * @param plans The argument.
 */
export function checkedPlans<Label>(
  doing: string,
  plans: readonly TrainPlan<Label>[],
): readonly TrainPlan<Label>[] {
  const read = readOptions(doing, { plans: plans as readonly TrainPlan[] }, {
    plans: listOf(trainPlan, undefined, (i) => `plans[${i}]`),
  });
  return read.plans as readonly TrainPlan<Label>[];
}

/** The job of each plan: it without its label, which nothing depends on. */
export function jobsOf(
  plans: readonly TrainPlan[],
): Omit<TrainPlan, "label">[] {
  return plans.map(({ label: _, ...job }) => job);
}

/**
 * The key of each job of a study, under which its result is kept.
 *
 * @param code What does the jobs.
 * @param jobs The plans, without their labels.
 * @param common The data as all jobs get them.
 */
export function keysOf(
  { sha256, golden }: RunnerCode,
  jobs: readonly Omit<TrainPlan, "label">[],
  common: unknown,
): string[] {
  const study = { code: sha256, golden, data: hashOf(common) };
  return jobs.map((job) => keyOf(study, job));
}
