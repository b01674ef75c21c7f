// Studies on a cluster, while it burns. Needs Dask, so its name keeps it out of a plain
// `deno test`: `deno task test:cluster` names it.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { decode } from "../../lib/store/codec.ts";
import { buildRunner } from "./_build_runner.ts";
import type { Job } from "./_jobs.ts";
import { isAlive, kill, LocalCluster, until } from "./_local_cluster.ts";

const RUNNER = await buildRunner();

/** A caller in a process of its own, and what it has printed. */
class Caller {
  readonly process: Deno.ChildProcess;
  readonly #read: Promise<void>;
  done = 0;
  results?: unknown;
  error?: string;

  constructor(address: string, jobs: readonly Job[], more: object = {}) {
    const asked = { address, runner: RUNNER, jobs, ...more };
    this.process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        `${import.meta.dirname}/_caller.ts`,
        JSON.stringify(asked),
      ],
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
      const times = (await cluster.log(number % 2)).split("Starting established");
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
  cluster.killScheduler();
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
