import { type Line, serveTeam } from "../workers/serve_team.ts";
import { kindOf } from "../check/kind_of.ts";
import { run } from "./plan_run.ts";

/**
 * Trains networks for the thread that has this worker in its team: see {@linkcode useTeam}.
 *
 * Messages of the worker's own may come by the same way: what is not the team's is passed over.
 *
 * @param port Where it is asked from. Default: the worker's own scope, for who started it.
 * @throws {TypeError} if that is no `MessagePort`, or there is none and this is no worker.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { joinTeam, trainAll, useTeam } from "weightlab/experiments";
 * import { assertEquals } from "@std/assert";
 *
 * // Both ends in one thread, which a worker would have one of.
 * const { port1, port2 } = new MessageChannel();
 * joinTeam(port2);
 * useTeam({ size: 1, worker: () => port1 });
 * const train = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const [run] = await trainAll([{
 *   ...{ hidden: [8], activation: "tanh", init: "he" },
 *   ...{ optimizer: { name: "SGD", lr: 1 }, batchSize: 2, updates: 50 },
 *   ...{ weightSeed: "weights", batchSeed: "batches" },
 * }], { train });
 * assertEquals(run.trainAccuracy, 1);
 * useTeam();
 * port1.close();
 * ```
 */
export function joinTeam(port?: MessagePort): void {
  if (port === undefined && !("WorkerGlobalScope" in globalThis)) {
    throw new TypeError(
      "Cannot join a team: it must be called in a worker, or given a MessagePort, got neither",
    );
  }
  const line = port ?? globalThis as unknown as Line;
  if (typeof Object(line).postMessage !== "function") {
    throw new TypeError(
      `Cannot join a team: port must be a MessagePort, got ${kindOf(port)}`,
    );
  }
  serveTeam(run, line);
}
