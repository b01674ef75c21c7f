// Trains 10,000 small networks, and prints how many bytes of memory that took at most:
// `deno run -A tests/experiments/_many_plans.ts WORKERS`. Other tests share their process.

import { randn, seeded } from "weightlab";
import { trainAll } from "weightlab/experiments";

const x = randn(seeded("examples"), 100, 4);
const t = Uint8Array.from({ length: 100 }, (_, i) => i % 3);
const { rss } = Deno.memoryUsage();
let most = 0;
const runs = await trainAll(
  Array.from({ length: 10_000 }, (_, i) => ({
    ...{ label: { i }, hidden: [4], activation: "relu", init: "he" },
    ...{ optimizer: { name: "SGD", lr: 0.1 }, batchSize: 10, updates: 2 },
    ...{ weightSeed: i, batchSeed: "batches" },
  })),
  {
    train: { x, t },
    workers: Number(Deno.args[0]),
    onProgress: () => most = Math.max(most, Deno.memoryUsage().rss - rss),
  },
);
console.log(JSON.stringify({ networks: runs.length, bytes: most }));
