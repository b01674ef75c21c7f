import { join } from "node:path";
import { makeLogFile } from "../lab/log_file.ts";
import { JUPYTER } from "../project.ts";
import type { ClusterVenv } from "../set_up/set_up_cluster.ts";
import { readLines } from "../terminal/child.ts";

/** What a cluster is to be. */
export interface ClusterOptions {
  readonly workers: number;
  /** The scheduler's port. */
  readonly port: number;
  readonly dashboardPort: number;
}

/** Where a cluster is. */
export interface Addresses {
  /** The scheduler: "tcp://127.0.0.1:8786". */
  readonly address: string;
  /** Dask's dashboard, a page. */
  readonly dashboard: string;
}

/** A cluster that was started. */
export interface LocalCluster {
  /** The file with what it says. */
  readonly log: string;
  /** Where it is, when all of its workers are there; undefined if it ended instead. */
  readonly started: Promise<Addresses | undefined>;
  /** Asks it to end, with all of its processes: it has three seconds. */
  readonly stop: () => void;
  /** Ends all of its processes at once. */
  readonly kill: () => void;
  /** Settles once it has ended, and nothing of it is left. */
  readonly ended: Promise<void>;
}

/** Starts a scheduler and workers, on loopback alone. */
export async function startCluster(
  { dir, python }: ClusterVenv,
  { workers, port, dashboardPort }: ClusterOptions,
): Promise<LocalCluster> {
  const log = await makeLogFile(join(dir, "logs"), "cluster");
  const child = new Deno.Command(python, {
    args: [
      join(JUPYTER, "cluster", "cluster.py"),
      ...[workers, port, dashboardPort].map(String),
    ],
    env: { PYTHONUTF8: "1" },
    // It ends when this does, even if this process is killed.
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    // A terminal's Ctrl-C goes to its whole group: workers are to be ended by their cluster.
    detached: Deno.build.os !== "windows",
  }).spawn();
  const logged = (async () => {
    for await (const chunk of child.stderr) await log.file.write(chunk);
    log.file.close();
  })();

  const started = Promise.withResolvers<Addresses | undefined>();
  const said = readLines(child.stdout, (line) => {
    if (line.startsWith('{"address":')) started.resolve(JSON.parse(line));
  });
  const kill = () => {
    try {
      // All of its group, which jobs are in too.
      if (Deno.build.os === "windows") child.kill("SIGKILL");
      else Deno.kill(-child.pid, "SIGKILL");
    } catch {
      // They have ended already.
    }
  };
  const ended = child.status.then(async () => {
    kill();
    // A job that has left the group would hold the pipes open.
    await Promise.race([Promise.all([logged, said]), pause(1000)]);
    started.resolve(undefined);
  });
  return {
    log: log.path,
    started: started.promise,
    stop: () => void child.stdin.close().catch(() => {}),
    kill,
    ended,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
