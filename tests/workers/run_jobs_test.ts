import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  type Assignment,
  DONE,
  ENDED,
  FIELDS,
  HEARTBEAT,
  STARTED,
  TEXT_BYTES,
} from "../../lib/workers/protocol.ts";
import { runJobs } from "../../lib/workers/run_jobs.ts";
import type { Job } from "./_jobs.ts";

const MODULE = new URL("./_jobs.ts", import.meta.url);

const runAll = (jobs: readonly Job[], workers: number) =>
  runJobs<Job, { factor: number }, number | string>(
    MODULE,
    jobs,
    { factor: 3 },
    { workers },
  );

Deno.test("runJobs() gives one result a job, in order, for any number of workers", () => {
  const jobs = Array.from({ length: 20 }, (_, i) => ({ multiply: i + 0.1 }));
  const expected = jobs.map(({ multiply }) => multiply * 3);
  assertEquals(runAll(jobs, 1), expected);
  assertEquals(runAll(jobs, 3), expected);
});

Deno.test("runJobs() tells its progress up to the last job", () => {
  const seen: number[] = [];
  const jobs = [{ multiply: 1 }, { multiply: 2 }, { multiply: 3 }];
  runJobs(MODULE, jobs, { factor: 1 }, {
    workers: 2,
    onProgress: ({ done, total }) => {
      assertEquals(total, 3);
      seen.push(done);
    },
  });
  assertEquals(seen.at(-1), 3);
  assertEquals(seen, seen.toSorted((a, b) => a - b));
});

Deno.test("runJobs() throws a job's error, of its kind and with the worker's stack", () => {
  const error = assertThrows(
    () => runAll([{ multiply: 1 }, { fail: "no such job" }], 2),
    RangeError,
    "no such job",
  );
  assertStringIncludes(error.stack!, "tests/workers/_jobs.ts"); // not run_jobs.ts
});

Deno.test("runJobs() says so when a result is too long to hand over", () => {
  assertThrows(
    () => runAll([{ answer: TEXT_BYTES + 1 }], 1),
    RangeError,
    `at most ${TEXT_BYTES} bytes`,
  );
});

Deno.test("a worker ends within two seconds when nobody waits for it", async () => {
  const state = new Int32Array(new SharedArrayBuffer(4 * FIELDS));
  const assignment: Assignment = {
    module: MODULE.href,
    jobs: [{ forever: true }],
    common: { factor: 1 },
    state,
    results: [new SharedArrayBuffer(TEXT_BYTES)],
    lengths: new Int32Array(new SharedArrayBuffer(4)),
    error: new SharedArrayBuffer(TEXT_BYTES),
  };
  const url = new URL("../../lib/workers/worker.ts", import.meta.url);
  const worker = new Worker(url, { type: "module" });
  worker.postMessage(assignment);
  const wait = () => new Promise((resolve) => setTimeout(resolve, 20));
  while (Atomics.load(state, STARTED) === 0) await wait();
  // Signs of life keep it going, for longer than its patience.
  for (let beat = 0; beat < 75; beat++) {
    Atomics.add(state, HEARTBEAT, 1);
    await wait();
  }
  assertEquals(Atomics.load(state, ENDED), 0);
  // Without them it ends: 1.5 s, of which a busy machine may make more.
  let waits = 0;
  while (Atomics.load(state, ENDED) === 0 && waits++ < 500) await wait();
  worker.terminate();
  assertEquals(Atomics.load(state, ENDED), 1);
  assertEquals(Atomics.load(state, DONE), 0);
});
