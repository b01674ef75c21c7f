/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
// A worker: takes jobs until there are none left, and ends by itself when the thread
// that waits for it is gone.

import {
  type Assignment,
  DONE,
  ENDED,
  ERROR_BYTES,
  HEARTBEAT,
  NEXT,
  STARTED,
  writeText,
} from "./protocol.ts";

/** How long the calling thread may give no sign of life, in ms. */
const PATIENCE = 1000;

self.onmessage = async ({ data }: MessageEvent<Assignment>) => {
  const { module, jobs, common, state, results, lengths, error } = data;
  Atomics.add(state, STARTED, 1);
  try {
    const { prepare, run } = await import(module);
    await prepare?.(common);
    const alive = watch(state);
    for (;;) {
      const job = Atomics.add(state, NEXT, 1);
      if (job >= jobs.length) break;
      const bytes = writeText(run(jobs[job], common, alive), results[job]);
      Atomics.store(lengths, job, bytes);
      Atomics.add(state, DONE, 1);
      Atomics.notify(state, DONE);
    }
  } catch (thrown) {
    // Only the first error is told; after it no further job is begun.
    Atomics.store(state, NEXT, jobs.length);
    if (!(thrown instanceof Abandoned)) {
      const { name, message, stack } = thrown as Error;
      const bytes = writeText({ name, message, stack }, error);
      Atomics.compareExchange(state, ERROR_BYTES, 0, bytes);
    }
  } finally {
    Atomics.add(state, ENDED, 1);
    self.close();
  }
};

/** Thrown in a job when nobody waits for it any more. */
class Abandoned extends Error {}

/** A function to call often: throws when the calling thread is gone. */
function watch(state: Int32Array): () => void {
  let beat = Atomics.load(state, HEARTBEAT);
  let seen = performance.now();
  return () => {
    const now = performance.now();
    const current = Atomics.load(state, HEARTBEAT);
    if (current !== beat) {
      beat = current;
      seen = now;
    } else if (now - seen > PATIENCE) {
      // If the whole machine slept, the calling thread wakes up with this one.
      if (Atomics.wait(state, HEARTBEAT, beat, PATIENCE / 2) === "timed-out") {
        throw new Abandoned();
      }
      seen = performance.now();
    }
  };
}
