import { assert, assertEquals, assertRejects } from "@std/assert";
import { runOnTeam } from "../../lib/workers/run_on_team.ts";
import { type Line, serveTeam } from "../../lib/workers/serve_team.ts";
import type { Begin, Call, Question, Team } from "../../lib/workers/team.ts";
import { type Common, type Job, run } from "./_jobs.ts";

const COMMON = { factor: 3 };

/** Gives a test a team of workers, which end with it. */
async function withWorkers(
  size: number,
  test: (team: Team) => Promise<void>,
  module = "./_teammate.ts",
): Promise<void> {
  const url = new URL(module, import.meta.url), started: Worker[] = [];
  const worker = (i: number) =>
    started[i] ??= new Worker(url, { type: "module" });
  try {
    await test({ size, worker });
  } finally {
    for (const worker of started) worker.terminate();
  }
}

/** What one of a team is asked of a study, and which of them. */
type Asked = readonly [worker: number, question: Exclude<Question, Call>];

/** Gives a test a team that works in this thread, and what it was asked. */
async function withStandIns(
  size: number,
  test: (team: Team, asked: readonly Asked[]) => Promise<void>,
): Promise<void> {
  const asked: Asked[] = [];
  const channels = Array.from({ length: size }, () => new MessageChannel());
  for (const [i, { port2 }] of channels.entries()) {
    const note = ({ data }: MessageEvent<Question>) => {
      if (data.weightlab !== "call") asked.push([i, data]);
    };
    port2.addEventListener("message", note);
    serveTeam(run, port2 as Line);
  }
  try {
    await test({ size, worker: (i) => channels[i].port1 }, asked);
  } finally {
    for (const { port1 } of channels) port1.close();
  }
}

/** All results, by the numbers of their jobs. */
async function runAll(
  team: Team,
  jobs: readonly Job[],
  { workers = team.size, common = COMMON, order = [...jobs.keys()], onResult }:
    {
      workers?: number;
      common?: Common;
      order?: readonly number[];
      onResult?: (job: number) => void;
    } = {},
): Promise<unknown[]> {
  const results: unknown[] = [];
  await runOnTeam<Job, Common, unknown>(team, jobs, common, {
    workers,
    order,
    onResult: (job, result, ms) => {
      assert(ms >= 0);
      results[job] = result;
      onResult?.(job);
    },
  });
  return results;
}

const tick = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("runOnTeam() gives each job's result, for any number of workers", () =>
  withWorkers(3, async (team) => {
    const jobs = Array.from({ length: 20 }, (_, i) => ({ multiply: i + 0.1 }));
    const expected = jobs.map(({ multiply }) => multiply * 3);
    for (const workers of [1, 2, 3, 5]) {
      assertEquals(await runAll(team, jobs, { workers }), expected);
    }
    assertEquals(await runAll(team, []), []);
    const some = await runAll(team, jobs, { order: [7, 2] });
    assertEquals(Object.entries(some), [["2", expected[2]], [
      "7",
      expected[7],
    ]]);
  }));

Deno.test("runOnTeam() hands over every number and every array bit for bit", () =>
  withWorkers(2, async (team) => {
    const jobs: Job[] = [{ give: "numbers" }, { give: "arrays" }];
    // assertEquals takes -0 for 0.
    const here = jobs.map((job) => run(job, { factor: 1 }, () => {}));
    const there = await runAll(team, jobs);
    assertEquals(Deno.inspect(there), Deno.inspect(here));
  }));

Deno.test("runOnTeam() sends each worker once what all jobs have in common, and lets it forget that", () =>
  withStandIns(2, async (team, asked) => {
    const jobs = [{ multiply: 1 }, { multiply: 2 }, { multiply: 3 }];
    await runAll(team, jobs);
    await tick();
    for (const worker of [0, 1]) {
      const its = asked.filter(([i]) => i === worker).map(([, it]) => it);
      assertEquals(its[0].weightlab, "begin");
      assertEquals((its[0] as Begin).common, COMMON);
      assertEquals(its.at(-1)!.weightlab, "end");
      assert(its.slice(1, -1).every((it) => it.weightlab === "do"));
    }
    const done = asked.filter(([, it]) => it.weightlab === "do");
    assertEquals(done.map(([, it]) => Object.keys(it)), [
      ["weightlab", "study", "job"],
      ["weightlab", "study", "job"],
      ["weightlab", "study", "job"],
    ]);
  }));

Deno.test("runOnTeam() asks no more workers than there are jobs, and begins those as it is told", () =>
  withStandIns(3, async (team, asked) => {
    const jobs = [{ multiply: 1 }, { multiply: 2 }];
    await runAll(team, jobs, { order: [1, 0] });
    assertEquals(new Set(asked.map(([i]) => i)), new Set([0, 1]));
    await runAll(team, jobs, { workers: 1, order: [1, 0] });
    const last = asked.at(-1)![1].study;
    const begun = asked.flatMap(([, it]) =>
      it.weightlab === "do" && it.study === last ? [it.job] : []
    );
    assertEquals(begun, [jobs[1], jobs[0]]);
  }));

Deno.test("runOnTeam() throws what a job threw, with its name, and begins no other", () =>
  withStandIns(2, async (team, asked) => {
    const jobs: Job[] = [
      { multiply: 1 },
      { fail: "too steep" },
      ...Array.from({ length: 20 }, () => ({ multiply: 1 })),
    ];
    const error = await assertRejects(
      () => runAll(team, jobs),
      RangeError,
      'too steep (job 2 of 22: {"fail":"too steep"})',
    );
    assert(error.stack!.includes("_jobs.ts"), error.stack);
    const count = (what: Asked[1]["weightlab"]) =>
      asked.filter(([, it]) => it.weightlab === what).length;
    // Who was at work ends it when that is done.
    for (let i = 0; i < 100 && count("end") < count("begin"); i++) await tick();
    assert(count("do") < jobs.length, `${count("do")}`);
    assertEquals(count("end"), count("begin"));
  }));

Deno.test("runOnTeam() refuses a result that cannot be copied, and names its job", () =>
  withWorkers(1, async (team) => {
    await assertRejects(
      () => runAll(team, [{ multiply: 1 }, { give: "a function" }]),
      TypeError,
      "Cannot hand over a result: structured clone must be able to copy it; ()=>1 could not be cloned. (job 2 of 2: " +
        '{"give":"a function"})',
    );
  }));

Deno.test("runOnTeam() that is abandoned leaves the team to the next study", () =>
  withWorkers(2, async (team) => {
    const jobs = Array.from({ length: 50 }, (_, i) => ({ multiply: i }));
    const seen: number[] = [];
    await assertRejects(
      () =>
        runAll(team, jobs, {
          onResult: (job) => {
            seen.push(job);
            if (seen.length === 3) throw new Error("enough");
          },
        }),
      Error,
      "enough",
    );
    const results = await runAll(team, jobs, { common: { factor: 5 } });
    assertEquals(results, jobs.map(({ multiply }) => 5 * multiply));
    // What was under way is dropped.
    assertEquals(seen.length, 3);
  }));

Deno.test("runOnTeam() of two studies at once does both", () =>
  withWorkers(2, async (team) => {
    const jobs = Array.from({ length: 9 }, (_, i) => ({ multiply: i }));
    const results = await Promise.all(
      [2, 7].map((factor) => runAll(team, jobs, { common: { factor } })),
    );
    assertEquals(results, [2, 7].map((f) => jobs.map((_, i) => f * i)));
  }));

Deno.test("runOnTeam() waits for a worker that takes its time to load", async () => {
  const module = import.meta.resolve("./_teammate.ts");
  // What comes meanwhile is lost.
  const script = `await new Promise((resolve) => setTimeout(resolve, 300));
    await import("${module}");`;
  await withWorkers(2, async (team) => {
    const jobs = [{ multiply: 1 }, { multiply: 2 }];
    assertEquals(await runAll(team, jobs), [3, 6]);
  }, `data:text/javascript,${encodeURIComponent(script)}`);
});

Deno.test("runOnTeam() says of a worker that does not load why, and nobody else does", async () => {
  // Deno's own workers tell of a missing module now and then a second time.
  const errors = [1, 2].map(() =>
    new ErrorEvent("error", { message: "no such module", cancelable: true })
  );
  const mate = Object.assign(new EventTarget(), {
    postMessage: () =>
      queueMicrotask(() => errors.forEach((one) => mate.dispatchEvent(one))),
  }) as unknown as Worker;
  await assertRejects(
    () =>
      runAll({ size: 1, worker: () => Promise.resolve(mate) }, [{
        multiply: 1,
      }]),
    Error,
    "Cannot have jobs done by a team: its worker 0 must load and call joinTeam(); no such module",
  );
  assertEquals(errors.map(({ defaultPrevented }) => defaultPrevented), [
    true,
    true,
  ]);
});

Deno.test("runOnTeam() throws why a worker is not given, or a job not sent", async () => {
  const none = () => Promise.reject(new Error("no more"));
  await assertRejects(
    () => runAll({ size: 1, worker: none }, [{ multiply: 1 }]),
    Error,
    "no more",
  );
  await withStandIns(1, async (team) => {
    const job = { multiply: 1, by: () => {} };
    await assertRejects(() => runAll(team, [job]), DOMException, "be cloned");
  });
});
