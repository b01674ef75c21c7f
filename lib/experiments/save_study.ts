import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  unlinkSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Data } from "../datasets/data.ts";
import { checkPermissions } from "../check/permission.ts";
import { checkText } from "../check/kinds.ts";
import { readOptions } from "../check/options.ts";
import { checkBatch } from "../matrix/check_matrix.ts";
import { inTask } from "../notebook/interruptible.ts";
import { encode, packedParts } from "../store/codec.ts";
import { writeAll } from "../store/write_all.ts";
import { sharedExamples } from "./_engine.ts";
import { runnerCode } from "./_runner_code.ts";
import { checkedPlans, jobsOf, keysOf } from "./_study.ts";
import { EXAMPLES } from "./_team.ts";
import type { TrainPlan } from "./plan.ts";

/** What the networks of a saved study learn from. */
export interface SaveStudyOptions {
  /** What the networks learn from. */
  readonly train: Data;
  /** Held-out examples, if the accuracy over them is wanted too. */
  readonly test?: Data;
}

/**
 * Writes a folder with which any machine that has Deno can train a part of the networks of
 * plans: a Slurm array, an indexed Job of Kubernetes, two laptops. Neither this library nor a
 * network is needed there:
 *
 * ```sh
 * deno run -A study/runner.js --shard 3/16
 * ```
 *
 * trains the 3rd, 19th, 35th, ... network, on one core, and appends each result to
 * `study/3-of-16.jsonl`, or to what `--store` names. It skips those that lie there, so the same
 * command goes on after whatever ended it. In a Slurm array of `--array=1-16` it is
 * `--shard $SLURM_ARRAY_TASK_ID/16`, in an indexed Job
 * `--shard $((JOB_COMPLETION_INDEX + 1))/16`. Then
 *
 * ```sh
 * cat study/*.jsonl > study.jsonl
 * ```
 *
 * has the results of all, and `trainAll(plans, { train, test, store: "study.jsonl" })` gives
 * their runs without training one. Results have the bits that `trainAll` gives here: a machine
 * whose arithmetic gives others refuses.
 *
 * @param folder Its path, made if there is none. Results that lie there stay.
 * @param plans One a network.
 * @param options What all of them learn from.
 * @throws {RangeError} as `trainAll` does; the promise rejects.
 * @throws {TypeError} as `trainAll` does.
 * @throws {Error} if the folder cannot be written to.
 * @throws {Deno.errors.NotCapable} without the permissions to read the library's files and to
 * write the folder.
 *
 * @example
 * ```ts
 * import { Matrix } from "weightlab";
 * import { saveStudy, trainAll, type TrainPlan } from "weightlab/experiments";
 * import { assertEquals } from "@std/assert";
 *
 * const train = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };
 * const plans = [1, 2, 3].map((weightSeed): TrainPlan => ({
 *   ...{ hidden: [4], activation: "tanh", init: "he" },
 *   ...{ optimizer: { name: "SGD", lr: 0.1 }, batchSize: 2, updates: 5 },
 *   ...{ weightSeed, batchSeed: "b" },
 * }));
 * const folder = await Deno.makeTempDir();
 * await saveStudy(folder, plans, { train });
 * // The second of two machines has the second network.
 * const { success } = await new Deno.Command(Deno.execPath(), {
 *   args: ["run", "-A", `${folder}/runner.js`, "--shard", "2/2"],
 * }).output();
 * assertEquals(success, true);
 * const done: number[] = [], store = `${folder}/2-of-2.jsonl`;
 * await trainAll(plans, {
 *   ...{ train, workers: 1, store },
 *   onProgress: (progress) => done.push(progress.done),
 * });
 * assertEquals(done, [1, 2, 3]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function saveStudy(
  folder: string,
  plans: readonly TrainPlan[],
  options: SaveStudyOptions,
): Promise<void> {
  return inTask(() => {
    const doing = "save a study";
    checkText(doing, "folder", folder);
    const { train, test } = readOptions(doing, options, {
      train: EXAMPLES,
      test: EXAMPLES.optional,
    });
    if (test) checkBatch(doing, "test.x", test.x, train.x.columns);
    const jobs = jobsOf(checkedPlans(doing, plans));
    checkPermissions(doing, [
      { name: "read", path: new URL("../", import.meta.url) },
      { name: "write", path: folder },
    ]);
    const code = runnerCode(doing);
    const common = sharedExamples({ train, test });
    const keys = keysOf(code, jobs, common);
    try {
      mkdirSync(join(folder, "built"), { recursive: true });
      // Keys of other data or code must not lie beside these, whatever ends this.
      remove(join(folder, "study.json"));
      copyFileSync(code.runner, join(folder, "runner.js"));
      for (const file of code.files) {
        const name = file.pathname.slice(file.pathname.lastIndexOf("/") + 1);
        copyFileSync(fileURLToPath(file), join(folder, "built", name));
      }
      write(join(folder, "data.bin"), packedParts(common));
      // The last, so that a folder that has it has all.
      write(join(folder, "study.json"), lines(keys, jobs));
    } catch (cause) {
      throw new Error(
        `Cannot ${doing}: ${folder} must be a folder that can be written to, with room; ${
          (cause as Error).message
        }`,
        { cause },
      );
    }
  });
}

/** JSON, and one job a line, so that a program need not read all at once. */
function* lines(
  keys: readonly string[],
  jobs: readonly unknown[],
): Generator<Uint8Array> {
  const text = new TextEncoder();
  for (const [i, job] of jobs.entries()) {
    const begin = i === 0 ? "[" : ",";
    yield text.encode(`${begin}\n${encode({ key: keys[i], job })}`);
  }
  yield text.encode(jobs.length === 0 ? "[\n]\n" : "\n]\n");
}

/** Removes a file, if it is there. */
function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
  }
}

function write(file: string, parts: Iterable<Uint8Array>): void {
  const descriptor = openSync(file, "w");
  try {
    for (const part of parts) writeAll(descriptor, part);
  } finally {
    closeSync(descriptor);
  }
}
