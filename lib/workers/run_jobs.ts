import { checkPermissions } from "../check/permission.ts";
import { kernelInUse } from "../kernel/kernel.ts";
import { jobError } from "./job_error.ts";
import {
  type Assignment,
  FIELDS,
  type Message,
  SENT,
  STARTED,
  STOPPED,
} from "./protocol.ts";
import { BEAT, received } from "./received.ts";

/** How a worker's module does one job; it must export it under the name `run`. */
export type Run<Job, Common, Result> = (
  job: Job,
  common: Common,
  /** To be called a few times a second: throws when nobody waits any more. */
  alive: () => void,
) => Result;

/** How many waits the first worker may take to begin: a minute. */
const START_PATIENCE = 60_000 / BEAT;

/** How many workers are worth while: one a core in Deno, none beside the calling thread elsewhere. */
export function workersHere(): number {
  return typeof Deno === "undefined" ? 1 : navigator.hardwareConcurrency;
}

/**
 * Does independent jobs on several cores, and waits for them without giving way.
 *
 * It waits synchronously, since an interrupt in a notebook hangs the kernel during
 * any `await` but stops a synchronous loop at once. An interrupt runs no `finally`; but
 * the event loop turns again, which then hands over the greeting that each worker has
 * sent, and that ends them. However long the calling thread is busy or the machine
 * sleeps, the greeting lies there until then. A worker that has done `SHIFT` jobs ends, and a
 * fresh one takes its place.
 *
 * @param module The URL of a module that exports `run`, a `Run`, which must not depend on
 * anything but its arguments, so that results do not depend on the workers.
 * @param jobs One argument a job; what structured clone can copy.
 * @param common An argument for all jobs; arrays on a SharedArrayBuffer are not copied.
 * @param options `workers`: how many; `onResult`: called with each result as it comes, the
 * number of its job, and how long that took in the worker, in ms; `onProgress`: called when jobs
 * were finished, after that; `names`: what errors call the jobs, unless by their arguments;
 * `order`: the numbers of the jobs as they are to be begun, unless all in their order; those
 * that it leaves out are not done.
 * @returns One result a job, in their order; what structured clone can copy, of any size.
 * Undefined for those that were not done.
 * @throws What a job threw, with the job's name behind its message and the worker's
 * stack; no other job is then begun, and those that run end.
 * @throws What `onResult` or `onProgress` threw; the jobs end.
 * @throws {Error} outside of Deno.
 * @throws {Deno.errors.NotCapable} if workers may not read the library's modules.
 */
export function runJobs<Job, Common, Result>(
  module: URL,
  jobs: readonly Job[],
  common: Common,
  { workers, onResult, onProgress, names = jobs, order }: {
    workers: number;
    onResult?: (job: number, result: Result, ms: number) => void;
    onProgress?: (progress: { done: number; total: number }) => void;
    names?: readonly unknown[];
    order?: readonly number[];
  },
): Result[] {
  if (typeof Deno === "undefined") {
    throw new Error(
      "Cannot start workers: Deno must run the program; elsewhere workers: 1 does the same on the calling thread",
    );
  }
  // Why a worker does not load is told to the event loop, which does not turn.
  checkPermissions(
    "start workers",
    [{ name: "read", path: new URL("../", import.meta.url) }],
    "workers: 1 needs none",
  );
  const state = new Int32Array(new SharedArrayBuffer(4 * FIELDS));
  const team: Worker[] = [];
  const ports: MessagePort[] = [];
  const end = () => {
    Atomics.store(state, STOPPED, 1);
    for (const worker of team) worker.terminate();
    for (const port of ports) port.close();
  };
  const begin = () => {
    const url = new URL("./worker.ts", import.meta.url);
    const worker = new Worker(url, { type: "module" });
    team.push(worker);
    worker.onmessage = end;
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    const assignment: Assignment = {
      module: module.href,
      jobs,
      order,
      common,
      kernel: kernelInUse().name,
      state,
      port: port2,
    };
    worker.postMessage(assignment, [port2]);
  };
  try {
    for (let i = 0; i < workers; i++) begin();
    const total = (order ?? jobs).length;
    return collect<Result>(total, names, state, ports, begin, {
      ...{ onResult, onProgress },
    });
  } finally {
    end();
  }
}

function collect<Result>(
  total: number,
  names: readonly unknown[],
  state: Int32Array,
  ports: readonly MessagePort[],
  begin: () => void,
  { onResult, onProgress }: {
    onResult?: (job: number, result: Result, ms: number) => void;
    onProgress?: (progress: { done: number; total: number }) => void;
  },
): Result[] {
  const results = new Array<Result>(names.length);
  let done = 0, sent = 0, waits = 0;
  while (done < total) {
    Atomics.wait(state, SENT, sent, BEAT);
    sent = Atomics.load(state, SENT);
    const before = done;
    const messages = ports.flatMap((port) => received<Message>(port));
    // Results first: what one job threw loses none of the others'.
    for (const message of messages) {
      if (!("result" in message)) continue;
      const { job, ms } = message, result = message.result as Result;
      results[job] = result;
      done++;
      onResult?.(job, result, ms);
    }
    for (const message of messages) {
      if ("isOver" in message) {
        begin();
      } else if ("error" in message) {
        const { job, error } = message;
        throw job === undefined ? error : jobError(error, names, job);
      }
    }
    if (done > before) {
      onProgress?.({ done, total });
    } else if (Atomics.load(state, STARTED) === 0 && ++waits > START_PATIENCE) {
      throw new Error(
        `Cannot start workers: none began within ${
          START_PATIENCE * BEAT / 1000
        } s; run it with workers: 1`,
      );
    }
  }
  return results;
}
