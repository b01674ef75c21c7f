// `deno task cluster` against the real Dask. Needs Python, so its name keeps it out of a
// plain `deno test`: `deno task test:cluster` names it.

import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { ROOT } from "../../notebooks/_jupyter/project.ts";
import { setUpCluster } from "../../notebooks/_jupyter/set_up/set_up_cluster.ts";

const HERE = import.meta.dirname!;

/** A cluster that somebody has started, and what they see. */
interface Started {
  /** The process that was started. */
  readonly pid: number;
  readonly address: string;
  readonly dashboard: string;
  /** Types into its terminal. */
  readonly types: (text: string) => Promise<void>;
  /** Closes its terminal. */
  readonly closes: () => Promise<void>;
  /** Waits until it has ended, and gives what was seen. */
  readonly ends: () => Promise<string>;
}

/** Types `deno task cluster` in a terminal, or starts it without one. */
async function start(
  inTerminal: boolean,
  ...options: string[]
): Promise<Started> {
  const { python } = await setUpCluster();
  const cluster = [Deno.execPath(), "task", "cluster", ...options];
  const [program, ...args] = inTerminal
    ? [python, join(HERE, "_terminal.py"), ...cluster]
    : cluster;
  const child = new Deno.Command(program, {
    args,
    ...{ cwd: ROOT, stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  const stdin = child.stdin.getWriter();
  let seen = "";
  const isThere = Promise.withResolvers<void>();
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      seen += text;
      if (/The log is /.test(seen)) isThere.resolve();
    }
  };
  const ended = Promise.all([
    ...[child.status, read(child.stdout), read(child.stderr)],
  ]);
  await Promise.race([isThere.promise, ended]);
  const [, address] = seen.match(/workers: "(tcp:\S+)"/) ?? [];
  const [, dashboard] = seen.match(/dashboard: (http:\S+)/) ?? [];
  assert(address && dashboard, seen);
  return {
    ...{ address, dashboard },
    pid: inTerminal ? Number(seen.split(/\r?\n/)[0]) : child.pid,
    types: (text) => stdin.write(new TextEncoder().encode(text)),
    closes: () => stdin.close(),
    ends: async () => {
      await ended;
      await stdin.close().catch(() => {});
      return seen;
    },
  };
}

/** What the Python beside this says. */
async function ask<T>(args: string[], text = ""): Promise<T> {
  const { python } = await setUpCluster();
  const child = new Deno.Command(python, {
    args: [join(HERE, "_cluster_processes.py"), ...args],
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  const said = decoder.decode(stdout);
  assert(said !== "", decoder.decode(stderr));
  return JSON.parse(said);
}

type Process = readonly [pid: number, created: number];

/** The cluster's processes, each worker at work in a program that it has started. */
const atWork = ({ address, pid }: Started) =>
  ask<{ threads: number[]; processes: Process[]; listens: string[] }>(
    [address, `${pid}`],
  );

/** Waits until none of the processes is left. */
async function assertNoneLeft(processes: readonly Process[]): Promise<void> {
  const text = JSON.stringify(processes);
  let left: string[] = [];
  for (let i = 0; i < 20; i++) {
    left = await ask(["left"], text);
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  assertEquals(left, []);
}

/** The child of a process. */
async function childOf(pid: number): Promise<number> {
  const path = `/proc/${pid}/task/${pid}/children`;
  return Number((await Deno.readTextFile(path)).split(" ")[0]);
}

const endings: readonly {
  readonly name: string;
  readonly inTerminal: boolean;
  readonly end: (cluster: Started) => unknown;
  /** Whether it is there to say so. */
  readonly says?: boolean;
}[] = [
  {
    name: "Ctrl-C",
    inTerminal: true,
    end: ({ types }) => types("\x03"),
    says: true,
  },
  {
    name: "its terminal's end",
    inTerminal: true,
    end: ({ closes }) => closes(),
  },
  {
    name: "SIGTERM",
    inTerminal: false,
    end: ({ pid }) => Deno.kill(pid, "SIGTERM"),
    says: true,
  },
  {
    name: "SIGKILL of what started it",
    inTerminal: false,
    end: async ({ pid }) => Deno.kill(await childOf(pid), "SIGKILL"),
  },
];

for (const { name, inTerminal, end, says = false } of endings) {
  Deno.test({
    name: `deno task cluster: ${name} ends every process, those of jobs too`,
    ignore: Deno.build.os !== "linux",
    fn: async () => {
      const cluster = await start(inTerminal, "--workers", "2");
      const { threads, processes, listens } = await atWork(cluster);
      assertEquals(threads, [1, 1]);
      assertEquals(listens, ["127.0.0.1"]);
      await end(cluster);
      await assertNoneLeft(processes);
      const seen = await cluster.ends();
      if (says) assertStringIncludes(seen, "The cluster has ended.");
    },
  });
}

Deno.test("deno task cluster: two have ports of their own, and a dashboard each", async () => {
  const [one, other] = [
    await start(false, "--workers=1"),
    await start(false, "--workers=1"),
  ];
  try {
    const places = [one, other].flatMap(({ address, dashboard }) => [
      new URL(address.replace("tcp", "http")).port,
      new URL(dashboard).port,
    ]);
    assertEquals(new Set(places).size, 4);
    for (const { dashboard } of [one, other]) {
      const response = await fetch(dashboard);
      assertEquals(response.status, 200);
      assertStringIncludes(await response.text(), "Bokeh.safely"); // a figure
    }
  } finally {
    for (const { pid } of [one, other]) Deno.kill(pid, "SIGTERM");
    await Promise.all([one.ends(), other.ends()]);
  }
});

Deno.test("deno task cluster: an occupied port is said, and what to do", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "cluster", "--dashboard-port", `${port}`],
    cwd: ROOT,
  }).output();
  assertEquals(code, 1);
  assertMatch(
    new TextDecoder().decode(stderr),
    /^Cannot use port \d+: another program occupies it\. Name another one, or leave out --dashboard-port to take the first free one\.\n$/,
  );
});
