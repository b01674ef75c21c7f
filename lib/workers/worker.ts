// A worker: takes jobs until its shift is over, there are none left, one has failed, or it
// is stopped.

import { kernelInUse, useKernel } from "../kernel/kernel.ts";
import { millisecondsSince } from "./milliseconds_since.ts";
import {
  type Assignment,
  type Message,
  NEXT,
  SENT,
  SHIFT,
  STARTED,
  STOPPED,
} from "./protocol.ts";
import type { WorkerScope } from "./scope.ts";
import { sendable, unsendable } from "./sendable.ts";

const self = globalThis as unknown as WorkerScope<Assignment>;

// This greeting reaches the thread that waits when it waits no more: see runJobs.
self.postMessage("here");

self.onmessage = async ({ data }) => {
  const { module, jobs, order, common, kernel, state, port } = data;
  Atomics.add(state, STARTED, 1);
  const send = (message: Message) => {
    port.postMessage(message);
    Atomics.add(state, SENT, 1);
    Atomics.notify(state, SENT);
  };
  const isStopped = () => Atomics.load(state, STOPPED) === 1;
  const alive = () => {
    if (isStopped()) throw new Stopped();
  };
  let job: number | undefined;
  try {
    const { run } = await import(module);
    // Loading chose one already, the same unless the calling thread was told another.
    if (kernelInUse().name !== kernel) useKernel({ name: kernel });
    for (let done = 0; !isStopped(); done++) {
      if (done === SHIFT) {
        send({ isOver: true });
        break;
      }
      const next = Atomics.add(state, NEXT, 1);
      if (next >= (order ?? jobs).length) break;
      job = order?.[next] ?? next;
      const begun = performance.now();
      const result = run(jobs[job], common, alive);
      const ms = millisecondsSince(begun);
      try {
        send({ job, result, ms });
      } catch (cause) {
        throw unsendable(cause);
      }
    }
  } catch (thrown) {
    // No further job is begun, and those that run end.
    Atomics.store(state, STOPPED, 1);
    if (!(thrown instanceof Stopped)) send({ job, error: sendable(thrown) });
  } finally {
    self.close();
  }
};

/** Thrown in a job when nobody waits for it any more. */
class Stopped extends Error {}
