import { assertEquals } from "@std/assert";
import { type Line, serveTeam } from "../../lib/workers/serve_team.ts";
import type { Done, Failed } from "../../lib/workers/team.ts";

Deno.test("serveTeam() does what it is asked with what the study has, and passes over the rest", async () => {
  const { port1, port2 } = new MessageChannel();
  serveTeam(
    (job: number, common: number | undefined) => [job, common],
    port2 as Line,
  );
  const answers: { ms?: number }[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  port1.onmessage = ({ data }) => {
    answers.push(data);
    if (answers.length === 5) resolve();
  };
  for (
    const message of [
      "words",
      null,
      { weightlab: "done", study: 1 },
      { weightlab: "call" },
      { weightlab: "begin", study: 1, common: 10 },
      { weightlab: "begin", study: 2, common: 20 },
      { weightlab: "do", study: 1, job: 5 },
      { weightlab: "end", study: 1 },
      { weightlab: "do", study: 2, job: 6 },
      { weightlab: "do", study: 1, job: 7 },
    ]
  ) port1.postMessage(message);
  await promise;
  port1.close();
  for (const answer of answers) if ("ms" in answer) delete answer.ms;
  assertEquals(answers as unknown[], [
    { weightlab: "here" },
    { weightlab: "here" },
    { weightlab: "done", study: 1, result: [5, 10] },
    { weightlab: "done", study: 2, result: [6, 20] },
    { weightlab: "done", study: 1, result: [7, undefined] },
  ]);
});

Deno.test("serveTeam() answers what a job threw, and goes on", async () => {
  const { port1, port2 } = new MessageChannel();
  serveTeam((job: number) => {
    if (job === 0) throw Object.assign(new RangeError("zero"), { f() {} });
    return job;
  }, port2 as Line);
  const answers: { ms?: number }[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  port1.onmessage = ({ data }) => {
    answers.push(data);
    if (answers.length === 3) resolve();
  };
  for (const job of [0, 1]) {
    port1.postMessage({ weightlab: "do", study: 1, job });
  }
  await promise;
  port1.close();
  const [, failed, done] = answers as [unknown, Failed, Done];
  assertEquals((failed.error as Error).name, "RangeError");
  assertEquals((failed.error as Error).message, "zero");
  assertEquals(done.result, 1);
});
