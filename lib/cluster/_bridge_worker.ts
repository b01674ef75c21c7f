// Speaks with bridge.py, while the calling thread waits.

import { linesOf } from "../workers/lines_of.ts";
import type { WorkerScope } from "../workers/scope.ts";

const self = globalThis as unknown as WorkerScope<Errand>;

// This greeting reaches the thread that waits when it waits no more: see runOnCluster.
self.postMessage("here");

/** What the worker is sent. */
export interface Errand {
  /** The Python to run. */
  readonly python: string;
  /** bridge.py's path. */
  readonly script: string;
  /** The first line for it. */
  readonly asked: unknown;
  /** The bytes that follow, in parts. Those in shared memory are not copied to here. */
  readonly data: readonly Uint8Array[];
  /** Jobs by number, the most urgent first, in the words of lib/store/codec.ts. */
  readonly jobs: readonly { readonly job: number; readonly text: string }[];
  /** How many messages have been sent; the calling thread is woken when it changes. */
  readonly sent: Int32Array;
  /** Where they are sent. */
  readonly port: MessagePort;
}

/** What bridge.py says, or how it ended. */
export type Said =
  | { readonly state: State }
  | { readonly results: readonly (readonly [number, number, string])[] }
  | { readonly failed: readonly [number, string] }
  | { readonly died: readonly [number, string] }
  | { readonly error: string }
  | { readonly missing: string }
  | { readonly ended: string };

/** The cluster, as far as it takes part. */
export interface State {
  /** The address of Dask's dashboard, if there is one. */
  readonly dashboard: string | null;
  /** How many workers were admitted, and how many jobs they do at a time. */
  readonly workers: number;
  readonly slots: number;
}

/** How many jobs are written at a time, and how many bytes. */
const JOBS = 1000, BYTES = 2 ** 24;

self.onmessage = async ({ data: errand }) => {
  const { python, script, sent, port } = errand;
  const send = (said: Said) => {
    port.postMessage(said);
    Atomics.add(sent, 0, 1);
    Atomics.notify(sent, 0);
  };
  try {
    const bridge = new Deno.Command(python, {
      args: ["-u", script],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const [, , errors] = await Promise.all([
      tell(bridge.stdin, errand).catch(() => {}), // it ended: its output says why
      listen(bridge.stdout, send),
      new Response(bridge.stderr).text(),
    ]);
    const { code } = await bridge.status;
    send({ ended: `${python} ended with code ${code}: ${errors.trim()}` });
  } catch (error) {
    send({
      ended: `${
        (error as Error).message
      }; WEIGHTLAB_PYTHON may name another Python`,
    });
  }
};

/** Says what is to be done. The pipe stays open: its end tells the bridge to give up. */
async function tell(
  stdin: WritableStream<Uint8Array<ArrayBuffer>>,
  { asked, data, jobs }: Errand,
): Promise<void> {
  const encoder = new TextEncoder();
  const writer = stdin.getWriter();
  const lines = (all: readonly unknown[]) =>
    encoder.encode(all.map((one) => JSON.stringify(one) + "\n").join(""));
  await writer.write(lines([asked]));
  for (const part of data) {
    for (let i = 0; i < part.length; i += BYTES) {
      // A copy: what is written must lie in memory that nobody shares.
      await writer.write(new Uint8Array(part.subarray(i, i + BYTES)));
    }
  }
  for (let i = 0; i < jobs.length; i += JOBS) {
    await writer.write(lines(jobs.slice(i, i + JOBS)));
  }
  await writer.write(lines([{ end: true }]));
}

async function listen(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
  send: (said: Said) => void,
): Promise<void> {
  for await (const line of linesOf(stdout)) {
    // Anything else was printed by what Python has loaded.
    if (line.startsWith("{")) send(JSON.parse(line));
  }
}
