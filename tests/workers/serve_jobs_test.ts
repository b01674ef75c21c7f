import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { encode } from "../../lib/store/codec.ts";
import { Child } from "./_child.ts";
import type { Job } from "./_served_jobs.ts";

const MODULE = new URL("./_served_jobs.ts", import.meta.url).href;

/** A runner that has said that it is ready. */
async function ready(): Promise<Child> {
  const child = new Child([MODULE]);
  const line = await child.next();
  // Plain JSON, which others than the codec read.
  assertEquals(line, { ready: { it: "is", $: 0 } });
  return child;
}

Deno.test("serveJobs() says that it is ready, does jobs and ends with stdin", async () => {
  await using child = await ready();
  assertEquals(await child.do(7, { multiply: 2.5 } satisfies Job), 7.5);
  assertEquals(await child.do(7, { multiply: 2 } satisfies Job), 6);
  await child.send(8, { multiply: 1 } satisfies Job);
  const { id, result, ms, ...more } = await child.next() ?? {};
  assertEquals([id, result, more], [8, "3", {}]);
  assert(ms! >= 0);
  await child.closeStdin();
  assertEquals(await child.next(), undefined);
  assertEquals(await child.ended(), { code: 0, stderr: "" });
});

Deno.test("serveJobs() keeps every bit of a job and of a result", async () => {
  await using child = await ready();
  const numbers = [NaN, -0, 0, Infinity, -Infinity, 5e-324, 2 ** 53, 0.1];
  const value = {
    numbers,
    ...{ x: Float64Array.of(NaN, -0, 1 / 3), t: Uint8Array.of(255) },
    ...{ id: 1, error: "none", beat: "\n", ready: "é😀", $: { $: 1 } },
  };
  const given = await child.do(1, { echo: value });
  assertEquals(given, value);
  // assertEquals takes -0 for 0.
  assertEquals(Deno.inspect(given), Deno.inspect(value));
  // More than a pipe holds, in both directions; its characters are cut by pieces.
  const long = { x: new Float64Array(1e5).fill(0.1), text: "é😀".repeat(1e5) };
  assertEquals(encode(await child.do(2, { echo: long })), encode(long));
});

Deno.test("serveJobs() tells an error's name, message and stack, and goes on", async () => {
  await using child = await ready();
  const fails = (job: Job) => child.do(1, job) as Promise<Error>;
  const { name, message, stack } = await fails({ fail: "it\nfailed" });
  assertEquals([name, message], ["RangeError", "it\nfailed"]);
  assertMatch(
    stack!,
    /^RangeError: it\nfailed\n +at run \(file:.*_served_jobs/,
  );
  assertEquals(await fails({ failWith: "a text" }), {
    ...{ name: "Error", message: "a text" },
  });
  assertEquals(await fails({ failWith: "a strange error" }), {
    ...{ name: "1", message: "[object Object]", stack: "2" },
  });
  const refused = await fails({ give: "a function" });
  assertEquals(refused.name, "TypeError");
  assertStringIncludes(refused.message, "value.deep[1]");
  assertEquals(await child.do(2, { multiply: 1 }), 3);
});

Deno.test("serveJobs(): a job that cannot be decoded is that job's error", async () => {
  await using child = await ready();
  await child.sendText('{"id":4,"job":"{"}\n');
  const { id, error } = await child.next() ?? {};
  assertEquals(id, 4);
  assertStringIncludes(error!, "SyntaxError");
  assertEquals(await child.do(5, { multiply: 1 }), 3);
});

for (
  const [line, told] of [
    ["job 7, please", "job 7, please"],
    ["", "nothing"],
    ["null", "null"],
    ['{"id":"7","job":"1"}', '{"id":"7","job":"1"}'],
    ['{"id":7,"job":{}}', '{"id":7,"job":{}}'],
    [`{"id":7,"jobs":"${"x".repeat(100)}"}`, `xxx...`],
  ]
) {
  Deno.test(`serveJobs() ends with a reason where it reads ${told}`, async () => {
    await using child = await ready();
    assertEquals(await child.do(1, { multiply: 1 }), 3);
    await child.sendText(`${line}\n{"id":2,"job":"{}"}\n`);
    assertEquals(await child.next(), undefined);
    const { code, stderr } = await child.ended();
    assertEquals(code, 1);
    const start =
      'SyntaxError: Cannot read line 2 of stdin: it must be {"id":<number>,"job":"<text>"}, got ';
    assertStringIncludes(stderr, start);
    const [got] = stderr.split(start)[1].split("\n");
    assert(got.endsWith(told), got);
  });
}

Deno.test("serveJobs() tells about once a second that a job is alive", async () => {
  await using child = await ready();
  await child.send(3, { aliveFor: 3200 } satisfies Job);
  let beats = 0;
  let line = await child.next();
  for (; line?.beat !== undefined; line = await child.next()) {
    assertEquals(line, { beat: 3 });
    beats++;
  }
  assertEquals([line?.id, line?.result], [3, '"alive"']);
  // Fewer where the machine stands still, never more.
  assert(beats >= 1 && beats <= 3, `${beats} beats`);
});

Deno.test("serveJobs() is heard in the middle of a job", async () => {
  await using child = await ready();
  await child.send(3, { aliveFor: Infinity } satisfies Job);
  assertEquals(await child.next(), { beat: 3 });
  assertEquals(await child.next(), { beat: 3 });
});

Deno.test("serveJobs() ends after the job in the middle of which stdin was closed", async () => {
  await using child = await ready();
  await child.send(3, { aliveFor: 1200 } satisfies Job);
  await child.send(4, { multiply: 1 } satisfies Job);
  // What was cut off is no job.
  await child.sendText('{"id":5,"job":"{}"}');
  await child.closeStdin();
  assertEquals(await child.next(), { beat: 3 });
  assertEquals((await child.next())?.id, 3);
  // It had been asked for.
  assertEquals((await child.next())?.id, 4);
  assertEquals(await child.next(), undefined);
  assertEquals(await child.ended(), { code: 0, stderr: "" });
});

Deno.test("serveJobs() ends in the middle of a job if nobody reads its lines", async () => {
  await using child = await ready();
  await child.send(3, { aliveFor: Infinity } satisfies Job);
  await child.closeStdout();
  const { code, stderr } = await child.ended();
  assertEquals(code, 1);
  assertStringIncludes(stderr, "BrokenPipe");
});

Deno.test("serveJobs(): what a job says goes to stderr", async () => {
  await using child = await ready();
  const text = '{"id":1,"result":"2"}';
  assertEquals(await child.do(1, { say: text } satisfies Job), text);
  assertEquals(await child.do(2, { multiply: 1 }), 3);
  await child.closeStdin();
  const { code, stderr } = await child.ended();
  assertEquals(code, 0);
  assertEquals(stderr.split(text).length - 1, 8);
});

Deno.test("serveJobs() does a thousand jobs one after the other", async () => {
  await using child = await ready();
  for (let i = 0; i < 200; i++) await child.do(i, { multiply: i });
  const begun = performance.now();
  for (let i = 0; i < 1000; i++) {
    assertEquals(await child.do(i, { multiply: i }), 3 * i);
  }
  const each = (performance.now() - begun) / 1000;
  console.error(`serveJobs(): ${each.toFixed(3)} ms a job, there and back`);
});
