// A module for workers: `run` does what its job says.

/** What a job asks for. */
export type Job =
  | { readonly multiply: number }
  | { readonly fail: string }
  | { readonly answer: number }
  | { readonly forever: true };

/** Multiplies with the common factor, fails, answers at length, or never ends. */
export function run(
  job: Job,
  common: { factor: number },
  alive: () => void,
): number | string {
  if ("multiply" in job) return job.multiply * common.factor;
  if ("fail" in job) throw new RangeError(job.fail);
  if ("answer" in job) return "x".repeat(job.answer);
  for (;;) alive();
}
