// A Dask cluster of this machine's own, whose parts can be killed.

import { findPython } from "../../lib/cluster/_find_python.ts";

/** A process of the cluster, and what it has said. */
interface Part {
  readonly process: Deno.ChildProcess;
  readonly log: string;
}

export interface ClusterOptions {
  /** How many workers begin with it. Default: 2. */
  readonly workers?: number;
  /** Environment variables of scheduler and workers. */
  readonly env?: Record<string, string>;
  /** "tls" with certificates in the environment's configuration. Default: "tcp". */
  readonly protocol?: "tcp" | "tls";
}

/** Scheduler and workers on loopback, of one thread each, until it is disposed of. */
export class LocalCluster implements AsyncDisposable {
  readonly #folder: string;
  readonly #port: number;
  readonly #options: ClusterOptions;
  readonly #workers: Part[] = [];
  #scheduler?: Part;
  #begun = 0;

  private constructor(folder: string, port: number, options: ClusterOptions) {
    this.#folder = folder;
    this.#port = port;
    this.#options = options;
  }

  static async start(options: ClusterOptions = {}): Promise<LocalCluster> {
    const folder = await Deno.makeTempDir({ prefix: "weightlab-cluster-" });
    const cluster = new LocalCluster(folder, freePort(), options);
    await cluster.startScheduler();
    const { workers = 2 } = options;
    await Promise.all(
      Array.from({ length: workers }, () => cluster.addWorker()),
    );
    return cluster;
  }

  get address(): string {
    return `${this.#options.protocol ?? "tcp"}://127.0.0.1:${this.#port}`;
  }

  async startScheduler(): Promise<void> {
    this.#scheduler = await this.#begin("scheduler", [
      ...["scheduler", "--host", this.address.replace(/:\d+$/, "")],
      ...["--port", `${this.#port}`, "--no-dashboard"],
    ], /Scheduler at/);
  }

  /** A worker under a nanny, which starts it again when it is killed. */
  async addWorker(
    env: Record<string, string> = {},
    more: readonly string[] = [],
  ): Promise<number> {
    const part = await this.#begin(
      `worker-${this.#begun++}`,
      [
        ...["worker", this.address, "--nthreads", "1", "--no-dashboard"],
        ...["--host", this.address.replace(/:\d+$/, "").replace(/^tcp:../, "")],
        ...["--local-directory", this.#folder, ...more],
      ],
      /Registered to/,
      env,
    );
    this.#workers.push(part);
    return this.#workers.length - 1;
  }

  /** The process ids of a worker: its nanny's, its own, and its runners'. */
  pids(worker: number): { nanny: number; worker: number; runners: number[] } {
    const nanny = this.#workers[worker].process.pid;
    const own = childrenOf(nanny).find((pid) =>
      /spawn_main/.test(command(pid))
    );
    if (own === undefined) throw new Error("The worker is not there");
    const runners = childrenOf(own).filter((pid) =>
      /runner\.js/.test(command(pid))
    );
    return { nanny, worker: own, runners };
  }

  get schedulerPid(): number {
    return this.#scheduler!.process.pid;
  }

  /** What a worker has said. */
  log(worker: number): Promise<string> {
    return Deno.readTextFile(this.#workers[worker].log);
  }

  async #begin(
    name: string,
    args: readonly string[],
    begun: RegExp,
    env: Record<string, string> = {},
  ): Promise<Part> {
    const log = `${this.#folder}/${name}.log`;
    const process = new Deno.Command("sh", {
      args: [
        "-c",
        'exec "$@" >"$0" 2>&1',
        log,
        findPython(),
        "-m",
        "dask",
        ...args,
      ],
      env: { ...this.#options.env, ...env },
      cwd: this.#folder,
    }).spawn();
    await until(`${name} begins`, async () => {
      const text = await Deno.readTextFile(log).catch(() => "");
      return begun.test(text);
    });
    return { process, log };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const parts = [
      ...this.#workers,
      ...this.#scheduler ? [this.#scheduler] : [],
    ];
    for (const { process } of parts) {
      for (const pid of [...descendantsOf(process.pid), process.pid]) kill(pid);
      await process.status;
    }
    await Deno.remove(this.#folder, { recursive: true });
  }
}

/** Waits until something is so, a minute at most. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  seconds = 60,
): Promise<void> {
  const deadline = Date.now() + 1000 * seconds;
  while (!await isSo()) {
    if (Date.now() > deadline) {
      throw new Error(`Not within ${seconds} s: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ends a process, if it is there. */
export function kill(pid: number, signal: Deno.Signal = "SIGKILL"): void {
  try {
    Deno.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

export function isAlive(pid: number): boolean {
  // A zombie is as dead.
  return command(pid) !== "";
}

function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [...descendantsOf(child), child]);
}

function childrenOf(pid: number): number[] {
  return [...Deno.readDirSync("/proc")].flatMap(({ name }) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = Deno.readTextFileSync(`/proc/${name}/stat`);
      const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
      return Number(parent) === pid ? [Number(name)] : [];
    } catch {
      return []; // it has ended meanwhile
    }
  });
}

function command(pid: number): string {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  } catch {
    return "";
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}
