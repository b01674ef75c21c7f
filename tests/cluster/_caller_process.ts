// Who asks a cluster to do the tests' jobs.

import { decode } from "../../lib/store/codec.ts";
import { setUpCluster } from "../../notebooks/_jupyter/set_up/set_up_cluster.ts";
import { buildRunner } from "./_build_runner.ts";
import type { Job } from "./_jobs.ts";

await setUpCluster();
const RUNNER = await buildRunner();

/** A caller in a process of its own, and what it has printed. */
export class Caller {
  readonly process: Deno.ChildProcess;
  readonly #read: Promise<void>;
  done = 0;
  results?: unknown;
  error?: string;

  megabytes?: number;

  constructor(
    address: string,
    jobs: readonly Job[] | { count: number },
    more: object = {},
    env: Record<string, string> = {},
  ) {
    const asked = { address, runner: RUNNER, jobs, ...more };
    this.process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        `${import.meta.dirname}/_caller.ts`,
        JSON.stringify(asked),
      ],
      env,
      stdout: "piped",
    }).spawn();
    this.#read = this.#hear();
  }

  async #hear(): Promise<void> {
    let rest = "";
    const texts = this.process.stdout.pipeThrough(new TextDecoderStream());
    for await (const text of texts) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        const { results, ...said } = JSON.parse(line);
        Object.assign(this, said, results && { results: decode(results) });
      }
    }
  }

  /** When it has ended. */
  async ended(): Promise<this> {
    await this.#read;
    await this.process.status;
    return this;
  }
}

/** 0, 1, ... */
export const numbers = (count: number) =>
  Array.from({ length: count }, (_, i) => i);

/** Jobs that give those, after so long. */
export const jobsOf = (count: number, ms: number): Job[] =>
  numbers(count).map((gives) => ({ gives, ms }));
