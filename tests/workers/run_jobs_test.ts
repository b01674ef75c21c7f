import {
  assert,
  assertEquals,
  assertLess,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import vm from "node:vm";
import { kernelInUse } from "weightlab";
import {
  type Assignment,
  FIELDS,
  type Message,
  SHIFT,
  STOPPED,
} from "../../lib/workers/protocol.ts";
import { runJobs } from "../../lib/workers/run_jobs.ts";
import { type Common, type Job, run } from "./_jobs.ts";

const MODULE = new URL("./_jobs.ts", import.meta.url);

type OnProgress = (progress: { done: number; total: number }) => void;

const runAll = (
  jobs: readonly Job[],
  workers: number,
  { common = { factor: 3 }, onProgress }: {
    common?: Common;
    onProgress?: OnProgress;
  } = {},
) =>
  runJobs<Job, Common, unknown>(MODULE, jobs, common, { workers, onProgress });

const sharedInts = (length: number) =>
  new Int32Array(new SharedArrayBuffer(4 * length));

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Until it holds, and no longer than ten seconds. */
async function waitUntil(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !holds(); i++) await wait(20);
  assert(holds());
}

/** Holds jobs that never end to having ended: their steps stand still. */
async function assertStandStill(seen: Int32Array): Promise<void> {
  let steps = -1;
  await waitUntil(() => steps === (steps = Atomics.load(seen, 1)));
}

Deno.test("runJobs() gives one result a job, in order, for any number of workers", () => {
  const jobs = Array.from({ length: 20 }, (_, i) => ({ multiply: i + 0.1 }));
  const expected = jobs.map(({ multiply }) => multiply * 3);
  assertEquals(runAll(jobs, 1), expected);
  assertEquals(runAll(jobs, 3), expected);
  assertEquals(runAll([], 2), []);
});

Deno.test("runJobs() hands over every number and every array bit for bit", () => {
  const jobs: Job[] = [{ give: "numbers" }, { give: "arrays" }];
  // assertEquals takes -0 for 0.
  const here = jobs.map((job) => run(job, { factor: 1 }, () => {}));
  for (const workers of [1, 2]) {
    const there = runAll(jobs, workers);
    assertEquals(Deno.inspect(there), Deno.inspect(here));
  }
});

Deno.test("runJobs() hands over results of any size", () => {
  const sizes = [0, 1, (1 << 16) - 1, 1 << 16, 5_000_000];
  const jobs = sizes.map((answer) => ({ answer }));
  const answers = runAll(jobs, 2) as string[];
  assertEquals(answers.map((answer) => answer.length), sizes);
});

Deno.test("runJobs() of many jobs takes no memory for each beside its result", async () => {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tests/workers/_many_jobs.ts"],
  }).output();
  const text = new TextDecoder();
  const { right, bytes } = JSON.parse(
    text.decode(stdout) || text.decode(stderr),
  );
  assertEquals(right, 20_000);
  // With a buffer a job it was 240 MB.
  assertLess(bytes, 100e6);
});

Deno.test("runJobs() puts a fresh worker in the place of one that has done its shift", () => {
  const jobs = Array.from({ length: 2 * SHIFT + 3 }, () => ({ count: true }));
  const counts = runAll(jobs as Job[], 1) as number[];
  const places = jobs.map((_, i) => i % SHIFT + 1);
  assertEquals(counts, places);
  const ofTwo = runAll(jobs as Job[], 2) as number[];
  assertEquals(ofTwo.length, jobs.length);
  assert(ofTwo.every((count) => count >= 1 && count <= SHIFT));
});

Deno.test("runJobs() refuses a result that cannot be copied, and names its job", () => {
  assertThrows(
    () => runAll([{ multiply: 1 }, { give: "a function" }], 2),
    TypeError,
    "Cannot hand over a result: structured clone must be able to copy it; ()=>1 could not be cloned. (job 2 of 2: " +
      '{"give":"a function"})',
  );
});

Deno.test("runJobs() tells its progress up to the last job", () => {
  const seen: number[] = [];
  const jobs = [{ multiply: 1 }, { multiply: 2 }, { multiply: 3 }];
  runAll(jobs, 2, {
    onProgress: ({ done, total }) => {
      assertEquals(total, 3);
      seen.push(done);
    },
  });
  assertEquals(seen.at(-1), 3);
  assertEquals(seen, seen.toSorted((a, b) => a - b));
});

Deno.test("runJobs() hands over each result as it comes, before its progress, with its time", () => {
  const jobs = Array.from({ length: 20 }, (_, i) => ({ multiply: i }));
  for (const workers of [1, 2]) {
    const told: [number, unknown][] = [];
    const results = runJobs<Job, Common, unknown>(MODULE, jobs, { factor: 3 }, {
      workers,
      onResult(job, result, ms) {
        assert(ms >= 0 && Number.isInteger(Math.round(100 * ms)), `${ms}`);
        told.push([job, result]);
      },
      onProgress: ({ done }) => assertEquals(told.length, done),
    });
    assertEquals(
      told.toSorted(([a], [b]) => a - b),
      [...results.entries()],
    );
  }
});

Deno.test("runJobs() measures a job's time in the worker, and not the wait for others", () => {
  const go = sharedInts(1), times: number[] = [];
  const begun = performance.now();
  runJobs<Job, Common, unknown>(MODULE, [{ wait: true }, { multiply: 1 }], {
    ...{ factor: 1, go },
  }, {
    workers: 2,
    onResult: (job, _, ms) => {
      times[job] = ms;
      Atomics.store(go, 0, 1);
    },
  });
  const all = performance.now() - begun;
  assert(times[1] < times[0] && times[0] < all, `${times}, ${all}`);
});

Deno.test("runJobs() ends all jobs when onResult throws, and passes that on", async () => {
  const seen = sharedInts(2), thrown = new Error("the disk is full");
  const error = assertThrows(() =>
    runJobs<Job, Common, unknown>(
      MODULE,
      [{ multiply: 1 }, { forever: true }],
      {
        ...{ factor: 1, seen },
      },
      {
        workers: 2,
        onResult() {
          throw thrown;
        },
      },
    )
  );
  assertEquals(error === thrown, true);
  await assertStandStill(seen);
});

Deno.test("runJobs() hands over the results that came before another job failed", () => {
  const told: number[] = [];
  const jobs: Job[] = [{ multiply: 1 }, { multiply: 2 }, { fail: "the last" }];
  assertThrows(
    () =>
      runJobs<Job, Common, unknown>(MODULE, jobs, { factor: 1 }, {
        ...{ workers: 1, onResult: (job) => told.push(job) },
      }),
    RangeError,
    "the last (job 3 of 3: ",
  );
  assertEquals(told, [0, 1]);
});

Deno.test("runJobs() leaves out what its order leaves out, and keeps the jobs' numbers", () => {
  const jobs: Job[] = [{ multiply: 1 }, { fail: "never" }, { multiply: 3 }];
  const seen: unknown[] = [];
  const options = {
    ...{ workers: 2, order: [2, 0] },
    onProgress: (progress: unknown) => seen.push(progress),
  };
  const results = runJobs<Job, Common, unknown>(
    ...[MODULE, jobs, { factor: 2 }, options] as const,
  );
  assertEquals([...results], [2, undefined, 6]);
  assertEquals(seen.at(-1), { done: 2, total: 2 });
  assertThrows(
    () => runJobs(MODULE, jobs, { factor: 1 }, { workers: 1, order: [1] }),
    RangeError,
    'never (job 2 of 3: {"fail":"never"})',
  );
});

Deno.test("runJobs() throws a job's error, of its kind, with the job's name and the worker's stack", () => {
  const error = assertThrows(
    () => runAll([{ multiply: 1 }, { fail: "no $& such job" }], 2),
    RangeError,
  );
  const message = 'no $& such job (job 2 of 2: {"fail":"no $& such job"})';
  assertEquals(error.message, message);
  assertStringIncludes(error.stack!, `RangeError: ${message}\n`);
  assertStringIncludes(error.stack!, "tests/workers/_jobs.ts"); // not run_jobs.ts
});

Deno.test("runJobs() begins jobs in the order it is told, and calls them by their names", () => {
  const jobs: Job[] = [{ multiply: 1 }, { multiply: 2 }, { multiply: 3 }];
  const options = { workers: 2, order: [2, 0, 1] };
  assertEquals(runJobs(MODULE, jobs, { factor: 2 }, options), [2, 4, 6]);
  assertThrows(
    () =>
      runJobs(MODULE, [{ forever: true }, { fail: "at once" }], { factor: 1 }, {
        ...{ workers: 1, order: [1, 0], names: ["first", { second: 2 }] },
      }),
    RangeError,
    'at once (job 2 of 2: {"second":2})',
  );
});

Deno.test("runJobs() ends the other jobs when one fails", async () => {
  const seen = sharedInts(2);
  const jobs: Job[] = [{ forever: true }, { fail: "the second" }, {
    forever: true,
  }];
  assertThrows(
    () => runAll(jobs, 2, { common: { factor: 1, seen } }),
    RangeError,
    "the second",
  );
  await assertStandStill(seen);
  assertLess(Atomics.load(seen, 0), 2);
});

Deno.test("runJobs() ends all jobs when onProgress throws, and passes that on", async () => {
  const seen = sharedInts(2);
  const thrown = new Error("enough");
  const error = assertThrows(() =>
    runAll([{ multiply: 1 }, { forever: true }], 2, {
      common: { factor: 1, seen },
      onProgress: () => {
        throw thrown;
      },
    })
  );
  assertEquals(error === thrown, true);
  await assertStandStill(seen);
});

Deno.test("runJobs() goes on after an onProgress of any length", () => {
  const jobs = Array.from({ length: 4 }, (_, i) => ({ multiply: i }));
  const common = { factor: 1, go: sharedInts(1) };
  const results = runAll([...jobs, { wait: true }, { multiply: 4 }], 2, {
    common,
    onProgress: () => {
      // Workers used to give up after 1.5 s.
      if (Atomics.load(common.go, 0) === 0) {
        Atomics.wait(sharedInts(1), 0, 0, 2000);
      }
      Atomics.store(common.go, 0, 1);
    },
  });
  assertEquals(results.toSpliced(4, 1), [0, 1, 2, 3, 4]);
});

Deno.test("runJobs() interrupted, in a wait or in onProgress, leaves no jobs running", async () => {
  const state = globalThis as { interrupted?: () => void };
  for (const where of ["wait", "onProgress"]) {
    const seen = sharedInts(2);
    const begun = sharedInts(1);
    state.interrupted = () =>
      runAll([{ multiply: 1 }, { forever: true }], 2, {
        common: { factor: 1, seen },
        onProgress: () => {
          Atomics.store(begun, 0, 1);
          while (where === "onProgress");
        },
      });
    let ended = false;
    // As the notebook's square does it: what runs ends, and no `finally` runs.
    assertThrows(
      () => {
        try {
          vm.runInThisContext("interrupted()", { timeout: 1000 });
        } finally {
          ended = true;
        }
      },
      Error,
      "timed out",
    );
    delete state.interrupted;
    assert(ended);
    await assertStandStill(seen);
    assertEquals(Atomics.load(begun, 0), 1, "the jobs had not begun");
  }
});

Deno.test("a worker begins no other job after one of another worker failed", async () => {
  const state = sharedInts(FIELDS), seen = sharedInts(2), go = sharedInts(1);
  const common = { factor: 1, seen, go };
  const messages: Message[] = [];
  const hire = (jobs: readonly Job[]) => {
    const url = new URL("../../lib/workers/worker.ts", import.meta.url);
    const worker = new Worker(url, { type: "module" });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => messages.push(data);
    const assignment: Assignment = {
      kernel: kernelInUse().name,
      ...{ module: MODULE.href, jobs, common, state },
      port: port2,
    };
    worker.postMessage(assignment, [port2]);
    return { [Symbol.dispose]: () => (worker.terminate(), port1.close()) };
  };
  // Whoever takes it, the first job is on when the second fails.
  const jobs: Job[] = [{ hold: true }, { fail: "the second" }, { hold: true }];
  using _first = hire(jobs);
  await waitUntil(() => Atomics.load(seen, 0) === 1);
  using _second = hire(jobs);
  await waitUntil(() => Atomics.load(state, STOPPED) === 1);
  Atomics.store(go, 0, 1);
  Atomics.notify(go, 0);
  await waitUntil(() => messages.length === 2);
  assertEquals(messages.map(({ job }) => job), [1, 0]);
  await wait(100);
  assertEquals(Atomics.load(seen, 0), 1);
});

Deno.test("runJobs() outside of Deno says that it takes Deno, and one worker is the default", async () => {
  // A thread of its own, whose Deno is taken away once the library is there.
  const lib = new URL("../../lib/", import.meta.url);
  const source = `
    import { runJobs, workersHere } from "${lib}workers/run_jobs.ts";
    const said = [workersHere() === navigator.hardwareConcurrency];
    delete globalThis.Deno;
    said.push(workersHere());
    try { runJobs(new URL("file:///none.ts"), [1], 1, { workers: 2 }); }
    catch (error) { said.push(error.message); }
    console.log(JSON.stringify(said));`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", source],
    cwd: new URL("../../", import.meta.url),
  }).output();
  assertEquals(JSON.parse(new TextDecoder().decode(stdout)), [
    true,
    1,
    "Cannot start workers: Deno must run the program; elsewhere workers: 1 does the same on the calling thread",
  ]);
});
