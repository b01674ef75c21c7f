// A cluster whose parts hang. Needs Dask, so its name keeps it out of a
// plain `deno test`: `deno task test:cluster` names it.

import { assert, assertEquals } from "@std/assert";
import { Caller, jobsOf, numbers } from "./_caller_process.ts";
import { kill, LocalCluster, until } from "./_local_cluster.ts";

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
