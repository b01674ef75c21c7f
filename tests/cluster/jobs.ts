// What becomes of jobs that a cluster does. Needs Dask, so its name keeps it out of a
// plain `deno test`: `deno task test:cluster` names it.

import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { findPython } from "../../lib/cluster/_find_python.ts";
import { Caller, jobsOf, numbers } from "./_caller_process.ts";
import type { Job } from "./_jobs.ts";
import { LocalCluster } from "./_local_cluster.ts";
import { Recorder } from "./_recorder.ts";

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

Deno.test("two callers of one study at once get each their own, whatever their process ids", async () => {
  await using cluster = await LocalCluster.start();
  // As in two containers, where each is the same.
  const python = await Deno.makeTempFile();
  await Deno.writeTextFile(
    python,
    `#!${findPython()}
import os, runpy, sys
os.getpid = lambda: 7
runpy.run_path(sys.argv[2], run_name="__main__")
`,
  );
  await Deno.chmod(python, 0o755);
  const callers = [0, 1000].map((from) =>
    new Caller(
      cluster.address,
      jobsOf(60, 50).map((job) => ({ ...job, gives: from + job.gives })),
      {},
      { WEIGHTLAB_PYTHON: python },
    )
  );
  const [one, other] = await Promise.all(callers.map((it) => it.ended()));
  assertEquals(one.results, numbers(60));
  assertEquals(other.results, numbers(60).map((n) => 1000 + n));
  await Deno.remove(python);
});

Deno.test("a runner that ends amid a long answer: it counts as ended", async () => {
  await using cluster = await LocalCluster.start({ workers: 1 });
  const jobs: Job[] = [...jobsOf(5, 1), { gives: 5, instead: "is cut off" }];
  const { error } = await new Caller(cluster.address, jobs).ended();
  assertMatch(
    error!,
    /3 processes ended with it.*: exit code 8.* \(job 6 of 6:/,
  );
});

Deno.test("a cluster that begins a worker only when there is a task does jobs", async () => {
  const child = new Deno.Command(findPython(), {
    args: [`${import.meta.dirname}/_adaptive.py`],
    ...{ stdin: "piped", stdout: "piped" },
  }).spawn();
  const { value } = await child.stdout.pipeThrough(new TextDecoderStream())
    .values().next();
  const caller = new Caller(value!.trim(), jobsOf(20, 10));
  await caller.ended();
  await child.stdin.close();
  await child.status;
  assertEquals([caller.error, caller.results], [undefined, numbers(20)]);
});

Deno.test("nothing of the caller's environment is sent: no variable, no path", async () => {
  await using cluster = await LocalCluster.start({ workers: 1 });
  using recorder = new Recorder(Number(cluster.address.split(":")[2]));
  const env = {
    ...{ LANG: "xx_SECRET.UTF-8", LC_ALL: "", LC_TIME: "xx_SECRET.UTF-8" },
    ...{ USER: "a-SECRET-user", A_SECRET: "1" },
  };
  const caller = new Caller(recorder.address, jobsOf(5, 1), {}, env);
  assertEquals((await caller.ended()).results, numbers(5));
  // What is sent is not compressed beyond reading.
  assert(recorder.said.includes("class Study(WorkerPlugin)"));
  const here = new URL("../../", import.meta.url).pathname;
  for (const secret of ["SECRET", here, "weightlab-runner-"]) {
    const at = recorder.said.indexOf(secret);
    assertEquals(at < 0 ? "" : recorder.said.slice(at - 99, at + 99), "");
  }
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

Deno.test("an address where something else listens, or nothing, is told of", async () => {
  // It accepts a connection, and says nothing.
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = silent.addr as Deno.NetAddr;
  const one = await new Caller(`tcp://127.0.0.1:${port}`, jobsOf(1, 1)).ended();
  assertMatch(one.error!, /no Dask scheduler answers there, though something/);
  const other = await new Caller("tcp://127.0.0.1:9", jobsOf(1, 1)).ended();
  assertMatch(other.error!, /no scheduler answers there: Timed out trying/);
});
