import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { errorAgain, type ErrorParts } from "../check/errors.ts";
import { checkPermissions } from "../check/permission.ts";
import { decode, encode, packedParts } from "../store/codec.ts";
import { jobError } from "../workers/job_error.ts";
import { BEAT, received } from "../workers/received.ts";
import type { Errand, Said } from "./_bridge_worker.ts";
import { findPython } from "./_find_python.ts";

/** What does the jobs on a cluster's workers: files, and the numbers they must compute. */
export interface ClusterCode {
  /** A module that needs nothing else: it does jobs, as `serveJobs` says. */
  readonly runner: URL;
  /** What lies in the folder `built` beside it. */
  readonly files: readonly URL[];
  /** The hash that it must say of its golden network. */
  readonly golden: string;
}

/** How jobs are done on a cluster. */
export interface ClusterOptions<Result> {
  /** The scheduler's address: "tcp://127.0.0.1:8786". */
  readonly address: string;
  /** Called when jobs were finished, or workers came or went. */
  readonly onProgress?: (
    progress: { done: number; total: number; dashboard?: string },
  ) => void;
  /** Called with each result as it comes, and how long its job took, in ms. */
  readonly onResult?: (job: number, result: Result, ms: number) => void;
  /** What errors call the jobs, unless by their arguments. */
  readonly names?: readonly unknown[];
  /** The numbers of the jobs that are to be done, as they are to be begun. Default: all. */
  readonly order?: readonly number[];
}

/**
 * Does independent jobs on the workers of a Dask cluster, and waits for them without giving
 * way, as `runJobs` does on this machine's cores.
 *
 * A worker of this thread keeps a Python process, the bridge, that is a client of Dask. When
 * the wait ends, by an interrupt too, the worker and with it the bridge's input end; the
 * bridge tells the cluster to forget the jobs, and runners that are amid one are ended within
 * seconds. So they are when this process is killed.
 *
 * @param code Tells what does a job there, once all permissions are given.
 * @param jobs One argument a job; what `encode` can write.
 * @param common An argument for all jobs; what `encode` can write, too. It is sent once a worker.
 * @param options Where.
 * @returns The results at their jobs' places.
 * @throws What a job threw, with its name behind the message; no other job is then begun.
 * @throws {Error} if three processes have ended with a job, no scheduler answers, it is
 * lost, or no worker may compute: each worker's machine and reason.
 * @throws {Error} outside of Deno.
 * @throws {Deno.errors.NotCapable} if Python may not be run.
 */
export function runOnCluster<Job, Common, Result>(
  code: () => ClusterCode,
  jobs: readonly Job[],
  common: Common,
  options: ClusterOptions<Result>,
): Result[] {
  const { address, order = [...jobs.keys()] } = options;
  if (order.length === 0) return [];
  if (typeof Deno === "undefined") {
    throw new Error(
      "Cannot reach a cluster: Deno must run the program; elsewhere workers: 1 does the same on the calling thread",
    );
  }
  const python = findPython();
  checkPermissions("reach a cluster", [
    { name: "read", path: new URL("../", import.meta.url) },
    { name: "run", path: python },
  ], "workers: 1 needs none");
  const sent = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const { runner, files: more, golden } = code();
  const files = Object.fromEntries([
    ["runner.js", fileURLToPath(runner)],
    ...more.map((url) => fileURLToPath(url)).map((
      file,
    ) => [`built/${basename(file)}`, file]),
  ]);
  const data = packedParts(common);
  const bytes = data.reduce((sum, part) => sum + part.length, 0);
  const errand: Errand = {
    python,
    script: fileURLToPath(new URL("./bridge.py", import.meta.url)),
    asked: { address, golden, files, bytes },
    data,
    jobs: order.map((job) => ({ job, text: encode(jobs[job]) })),
    sent,
    port: port2,
  };
  const worker = new Worker(new URL("./_bridge_worker.ts", import.meta.url), {
    type: "module",
  });
  const end = () => {
    worker.terminate();
    port1.close();
  };
  // An interrupt runs no `finally`, but then the event loop turns and hands this over.
  worker.onmessage = end;
  worker.postMessage(errand, [port2]);
  try {
    return collect(jobs, order.length, port1, sent, options);
  } finally {
    end();
  }
}

function collect<Result>(
  jobs: readonly unknown[],
  total: number,
  port: MessagePort,
  sent: Int32Array,
  { address, names = jobs, onResult, onProgress }: ClusterOptions<Result>,
): Result[] {
  const results = new Array<Result>(jobs.length);
  const isHere = new Uint8Array(jobs.length);
  let done = 0, before = 0, dashboard: string | undefined;
  const hear = (said: Said) => {
    if ("results" in said) {
      for (const [job, ms, text] of said.results) {
        if (isHere[job]) continue;
        isHere[job] = 1;
        results[job] = decode(text) as Result;
        done++;
        onResult?.(job, results[job], ms);
      }
      onProgress?.({ done, total, dashboard });
    } else if ("state" in said) {
      dashboard = said.state.dashboard ?? undefined;
      onProgress?.({ done, total, dashboard });
    } else if ("failed" in said) {
      const [job, text] = said.failed;
      throw jobError(errorAgain(decode(text) as ErrorParts), names, job);
    } else if ("died" in said) {
      const [job, how] = said.died;
      throw jobError(
        new Error(`Cannot do a job: ${how}`),
        names,
        job,
      );
    } else {
      throw new Error(`Cannot go on at ${address}: ${reason(said)}`);
    }
  };
  while (done < total) {
    Atomics.wait(sent, 0, before, BEAT);
    before = Atomics.load(sent, 0);
    received<Said>(port).forEach(hear);
  }
  return results;
}

function reason(
  said: Exclude<
    Said,
    { state: unknown } | { results: unknown } | { failed: unknown } | {
      died: unknown;
    }
  >,
): string {
  if ("error" in said) return said.error;
  if ("ended" in said) return said.ended;
  return `this Python has no Dask, ${said.missing}. "deno task cluster" installs it (if that is running, wait for the address that it prints); or pip install dask distributed for this one, in the scheduler's versions; or name another in WEIGHTLAB_PYTHON, with --allow-env=WEIGHTLAB_PYTHON`;
}
