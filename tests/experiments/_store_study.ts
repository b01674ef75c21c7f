import type { Data } from "weightlab";
import type { TrainPlan } from "weightlab/experiments";
import { drawn } from "../_property.ts";

/** Random examples of ten features in four classes. */
function examples(n: number): Data {
  const x = drawn(`examples ${n}`, n, 10);
  const t = x.to2DArray().map(([a, b]) => 2 * Number(a > 0) + Number(b > 0));
  return { x, t: Uint8Array.from(t) };
}

const SCHEDULE = {
  name: "linearWarmup",
  updates: 3,
  then: { name: "cosineDecay", lr: 0.2, updates: 8 },
} as const;

/** A study of small networks, of which everything is recorded. */
export function studyOf(
  networks: number,
): { plans: TrainPlan<number>[]; train: Data; test: Data } {
  const plans = Array.from({ length: networks }, (_, i): TrainPlan<number> => ({
    label: i,
    hidden: [12, 7],
    activation: i % 2 ? "relu" : { name: "leakyRelu", slope: 0.1 },
    init: "he",
    optimizer: { name: "SGD", lr: i % 3 ? 0.1 : SCHEDULE },
    batchSize: 20,
    updates: 11,
    weightSeed: i,
    batchSeed: "batches",
    record: ["losses", "params"],
    evaluateEvery: 5,
  }));
  return { plans, train: examples(100), test: examples(40) };
}

/** Every digit of every number: assertEquals takes -0 for 0. */
export const digits = (value: unknown): string =>
  Deno.inspect(value, { depth: Infinity, iterableLimit: Infinity });

/** How many results lie in a store. */
export function linesIn(file: string): number {
  return Deno.readTextFileSync(file).split("\n")
    .filter((line) => line.endsWith("}")).length;
}

/** Gives a test a folder that is gone afterwards. */
export async function inFolder(
  test: (folder: string) => unknown,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "weightlab study " });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
