import { reworded } from "../check/errors.ts";
import { groupBy } from "../check/group_by.ts";
import { checkPermissions } from "../check/permission.ts";
import { overNumbers } from "../storage/rows.ts";
import { Store } from "../store/store.ts";
import { doJobs, type Examples, sharedExamples } from "./_engine.ts";
import { runnerCode } from "./_runner_code.ts";
import { jobsOf, keysOf } from "./_study.ts";
import type { TeamOptions } from "./_team.ts";
import type { TrainPlan } from "./plan.ts";
import type { Numbers, Outcome, TrainAllRun } from "./plan_run.ts";

/**
 * Trains the networks of plans, on workers, by a team, on a cluster or here, or takes from a
 * store what they gave; the results are the same.
 *
 * @param plans The plans, which have been checked.
 * @param data What all of them learn from, and are measured on.
 * @param team How many at a time, and where their results are kept.
 * @returns Steps, as `interruptible` takes them, to a run a plan, in their order.
 * @throws {Deno.errors.NotCapable} if workers may not read the library's files, or those and
 * the store may not be read and written.
 * @throws What a network threw, with its label, or its plan, at the end of the message.
 */
export function* trainPlans<Label>(
  plans: readonly TrainPlan<Label>[],
  { train, test }: Examples,
  { store: file, onProgress, ...team }: TeamOptions,
): Generator<unknown, TrainAllRun<Label>[]> {
  const data = { train, test }, total = plans.length;
  const jobs = jobsOf(plans);
  const names = plans.map(({ label }, i) => label ?? jobs[i]);
  let common: ReturnType<typeof sharedExamples> | undefined;
  const shared = () => common ??= sharedExamples(data);

  const outcomes = new Array<Outcome>(total);
  let done = 0;
  const settle = (equal: readonly number[], outcome: Outcome) => {
    for (const [n, i] of equal.entries()) {
      // What a call returns belongs to its caller: no two runs share an array.
      outcomes[i] = n === 0 ? outcome : structuredClone(outcome);
    }
    done += equal.length;
  };
  let todo = [...jobs.keys()];
  let keep = (i: number, outcome: Outcome, _ms: number) => settle([i], outcome);
  if (file !== undefined) {
    const keys = keysFor(file, jobs, shared);
    const equal = groupBy(keys.keys(), (i) => keys[i]);
    const store = new Store(file, new Set(keys));
    for (const [key, { result }] of store.found) {
      settle(equal.get(key)!, result as Outcome);
    }
    todo = [...equal].flatMap(([key, [i]]) => store.found.has(key) ? [] : i);
    keep = (i, outcome, ms) => {
      store.append(keys[i], { ms, result: outcome });
      settle(equal.get(keys[i])!, outcome);
    };
  }
  onProgress?.({ done, total });
  try {
    yield* doJobs(
      {
        ...{ jobs, names, todo, data, onResult: keep },
        onProgress: (more) => onProgress?.({ done, total, ...more }),
      },
      shared,
      team,
    );
  } catch (error) {
    if (typeof team.workers === "string") sayWhatIsKept(error, file, done);
    throw error;
  }
  return outcomes.map(({ params, ...trained }, i) => ({
    label: plans[i].label as Label,
    ...trained,
    ...(params && { params: params.map(parameterOf) }),
  }));
}

/** What a study on a cluster has cost is not lost, if there is a store. */
function sayWhatIsKept(error: unknown, file: string | undefined, done: number) {
  if (!(error instanceof Error)) return;
  const kept = file === undefined
    ? `nothing is kept without store: "study.jsonl"`
    : `${done} results are kept in ${file}, and the same call goes on from there`;
  reworded(error, `${error.message}; ${kept}`);
}

/** The keys of jobs for a store; all permissions that it needs are asked for before. */
function keysFor(
  file: string,
  jobs: readonly TrainPlan[],
  shared: () => unknown,
): string[] {
  const what = `keep results in ${file}`;
  checkPermissions(what, [
    { name: "read", path: new URL("../", import.meta.url) },
    { name: "read", path: file },
    { name: "write", path: file },
  ], "without store nothing is kept");
  return keysOf(runnerCode(what), jobs, shared());
}

function parameterOf({ name, columns, numbers }: Numbers) {
  return {
    name,
    value: overNumbers(numbers, numbers.length / columns, columns),
  };
}
