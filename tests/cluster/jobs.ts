// What becomes of jobs that a cluster does. Needs Dask, so its name keeps it out of a
// plain `deno test`: `deno task test:cluster` names it.

import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { Caller, jobsOf, numbers } from "./_caller_process.ts";
import type { Job } from "./_jobs.ts";
import { LocalCluster } from "./_local_cluster.ts";

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
  assertMatch(
    error!,
    /3 processes ended with it.*: exit code 7 \(job 31 of 31:/,
  );
});

Deno.test("who computes other numbers gets no job; if all do, machine and reason are told", async () => {
  await using cluster = await LocalCluster.start();
  const golden = "another";
  const { error } = await new Caller(cluster.address, jobsOf(3, 1), { golden })
    .ended();
  assertMatch(error!, /no worker may compute: .*: it computes other numbers/);
  assert(error!.includes(Deno.hostname()), error);
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
