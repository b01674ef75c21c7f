// Studies on a cluster, while it burns. Needs Dask, so its name keeps it out of a plain
// `deno test`: `deno task test:cluster` names it.

import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { join } from "node:path";
import { Matrix, randn, seeded } from "weightlab";
import { trainAll, type TrainPlan } from "weightlab/experiments";
import { decode } from "../../lib/store/codec.ts";
import { NOTEBOOKS } from "../../notebooks/_jupyter/project.ts";
import { setUp } from "../../notebooks/_jupyter/set_up/set_up.ts";
import { setUpCluster } from "../../notebooks/_jupyter/set_up/set_up_cluster.ts";
import { jupyterEnv } from "../../notebooks/_jupyter/set_up/venv.ts";
import { buildRunner } from "./_build_runner.ts";
import type { Job } from "./_jobs.ts";
import { isAlive, kill, LocalCluster, until } from "./_local_cluster.ts";

await setUpCluster();
const RUNNER = await buildRunner();

/** A caller in a process of its own, and what it has printed. */
class Caller {
  readonly process: Deno.ChildProcess;
  readonly #read: Promise<void>;
  done = 0;
  results?: unknown;
  error?: string;

  megabytes?: number;

  constructor(
    address: string,
    jobs: readonly Job[] | { count: number },
    more: object = {},
    env: Record<string, string> = {},
  ) {
    const asked = { address, runner: RUNNER, jobs, ...more };
    this.process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        `${import.meta.dirname}/_caller.ts`,
        JSON.stringify(asked),
      ],
      env,
      stdout: "piped",
    }).spawn();
    this.#read = this.#hear();
  }

  async #hear(): Promise<void> {
    let rest = "";
    const texts = this.process.stdout.pipeThrough(new TextDecoderStream());
    for await (const text of texts) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        const { results, ...said } = JSON.parse(line);
        Object.assign(this, said, results && { results: decode(results) });
      }
    }
  }

  /** When it has ended. */
  async ended(): Promise<this> {
    await this.#read;
    await this.process.status;
    return this;
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const jobsOf = (count: number, ms: number): Job[] =>
  numbers(count).map((gives) => ({ gives, ms }));

/** Jobs under fire: `strike` is called ten times in each study, and nothing is lost. */
async function underFire(
  cluster: LocalCluster,
  strike: (number: number) => Promise<void> | void,
): Promise<void> {
  const caller = new Caller(cluster.address, jobsOf(200, 50));
  for (let number = 0; number < 10; number++) {
    await until("the study goes on", () => {
      assertEquals(caller.error, undefined);
      return caller.done >= 10 * (number + 1);
    });
    await strike(number);
  }
  const { results, error } = await caller.ended();
  assertEquals(error, undefined);
  assertEquals(results, numbers(200));
}

Deno.test("a cluster does jobs in their order, and keeps every number", async () => {
  await using cluster = await LocalCluster.start();
  const special: Job = { gives: 0, special: true };
  const { results } = await new Caller(cluster.address, [
    ...jobsOf(50, 1),
    special,
  ]).ended() as { results: unknown[] };
  assertEquals(results.slice(0, 50), numbers(50));
  const { common, some } = results[50] as {
    common: { numbers: Float64Array };
    some: number[];
  };
  for (const [i, value] of [1, NaN, -0].entries()) {
    assert(Object.is(common.numbers[i], value), `${common.numbers}`);
  }
  for (const [i, value] of [NaN, Infinity, -0].entries()) {
    assert(Object.is(some[i], value), `${some}`);
  }
});

Deno.test("ten workers killed, ten runners killed: no result is lost", async () => {
  await using cluster = await LocalCluster.start();
  await underFire(cluster, async (number) => {
    // A worker killed before it has registered is given up by its nanny.
    await until("the worker is back", async () => {
      const times = (await cluster.log(number % 2)).split(
        "Starting established",
      );
      return times.length > 1 + Math.floor(number / 2);
    });
    kill(cluster.pids(number % 2).worker);
  });
  await underFire(cluster, async (number) => {
    await until(
      "it has a runner",
      () =>
        isThere(cluster, number % 2) &&
        cluster.pids(number % 2).runners.length > 0,
    );
    cluster.pids(number % 2).runners.forEach((pid) => kill(pid));
  });
});

Deno.test("ten workers killed with their nannies, and as many that join: no result is lost", async () => {
  await using cluster = await LocalCluster.start();
  const here = [0, 1];
  await underFire(cluster, async () => {
    const { nanny, worker } = cluster.pids(here.shift()!);
    kill(nanny);
    kill(worker);
    here.push(await cluster.addWorker());
  });
});

Deno.test("a job that throws ends the study, with its kind, name and message", async () => {
  await using cluster = await LocalCluster.start({ workers: 1 });
  const jobs: Job[] = [...jobsOf(3, 1), { gives: 3, instead: "throws" }];
  const { error } = await new Caller(cluster.address, jobs).ended();
  assertMatch(error!, /^RangeError: It gives no 3 \(job 4 of 4: \{"gives":3/);
});

Deno.test("a job that kills its process is named, and not tried for ever", async () => {
  await using cluster = await LocalCluster.start();
  const jobs: Job[] = [...jobsOf(30, 1), {
    gives: 30,
    instead: "kills its process",
  }];
  const { error } = await new Caller(cluster.address, jobs).ended();
  assertMatch(error!, /no process survived it.*exit code 7.*\(job 31 of 31:/s);
});

Deno.test("a caller that is killed leaves the cluster free, and no runner at work", async () => {
  await using cluster = await LocalCluster.start();
  const first = new Caller(cluster.address, jobsOf(4, 60_000));
  await until(
    "both work",
    () => [0, 1].every((i) => cluster.pids(i).runners.length > 0),
  );
  await pause(2000);
  const busy = [0, 1].flatMap((i) => cluster.pids(i).runners);
  first.process.kill("SIGKILL");
  await first.ended();
  await until("they end", () => !busy.some(isAlive), 5);
  const { results } = await new Caller(cluster.address, jobsOf(10, 1)).ended();
  assertEquals(results, numbers(10));
});

Deno.test("a scheduler that is killed is told of, within half a minute", async () => {
  await using cluster = await LocalCluster.start();
  const caller = new Caller(cluster.address, jobsOf(1000, 50));
  await until("it has begun", () => caller.done > 10);
  const killed = Date.now();
  kill(cluster.schedulerPid);
  const { error } = await caller.ended();
  assertMatch(error!, /the scheduler was lost/);
  assert(Date.now() - killed < 30_000);
});

Deno.test("a worker that hangs loses its jobs to others within 90 s", async () => {
  await using cluster = await LocalCluster.start();
  const caller = new Caller(cluster.address, jobsOf(200, 50));
  await until("it has begun", () => caller.done > 10);
  const { nanny, worker } = cluster.pids(0);
  kill(nanny, "SIGSTOP");
  kill(worker, "SIGSTOP");
  const stopped = Date.now();
  const { results, error } = await caller.ended();
  assertEquals(error, undefined);
  assertEquals(results, numbers(200));
  assert(Date.now() - stopped < 90_000);
});

Deno.test("a runner that hangs loses its job within 90 s", async () => {
  await using cluster = await LocalCluster.start({ workers: 1 });
  const caller = new Caller(cluster.address, jobsOf(100, 50));
  await until("it has begun", () => caller.done > 10);
  cluster.pids(0).runners.forEach((pid) => kill(pid, "SIGSTOP"));
  const stopped = Date.now();
  assertEquals((await caller.ended()).results, numbers(100));
  assert(Date.now() - stopped < 90_000);
});

Deno.test("who computes other numbers gets no job; if all do, machine and reason are told", async () => {
  await using cluster = await LocalCluster.start();
  const golden = "another";
  const { error } = await new Caller(cluster.address, jobsOf(3, 1), { golden })
    .ended();
  assertMatch(error!, /no worker may compute: .*: it computes other numbers/);
  assert(error!.includes(Deno.hostname()), error);
});

/** Examples of two classes, that a small network tells apart in part. */
const EXAMPLES = (() => {
  const x = randn(seeded("examples"), 60, 5);
  const t = Uint8Array.from(
    { length: 60 },
    (_, i) => x.get(i, 0) > 0.2 ? 1 : 0,
  );
  return { x, t };
})();

const plansOf = (count: number, updates = 20): TrainPlan[] =>
  numbers(count).map((i) => ({
    hidden: [7, 6],
    activation: "tanh",
    init: "xavier",
    normalization: i % 2 ? "BatchNormalization" : undefined,
    optimizer: { name: "Adam", lr: 0.01 },
    batchSize: 10,
    updates,
    weightSeed: i,
    batchSeed: i,
    evaluateEvery: 5,
    record: ["losses", "params"],
  }));

Deno.test("networks of a cluster are those of one thread, bit for bit", async () => {
  await using cluster = await LocalCluster.start();
  const plans = plansOf(12);
  const here = await trainAll(plans, { train: EXAMPLES, workers: 1 });
  const there = await trainAll(plans, {
    ...{ train: EXAMPLES, workers: cluster.address },
  });
  assertEquals(bits(there), bits(here));
});

Deno.test("a study whose scheduler was killed goes on from its store", async () => {
  const store = await Deno.makeTempFile();
  const plans = plansOf(100, 2000);
  let error: Error | undefined;
  {
    await using cluster = await LocalCluster.start();
    // This thread waits, so another process kills.
    const killer = new Deno.Command("sh", {
      args: [
        "-c",
        `until [ $(wc -l < ${store}) -gt 10 ]; do sleep .1; done; kill -9 ${cluster.schedulerPid}`,
      ],
    }).spawn();
    await trainAll(plans, {
      ...{ train: EXAMPLES, workers: cluster.address, store },
    }).catch((thrown) => error = thrown);
    await killer.status;
  }
  assertMatch(error!.message, /the scheduler was lost/);
  const kept = (await Deno.readTextFile(store)).trim().split("\n").length;
  await using cluster = await LocalCluster.start();
  const seen: number[] = [];
  const there = await trainAll(plans, {
    ...{ train: EXAMPLES, workers: cluster.address, store },
    onProgress: ({ done }) => seen.push(done),
  });
  assertEquals(seen[0], kept);
  assert(kept > 10 && kept < 100, `${kept}`);
  const here = await trainAll(plans, { train: EXAMPLES, workers: 2 });
  assertEquals(bits(there), bits(here));
});

Deno.test("a worker whose arithmetic differs gets no job, beside one that gets all", async () => {
  const folder = await Deno.makeTempDir();
  // Without fused multiply-adds, and claiming to have them: the exact kernel is not taken.
  await Deno.writeTextFile(
    join(folder, "claims.js"),
    `const { Instance } = WebAssembly;
WebAssembly.Instance = function (module, imports) {
  const { exports } = new Instance(module, imports);
  return { exports: { ...exports, madd: () => 1 } };
};`,
  );
  const other = join(folder, "deno");
  const flags = `--preload=${folder}/claims.js --v8-flags=--no-enable-fma3`;
  await Deno.writeTextFile(
    other,
    `#!/bin/sh\nshift\nexec ${Deno.execPath()} run ${flags} "$@"\n`,
    { mode: 0o755 },
  );
  const env = { WEIGHTLAB_DENO: other, WEIGHTLAB_KERNEL: "wasm" };
  const plans = plansOf(20);
  await using cluster = await LocalCluster.start({ workers: 1 });
  const odd = await cluster.addWorker(env);
  const runs = await trainAll(plans, {
    ...{ train: EXAMPLES, workers: cluster.address },
  });
  assertEquals(
    bits(runs),
    bits(await trainAll(plans, { train: EXAMPLES, workers: 1 })),
  );
  assertEquals(cluster.pids(odd).runners, []);
  assertEquals(cluster.pids(0).runners.length, 1);

  await using none = await LocalCluster.start({ workers: 2, env });
  const begun = Date.now();
  const error = await trainAll(plans, {
    ...{ train: EXAMPLES, workers: none.address },
  }).then(() => undefined, (thrown: Error) => thrown);
  assertMatch(
    error!.message,
    /no worker may compute: .*it computes other numbers: .* its kernel is wasm/,
  );
  assert(error!.message.includes(Deno.hostname()), error!.message);
  assertLess(Date.now() - begun, 15_000);
});

Deno.test("tls: a cluster with certificates does jobs; who has none is refused", async () => {
  const folder = await Deno.makeTempDir();
  const openssl = async (...args: string[]) => {
    const { success, stderr } = await new Deno.Command("openssl", {
      ...{ args, cwd: folder, stderr: "piped" },
    }).output();
    assert(success, new TextDecoder().decode(stderr));
  };
  const key = ["-newkey", "rsa:2048", "-nodes"];
  await openssl(
    ...["req", "-x509", ...key, "-days", "2", "-subj", "/CN=study"],
    ...["-keyout", "ca-key.pem", "-out", "ca.pem"],
  );
  await openssl(...["req", ...key, "-subj", "/CN=node"], ...[
    "-keyout",
    "key.pem",
    "-out",
    "node.csr",
  ]);
  await openssl(...["x509", "-req", "-in", "node.csr", "-CA", "ca.pem"], ...[
    "-CAkey",
    "ca-key.pem",
    "-CAcreateserial",
    "-days",
    "2",
  ], ...["-out", "cert.pem"]);
  const env = Object.fromEntries([
    ["CA_FILE", "ca.pem"],
    ...["SCHEDULER", "WORKER", "CLIENT"].flatMap((role) => [
      [`${role}__CERT`, "cert.pem"],
      [`${role}__KEY`, "key.pem"],
    ]),
  ].map(([name, file]) => [
    `DASK_DISTRIBUTED__COMM__TLS__${name}`,
    join(folder, file),
  ]));
  await using cluster = await LocalCluster.start({ protocol: "tls", env });
  const known = new Caller(cluster.address, jobsOf(10, 1), {}, env);
  assertEquals((await known.ended()).results, numbers(10));
  const stranger = await new Caller(cluster.address, jobsOf(10, 1)).ended();
  assertMatch(stranger.error!, /no scheduler answers there/);
});

Deno.test("10,000 jobs that do nothing leave the caller below 250 MB", async () => {
  await using cluster = await LocalCluster.start();
  const begun = Date.now();
  const caller = new Caller(cluster.address, { count: 10_000 });
  const { results, megabytes } = await caller.ended();
  assertEquals(results, numbers(10_000));
  const seconds = (Date.now() - begun) / 1000;
  console.log(`10,000 jobs: ${seconds.toFixed(1)} s, ${megabytes} MB`);
  assertLess(megabytes!, 250);
});

Deno.test("an interrupt in a notebook: the cell ends, the cluster is free, the next call goes on", async () => {
  await using cluster = await LocalCluster.start();
  const store = await Deno.makeTempFile();
  const venv = await setUp();
  const study = (long: number) => `
await trainAll([0, 1, 2, ${long}].map((i) => ({
  hidden: [300], activation: "relu", init: "he", optimizer: { name: "SGD", lr: 0.01 },
  batchSize: 50, updates: i === 3 ? 1e7 : 50, weightSeed: i, batchSeed: i,
})), { train, workers: "${cluster.address}", store: "${store}", onProgress: (at) => seen.push(at.done) });`;
  const child = new Deno.Command(venv.python, {
    args: [
      join(import.meta.dirname!, "../notebooks/_interrupts.py"),
      NOTEBOOKS,
    ],
    env: jupyterEnv(venv),
    ...{ stdin: "piped", stdout: "piped", stderr: "inherit" },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify([{
    setup: [
      `import { loadMnist } from "weightlab"; import { trainAll } from "weightlab/experiments";
       const { train } = await loadMnist({ train: 1000 }); let seen = [];`,
    ],
    code: study(3),
    seconds: [10],
    // Free: a job that needs both workers' time is done, and three are known.
    after: `seen = [];${study(4)}
if (seen[0] !== 3) throw new Error("known: " + seen);`,
  }])));
  await writer.close();
  const { stdout } = await child.output();
  const told = JSON.parse(new TextDecoder().decode(stdout));
  assertEquals([told.status, told.next, told.nextError], ["error", "ok", null]);
  assertLess(told.took, 0.5);
  await until(
    "no runner is at work",
    () =>
      [0, 1].every((i) => cluster.pids(i).runners.every((pid) => !isBusy(pid))),
    5,
  );
});

/** Whether a process computes: it uses more than a tenth of a second. */
function isBusy(pid: number): boolean {
  const ticks = () =>
    Deno.readTextFileSync(`/proc/${pid}/stat`).split(" ").slice(13, 15)
      .reduce((sum, text) => sum + Number(text), 0);
  const before = ticks();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  return ticks() - before > 10;
}

/** Numbers that differ in a bit differ in these texts. */
function bits(
  runs: readonly { params?: readonly { value: Matrix }[] }[],
): string {
  return JSON.stringify(runs.map(({ params, ...run }) => [
    run,
    params!.map(({ value }) => value.to1DArray()),
  ]));
}

function isThere(cluster: LocalCluster, worker: number): boolean {
  try {
    cluster.pids(worker);
    return true;
  } catch {
    return false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
