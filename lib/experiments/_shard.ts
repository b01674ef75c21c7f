import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkPermissions } from "../check/permission.ts";
import { useKernel } from "../kernel/kernel.ts";
import { decode, unpack } from "../store/codec.ts";
import { linesOf } from "../store/lines_of.ts";
import { Store } from "../store/store.ts";
import { jobError } from "../workers/job_error.ts";
import { millisecondsSince } from "../workers/milliseconds_since.ts";
import { GOLDEN_HASH, goldenHash } from "./_golden.ts";
import type { TrainPlan } from "./plan.ts";
import { type Common, run } from "./plan_run.ts";

/** How long nothing is said of the progress, in ms. */
const SILENCE = 10_000;

/** Which jobs of a study, and where their results are kept. */
interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** The file, unless beside the job runner. */
  readonly store?: string;
}

/** A job as a line of study.json has it. */
interface Line {
  readonly key: string;
  readonly job: TrainPlan;
}

/**
 * Does every n-th job of the study that `saveStudy` wrote, and says on stderr how it goes. The
 * process's exit code is 2 if the arguments are wrong, 1 if a network failed or nothing could be
 * done, with the reason on stderr.
 *
 * @param args "--shard", "3/16", and "--store" with a file, if not 3-of-16.jsonl beside the study.
 * @param home The folder of the study. Default: where the job runner lies.
 */
export async function runShard(
  args: readonly string[],
  home: URL = new URL("./", import.meta.url),
): Promise<void> {
  let shard: Shard;
  try {
    shard = shardOf(args);
  } catch (error) {
    fail(2, error);
    return;
  }
  try {
    if (!await doShard(shard, fileURLToPath(home))) process.exitCode = 1;
  } catch (error) {
    fail(1, error);
  }
}

function fail(code: number, error: unknown): void {
  console.error((error as Error).message);
  process.exitCode = code;
}

function shardOf(args: readonly string[]): Shard {
  const refuse = (must: string, got: string) => {
    throw new RangeError(`Cannot do a shard: ${must}, got ${got}`);
  };
  const { tokens } = parseArgs({
    args: [...args],
    options: { shard: { type: "string" }, store: { type: "string" } },
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string>();
  for (const token of tokens) {
    const name = token.kind === "option" ? token.name : undefined;
    if (token.kind !== "option" || (name !== "shard" && name !== "store")) {
      return refuse(
        "the arguments must be --shard 3/16 and, if it is not to be beside the study, --store <file>",
        args.join(" "),
      );
    }
    given.set(token.name, token.value ?? "");
  }
  const shard = given.get("shard") ?? "", store = given.get("store");
  const [, number, of] = shard.match(/^(\d+)\/(\d+)$/)?.map(Number) ?? [];
  if (!(number >= 1 && number <= of)) {
    return refuse(
      "--shard must be its number, from 1, and how many there are, such as 3/16",
      shard || "nothing",
    );
  }
  if (store === "") return refuse("--store must be a file", "nothing");
  return { number, of, store };
}

/** Whether all went well. */
async function doShard(
  { number, of, store: file }: Shard,
  home: string,
): Promise<boolean> {
  const path = file ?? join(home, `${number}-of-${of}.jsonl`);
  checkPermissions(`do a shard of ${home}`, [
    { name: "read", path: home },
    { name: "read", path },
    { name: "write", path },
  ]);
  // One core: as many shards as there are cores have the others.
  useKernel({ threads: 1 });
  if (await goldenHash() !== GOLDEN_HASH) {
    throw new Error(
      "Cannot do a shard: this machine's arithmetic gives other bits than the library's; choose another machine",
    );
  }
  const { lines, total } = linesFor(join(home, "study.json"), number, of);
  const store = new Store(
    path,
    new Set([...lines.values()].map(({ key }) => key)),
  );
  const known = (i: number) => store.found.has(lines.get(i)!.key);
  const todo = [...lines.keys()].filter((i) => !known(i));
  const say = (text: string) =>
    console.error(`shard ${number} of ${of}: ${text}`);
  let done = lines.size - todo.length, failed = 0;
  say(`${lines.size} of ${total} networks, ${done} of them in ${path}`);
  if (todo.length === 0) return true;

  const data = unpack(readFileSync(join(home, "data.bin"))) as Common;
  const names = Array.from({ length: total }, (_, i) => lines.get(i)?.job);
  const kept = new Set(store.found.keys());
  const begun = performance.now();
  let said = begun;
  for (const [n, i] of todo.entries()) {
    const { key, job } = lines.get(i)!;
    try {
      if (!kept.has(key)) {
        const begun = performance.now();
        const result = attempt(() => run(job, data), names, i);
        store.append(key, { ms: millisecondsSince(begun), result });
        kept.add(key);
      }
      done++;
    } catch (error) {
      // The others are worth having.
      if (!(error instanceof Failed)) throw error;
      failed++;
      say(error.message);
    }
    // Between networks what they forget is given back, by the event loop.
    await new Promise((resolve) => setTimeout(resolve));
    const now = performance.now();
    if (now - said < SILENCE && n < todo.length - 1) continue;
    said = now;
    const rate = ((n + 1) / (now - begun) * 1000).toPrecision(2);
    say(`${done} of ${lines.size}, ${rate} a second`);
  }
  if (failed > 0) say(`${failed} of ${lines.size} failed`);
  return failed === 0;
}

/** What a network threw, with its name. */
class Failed extends Error {}

function attempt<T>(
  work: () => T,
  names: readonly unknown[],
  i: number,
): T {
  try {
    return work();
  } catch (cause) {
    const error = jobError(cause, names, i);
    throw new Failed(error instanceof Error ? error.message : String(error), {
      cause,
    });
  }
}

/** Every n-th job of a study by its place, and how many all are; others are not kept. */
function linesFor(file: string, number: number, of: number) {
  const lines = new Map<number, Line>();
  const text = new TextDecoder();
  let total = 0, isWhole = false;
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch (cause) {
    throw new Error(
      `Cannot do a shard: ${file} must be there, as saveStudy writes it; ${
        (cause as Error).message
      }`,
      { cause },
    );
  }
  for (const line of linesOf(descriptor)) {
    // What is no object is a bracket or the end.
    if (line[0] === "]".charCodeAt(0)) isWhole = true;
    if (line[0] !== "{".charCodeAt(0)) continue;
    if (total % of === number - 1) {
      lines.set(
        total,
        decode(text.decode(line).replace(/,$/, "")) as unknown as Line,
      );
    }
    total++;
  }
  closeSync(descriptor);
  if (!isWhole) {
    throw new Error(
      `Cannot do a shard: ${file} must be whole, and ends before its last network; call saveStudy again`,
    );
  }
  return { lines, total };
}
