// A module for workers: `run` does what its job says.

/** What a job asks for. */
export type Job =
  | { readonly multiply: number }
  | { readonly count: true }
  | { readonly fail: string }
  | { readonly give: "numbers" | "arrays" | "a function" }
  | { readonly answer: number }
  | { readonly wait: true }
  | { readonly hold: true }
  | { readonly forever: true };

/** What the jobs and a test see of each other, if it is shared. */
export interface Common {
  readonly factor: number;
  /** At 0 how many of the last three kinds have begun, at 1 their steps. */
  readonly seen?: Int32Array;
  /** Those that wait or hold end when this is 1. */
  readonly go?: Int32Array;
}

/** How many jobs of this worker's were to count. */
let counted = 0;

/** Multiplies with the common factor, counts, fails, answers at length, waits, or never ends. */
export function run(job: Job, common: Common, alive: () => void): unknown {
  if ("multiply" in job) return job.multiply * common.factor;
  if ("count" in job) return ++counted;
  if ("fail" in job) throw new RangeError(job.fail);
  if ("answer" in job) return "x".repeat(job.answer);
  if ("give" in job) return given(job.give);
  const { seen = new Int32Array(2), go } = common;
  Atomics.add(seen, 0, 1);
  Atomics.notify(seen, 0);
  if ("hold" in job) return Atomics.wait(go!, 0, 0);
  while ("forever" in job || Atomics.load(go!, 0) === 0) {
    alive();
    Atomics.add(seen, 1, 1);
  }
}

function given(what: "numbers" | "arrays" | "a function"): unknown {
  if (what === "a function") return { f: () => 1 };
  const numbers = [NaN, -0, 0, Infinity, -Infinity, 5e-324, 2 ** 53, undefined];
  return what === "numbers"
    ? { numbers, missing: undefined }
    : { x: Float64Array.of(NaN, -0, 1 / 3), t: Uint8Array.of(255) };
}
