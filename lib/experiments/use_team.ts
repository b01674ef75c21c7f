import { count, functionOf, readOptions } from "../check/options.ts";
import type { Team } from "../workers/team.ts";

export type { Team, Teammate } from "../workers/team.ts";

let inUse: Team | undefined;

/** The team in use, if there is one. */
export function teamInUse(): Team | undefined {
  return inUse;
}

/**
 * Has networks trained by workers that the caller starts: in a page, where the library starts
 * none, and wherever sweeps are not to block the thread that asks for them.
 *
 * From now on `trainAll` and the sweeps train on the team, to the same bits: on all of it, or
 * on as many as their `workers` says; `workers: 1` still trains on the calling thread. Their
 * promises are then settled when the team is done. A worker is a module that calls
 * {@linkcode joinTeam}. The library ends none: whoever terminates one that trains gets no
 * results from it. What a worker trains when another's network fails is trained to its end.
 *
 * @param team `size`: how many workers there are; 0: everything is trained on the calling
 * thread. `worker`: gives one by its number, from 0 to `size` - 1, or a promise of it: a
 * `Worker`, or a `MessagePort` that leads to one. It is asked again each time, and must give
 * the same. Without a team: as if there had been none.
 * @throws {RangeError} if `size` is not a whole number from 0 up.
 * @throws {TypeError} if something is of another kind, or the team has another property.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { joinTeam, useTeam, weightScaleSweep } from "weightlab/experiments";
 * import { assertEquals } from "@std/assert";
 *
 * // In a page: new Worker("worker.js", { type: "module" }), a module that calls joinTeam().
 * const channels = [new MessageChannel(), new MessageChannel()];
 * for (const { port2 } of channels) joinTeam(port2);
 * useTeam({ size: 2, worker: (i) => channels[i].port1 });
 * const train = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const runs = await weightScaleSweep({ stds: [0.5], train, batchSize: 2, epochs: 3 });
 * assertEquals(runs.map(({ batchNorm }) => batchNorm), [false, true]);
 *
 * useTeam();
 * for (const { port1 } of channels) port1.close();
 * ```
 */
export function useTeam(team?: Team): void {
  inUse = team && readOptions("use a team", team, {
    size: count(0),
    worker: functionOf<Team["worker"]>(),
  }, "team");
}
