// Trains 10,000 small networks, and prints how many bytes of memory that took at most beyond what
// two hundred take, which is mostly each worker's own library:
// `deno run -A tests/experiments/_many_plans.ts WORKERS`. Other tests share their process.

import { randn, seeded } from "weightlab";
import { trainAll } from "weightlab/experiments";

const x = randn(seeded("examples"), 100, 4);
const t = Uint8Array.from({ length: 100 }, (_, i) => i % 3);

/** Trains so many; how many there were, and the most memory of the process meanwhile. */
async function trained(count: number): Promise<[number, number]> {
  let most = 0;
  const runs = await trainAll(
    Array.from({ length: count }, (_, i) => ({
      ...{ label: { i }, hidden: [4], activation: "relu", init: "he" },
      ...{ optimizer: { name: "SGD", lr: 0.1 }, batchSize: 10, updates: 2 },
      ...{ weightSeed: i, batchSeed: "batches" },
    })),
    {
      train: { x, t },
      workers: Number(Deno.args[0]),
      onProgress: () => most = Math.max(most, Deno.memoryUsage().rss),
    },
  );
  return [runs.length, most];
}

const [, few] = await trained(200);
const [networks, many] = await trained(10_000);
console.log(JSON.stringify({ networks, bytes: many - few }));
