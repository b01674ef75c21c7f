import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { runOnCluster } from "../../lib/cluster/run_on_cluster.ts";
import { encode } from "../../lib/store/codec.ts";

// Without Dask: in place of Python a script that says what bridge.py might.

interface Job {
  readonly name: string;
}
const CODE = () => ({
  ...{ runner: new URL("file:///runner.js"), files: [], golden: "0" },
});
const JOBS: readonly Job[] = [{ name: "a" }, { name: "b" }, { name: "c" }];

/** What becomes of the jobs when the bridge says these lines, and then ends or waits. */
function heard(
  lines: readonly unknown[],
  { order, ends = false, onProgress }: {
    order?: readonly number[];
    ends?: boolean;
    onProgress?: (at: object) => void;
  } = {},
) {
  const python = Deno.makeTempFileSync();
  const said = lines.map((line) => JSON.stringify(line)).join("\n");
  Deno.writeTextFileSync(
    python,
    `#!/bin/sh\ncat <<'END'\n${said}\nEND\n${
      ends ? "echo 'it says why' >&2; exit 3" : "cat >/dev/null"
    }\n`,
  );
  Deno.chmodSync(python, 0o755);
  Deno.env.set("WEIGHTLAB_PYTHON", python);
  const taken: unknown[] = [];
  try {
    const results = runOnCluster<Job, null, unknown>(
      CODE,
      ...[JOBS, null] as const,
      {
        ...{ address: "tcp://127.0.0.1:1", order, onProgress },
        onResult: (...result) => taken.push(result),
      },
    );
    return { results, taken };
  } finally {
    Deno.env.delete("WEIGHTLAB_PYTHON");
  }
}

const result = (job: number, value: unknown) => [job, 12.5, encode(value)];

Deno.test("runOnCluster() gives the results at their jobs' places, and each as it comes", () => {
  const { results, taken } = heard([
    { results: [result(2, -0), result(0, NaN)] },
    { results: [result(1, { x: Infinity })] },
  ]);
  assertEquals(results, [NaN, { x: Infinity }, -0]);
  assertEquals(taken, [[2, -0, 12.5], [0, NaN, 12.5], [
    1,
    { x: Infinity },
    12.5,
  ]]);
});

Deno.test("runOnCluster() waits for the jobs of its order alone", () => {
  const progress: object[] = [];
  const { results } = heard([
    { state: { dashboard: "http://d", workers: 1, slots: 1 } },
    { results: [result(1, "b")] },
  ], { order: [1], onProgress: (at) => progress.push(at) });
  assertEquals(results, [, "b", ,]);
  assertEquals(progress, [
    { done: 0, total: 1, dashboard: "http://d" },
    { done: 1, total: 1, dashboard: "http://d" },
  ]);
});

Deno.test("runOnCluster() takes a result that comes twice once", () => {
  const { taken } = heard([
    { results: [result(0, 1), result(0, 1), result(1, 2)] },
    { results: [result(2, 3)] },
  ]);
  assertEquals(taken.length, 3);
});

Deno.test("runOnCluster() throws what a job threw, of its kind and with its name", () => {
  const thrown = {
    name: "TypeError",
    message: "It is odd",
    stack: "TypeError: It is odd\n at x",
  };
  const error = assertThrows(
    () => heard([{ failed: [1, encode(thrown)] }]),
    TypeError,
    'It is odd (job 2 of 3: {"name":"b"})',
  );
  assertMatch(error.stack!, /^TypeError: It is odd \(job 2 of 3.*\n at x$/s);
});

Deno.test("runOnCluster() names a job that no process survives", () => {
  assertThrows(
    () => heard([{ died: [2, "three processes ended with it"] }]),
    Error,
    'Cannot do a job: three processes ended with it (job 3 of 3: {"name":"c"})',
  );
});

Deno.test("runOnCluster() says why it cannot go on", () => {
  assertThrows(
    () => heard([{ error: "the scheduler was lost" }]),
    Error,
    "Cannot go on at tcp://127.0.0.1:1: the scheduler was lost",
  );
  assertThrows(
    () => heard([{ missing: "python3: No module named 'distributed'" }]),
    Error,
    "this Python has no Dask, python3: No module named 'distributed'. \"deno task cluster\" installs it",
  );
  assertThrows(() => heard([], { ends: true }), Error, "code 3: it says why");
  Deno.env.set("WEIGHTLAB_PYTHON", "/no/such/python");
  assertThrows(
    () =>
      runOnCluster(
        CODE,
        ...[JOBS, null, { address: "tcp://127.0.0.1:1" }] as const,
      ),
    Error,
    "'/no/such/python': No such file or directory (os error 2); WEIGHTLAB_PYTHON may name another Python",
  );
  Deno.env.delete("WEIGHTLAB_PYTHON");
});

Deno.test("runOnCluster() of no jobs starts nothing", () => {
  Deno.env.set("WEIGHTLAB_PYTHON", "/no/such/python");
  assertEquals(
    runOnCluster(CODE, [], null, { address: "tcp://127.0.0.1:1" }),
    [],
  );
  Deno.env.delete("WEIGHTLAB_PYTHON");
});

Deno.test("what onProgress throws ends the wait", () => {
  assertThrows(
    () =>
      heard([{ state: { workers: 0, slots: 0 } }], {
        onProgress: () => {
          throw new Error("enough");
        },
      }),
    Error,
    "enough",
  );
});
