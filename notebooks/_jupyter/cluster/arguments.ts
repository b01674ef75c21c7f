import { choosePort, portIsFree } from "../lab/port.ts";
import { Failure } from "../terminal/failure.ts";
import { option } from "../terminal/option.ts";
import type { ClusterOptions } from "./local_cluster.ts";

/** Dask's customary ports, the first that are tried. */
export const SCHEDULER_PORT = 8786;
const DASHBOARD_PORT = 8787;

const FLAGS = ["--workers", "--port", "--dashboard-port"];

/**
 * What a command's arguments ask for, and else: a worker a core, and Dask's customary ports
 * or the first free ones after them.
 *
 * @param cores How many there are.
 * @throws {Failure} if there is another argument, or one is not what it must be.
 */
export function readArguments(
  args: readonly string[],
  cores: number,
  isFree: (port: number) => boolean = portIsFree,
): ClusterOptions {
  for (let i = 0; i < args.length; i++) {
    const [flag] = args[i].split("=", 1);
    if (!FLAGS.includes(flag)) {
      throw new Failure(
        `Cannot start a cluster with ${
          args[i]
        }: there are --workers n, --port n and --dashboard-port n.`,
      );
    }
    if (args[i] !== flag) continue;
    if (++i === args.length) {
      throw new Failure(
        `Cannot start a cluster with ${flag} alone: a number must follow it, as in ${flag} ${
          flag === "--workers" ? 2 : SCHEDULER_PORT
        }.`,
      );
    }
  }
  const port = choosePort(option(args, "--port"), isFree, {
    first: SCHEDULER_PORT,
  });
  const dashboardPort = choosePort(
    option(args, "--dashboard-port"),
    (other) => other !== port && isFree(other),
    { first: DASHBOARD_PORT, flag: "--dashboard-port" },
  );
  return {
    workers: readWorkers(option(args, "--workers"), cores),
    port,
    dashboardPort,
  };
}

function readWorkers(asked: string | undefined, cores: number): number {
  const workers = asked === undefined ? cores : Number(asked);
  if (!Number.isInteger(workers) || workers < 1) {
    throw new Failure(
      `Cannot start ${
        asked || "no"
      } workers: --workers must be a whole number from 1 on; this machine has ${cores} cores.`,
    );
  }
  return workers;
}
