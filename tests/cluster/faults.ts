// A cluster whose parts are killed. Needs Dask, so its name keeps it out of a
// plain `deno test`: `deno task test:cluster` names it.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { Caller, jobsOf, numbers } from "./_caller_process.ts";
import { isAlive, kill, LocalCluster, until } from "./_local_cluster.ts";

/** What strikes a cluster. */
interface Fire {
  /** Waits until there is something to strike. */
  readonly isReady?: (number: number) => Promise<void>;
  readonly strike: (number: number) => void;
  /** Makes good what was lost for ever. */
  readonly repair?: () => Promise<void>;
}

/** Studies under fire, one after the other until ten strikes hit one that goes on. */
async function underFire(
  cluster: LocalCluster,
  { isReady, strike, repair }: Fire,
): Promise<void> {
  const count = 300;
  for (let strikes = 0; strikes < 10;) {
    const caller = new Caller(cluster.address, jobsOf(count, 50));
    const goesOn = () => {
      assertEquals(caller.error, undefined);
      return caller.done < count;
    };
    while (strikes < 10 && goesOn()) {
      const next = caller.done + 10;
      await until("results come", () => caller.done >= next || !goesOn());
      await isReady?.(strikes);
      if (!goesOn()) break;
      strike(strikes++);
      await repair?.();
    }
    const { results, error } = await caller.ended();
    assertEquals(error, undefined);
    assertEquals(results, numbers(count));
  }
}

Deno.test("ten workers killed, ten runners killed: no result is lost", async () => {
  await using cluster = await LocalCluster.start();
  await underFire(cluster, {
    // A worker killed before it has registered is given up by its nanny.
    isReady: (number) =>
      until("the worker is back", async () => {
        const times = (await cluster.log(number % 2)).split(
          "Starting established",
        );
        return times.length > 1 + Math.floor(number / 2);
      }),
    strike: (number) => kill(cluster.pids(number % 2).worker),
  });
  await underFire(cluster, {
    isReady: (number) =>
      until(
        "it has a runner",
        () =>
          isThere(cluster, number % 2) &&
          cluster.pids(number % 2).runners.length > 0,
      ),
    strike: (number) =>
      cluster.pids(number % 2).runners.forEach((pid) => kill(pid)),
  });
});

Deno.test("ten workers killed with their nannies, and as many that join: no result is lost", async () => {
  await using cluster = await LocalCluster.start();
  const here = [0, 1];
  await underFire(cluster, {
    strike: () => {
      const { nanny, worker } = cluster.pids(here.shift()!);
      kill(nanny);
      kill(worker);
    },
    repair: async () => void here.push(await cluster.addWorker()),
  });
});

Deno.test("a worker killed while it is sent the study: no result is lost", async () => {
  await using cluster = await LocalCluster.start();
  const caller = new Caller(cluster.address, jobsOf(50, 50));
  // It trains the golden network, and has offered nothing yet.
  await until(
    "its first runner begins",
    () => isThere(cluster, 0) && cluster.pids(0).runners.length > 0,
  );
  kill(cluster.pids(0).worker);
  const { results, error } = await caller.ended();
  assertEquals(error, undefined);
  assertEquals(results, numbers(50));
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
