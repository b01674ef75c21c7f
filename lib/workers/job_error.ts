import { reworded } from "../check/errors.ts";

/** How much of a job is told. */
const LENGTH = 200;

/**
 * What a job threw, with the job's name at the end of its message:
 * `... (job 3 of 16: {"std":0.1})`.
 *
 * @param thrown What it threw; an error is changed, anything else stays as it is.
 * @param jobs All jobs, or their names.
 * @param job The number of the one that failed.
 * @returns `thrown`.
 */
export function jobError(
  thrown: unknown,
  jobs: readonly unknown[],
  job: number,
): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const which = `job ${job + 1} of ${jobs.length}: ${text(jobs[job])}`;
  return reworded(thrown, `${thrown.message} (${which})`);
}

function text(job: unknown): string {
  const whole = JSON.stringify(job) ?? String(job);
  return whole.length > LENGTH ? `${whole.slice(0, LENGTH)}...` : whole;
}
