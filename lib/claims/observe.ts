import {
  anything,
  count,
  functionOf,
  readOptions,
  text,
} from "../check/options.ts";
import type { Data } from "../datasets/data.ts";
import { interruptible } from "../notebook/interruptible.ts";
import type { Claim, Digits, Experiment, Observation } from "./claim.ts";
import { experimentsFor } from "./_experiments_for.ts";
import type { Observations } from "./examine.ts";

/** How {@linkcode observe} runs experiments. */
export interface ObserveOptions {
  /** How many runs of each experiment. Default: as many as the ledger takes. */
  readonly runs?: number;
  /** What the seeds begin with: "judge", the default, gives "judge 1", "judge 2", ... */
  readonly seed?: string;
  /** Called before the first run and after each. */
  readonly onProgress?: (progress: {
    /** Runs that were made. */
    done: number;
    /** Runs in all. */
    total: number;
  }) => void;
}

/**
 * Runs the experiments of claims, each once even if several claims share it.
 *
 * @param claims The claims.
 * @param digits What the experiments train on, if they do.
 * @param options How often, with which seeds. Those that judge the ledger's claims begin
 * with "judge"; those on which conditions were chosen with "scatter".
 * @returns The observations, by the experiment's name.
 * @throws {RangeError} if `runs` is below 1, or two experiments have one name.
 * @throws {TypeError} if an argument is of another kind, or an option has another name.
 * @throws {Error} "Interrupted", if a notebook's kernel was interrupted meanwhile.
 * @throws What an experiment throws.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { claims, observe } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * const none = { x: new Matrix(0, 784), t: new Uint8Array(0) };
 * const digits = { train: none, test: none };
 * const observations = await observe([claims[5]], digits, { runs: 2 });
 * assertEquals(observations["Xavier's fans"].length, 2);
 * ```
 */
export async function observe(
  claims: readonly Claim[],
  digits: Digits,
  options: ObserveOptions = {},
): Promise<Observations> {
  const doing = "observe claims";
  // What experiments hold to their kinds, if they take them.
  readOptions(doing, digits, {
    train: anything<Data>(),
    test: anything<Data>(),
    workers: anything<number>().optional,
  }, "digits");
  const { runs, seed, onProgress } = readOptions(doing, options, {
    runs: count().optional,
    seed: text().or("judge"),
    onProgress:
      functionOf<NonNullable<ObserveOptions["onProgress"]>>().optional,
  });
  const experiments = experimentsFor(doing, claims);
  const total = experiments.reduce((sum, e) => sum + (runs ?? e.runs), 0);
  return await interruptible(function* () {
    let done = 0;
    onProgress?.({ done, total });
    const observations: [string, Observation[]][] = [];
    for (const experiment of experiments) {
      const all: Observation[] = [];
      observations.push([experiment.name, all]);
      for (let k = 1; k <= (runs ?? experiment.runs); k++) {
        all.push(yield experiment.run(`${seed} ${k}`, digits));
        onProgress?.({ done: ++done, total });
      }
    }
    // Any name is a key of its own in an object that is made so, "__proto__" too.
    return Object.fromEntries(observations);
  });
}

/**
 * The experiments that claims rest on, each once, in the order of the claims.
 *
 * @param claims The claims.
 * @throws {RangeError} if two experiments have one name, under which the observations of
 * only one could be filed.
 *
 * @example
 * ```ts
 * import { claims, experimentsOf } from "weightlab/claims";
 * import { assertEquals } from "@std/assert";
 *
 * const [panels] = experimentsOf([claims[11], claims[12]]);
 * assertEquals(panels.name, "panels");
 * ```
 */
export function experimentsOf(claims: readonly Claim[]): Experiment[] {
  return experimentsFor("list experiments", claims);
}
