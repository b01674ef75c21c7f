import {
  type Assignment,
  DONE,
  ENDED,
  ERROR_BYTES,
  FIELDS,
  HEARTBEAT,
  readText,
  STARTED,
  TEXT_BYTES,
} from "./protocol.ts";

/** How a worker's module does one job; it must export it under the name `run`. */
export type Run<Job, Common, Result> = (
  job: Job,
  common: Common,
  /** To be called a few times a second: throws when nobody waits any more. */
  alive: () => void,
) => Result;

/**
 * What a worker does once before its jobs; a module may export it under the name
 * `prepare`. Jobs themselves cannot await anything.
 */
export type Prepare<Common> = (common: Common) => Promise<void>;

/** How long the first worker may take to begin, in ms. */
const START_PATIENCE = 60_000;
/** How long to wait between two signs of life, in ms. */
const BEAT = 50;

/**
 * Does independent jobs on several cores, and waits for them without giving way.
 *
 * It waits synchronously, since an interrupt in a notebook hangs the kernel during
 * any `await` but stops a synchronous loop at once. An interrupt runs no `finally`,
 * so workers end by themselves when this thread's sign of life stays out.
 *
 * @param module The URL of a module that exports `run`, a `Run`, and may export
 * `prepare`, a `Prepare`. It must not depend on
 * anything but its arguments, so that results do not depend on the workers.
 * @param jobs One argument a job; what structured clone can copy.
 * @param common An argument for all jobs; arrays on a SharedArrayBuffer are not copied.
 * @param options `workers`: how many; `onProgress`: called when jobs were finished.
 * @returns One result a job, in their order; what JSON can carry.
 * @throws What a job threw, with its message and stack; no other job is then begun.
 */
export function runJobs<Job, Common, Result>(
  module: URL,
  jobs: readonly Job[],
  common: Common,
  { workers, onProgress }: {
    workers: number;
    onProgress?: (progress: { done: number; total: number }) => void;
  },
): Result[] {
  const shared = (bytes: number) => new SharedArrayBuffer(bytes);
  const state = new Int32Array(shared(4 * FIELDS));
  const assignment: Assignment = {
    module: module.href,
    jobs,
    common,
    state,
    results: jobs.map(() => shared(TEXT_BYTES)),
    lengths: new Int32Array(shared(4 * jobs.length)),
    error: shared(TEXT_BYTES),
  };
  const team = Array.from({ length: workers }, () => {
    const url = new URL("./worker.ts", import.meta.url);
    const worker = new Worker(url, { type: "module" });
    worker.postMessage(assignment);
    return worker;
  });
  try {
    waitFor(state, team.length, jobs.length, assignment.error, onProgress);
  } finally {
    for (const worker of team) worker.terminate();
  }
  const { results, lengths } = assignment;
  return results.map((text, i) => readText(text, lengths[i]) as Result);
}

function waitFor(
  state: Int32Array,
  workers: number,
  total: number,
  error: SharedArrayBuffer,
  onProgress?: (progress: { done: number; total: number }) => void,
): void {
  const start = performance.now();
  let done = 0;
  while (done < total) {
    Atomics.wait(state, DONE, done, BEAT);
    Atomics.add(state, HEARTBEAT, 1);
    Atomics.notify(state, HEARTBEAT);
    const errorBytes = Atomics.load(state, ERROR_BYTES);
    if (errorBytes > 0) throw errorFrom(readText(error, errorBytes));
    const now = Atomics.load(state, DONE);
    if (now !== done) {
      done = now;
      onProgress?.({ done, total });
    } else if (Atomics.load(state, ENDED) === workers) {
      throw new Error(
        `Cannot finish the jobs: all workers ended after ${done} of ${total}; run it again`,
      );
    } else if (
      Atomics.load(state, STARTED) === 0 &&
      performance.now() - start > START_PATIENCE
    ) {
      throw new Error(
        `Cannot start workers: none began within ${
          START_PATIENCE / 1000
        } s; run it with workers: 1`,
      );
    }
  }
}

/** A worker's error, as the same kind of error with the worker's stack. */
function errorFrom(told: unknown): Error {
  const { name, message, stack } = told as Error;
  const kinds: Record<string, ErrorConstructor> = { RangeError, TypeError };
  const error = new (kinds[name] ?? Error)(message);
  if (stack) error.stack = stack;
  return error;
}
