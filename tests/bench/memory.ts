/**
 * Trains for many updates and prints the memory every 10,000:
 * `deno run -A tests/bench/memory.ts [small | post] [updates]`.
 *
 * @module
 */
import { mlp, normal, randn, relu, seeded, SGD, train } from "weightlab";
import { memory } from "../../lib/kernel/kernel.wasm";

const SIZES: Record<string, number[]> = {
  small: [20, 30, 10],
  post: [784, 100, 100, 100, 100, 100, 10],
};

const [which = "small", count = "100000"] = Deno.args;
const sizes = SIZES[which];
const updates = Number(count), examples = 1000;
const net = mlp(sizes, {
  activation: relu,
  init: normal({ std: 0.05 }),
  rng: seeded("weights"),
  batchNorm: true,
});
const data = {
  x: randn(seeded("x"), examples, sizes[0]),
  t: Uint8Array.from({ length: examples }, (_, i) => i % 10),
};

const MiB = 2 ** 20;
const start = performance.now();
const report = (done: number) => {
  const { rss, heapUsed } = Deno.memoryUsage();
  const figures = [
    ["resident", rss],
    ["heap", heapUsed],
    ["kernel", memory.buffer.byteLength],
  ].map(([what, bytes]) => `${what} ${(Number(bytes) / MiB).toFixed(1)} MiB`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${done} updates, ${figures.join(", ")}, ${seconds} s`);
};

report(0);
train(net, data, {
  optimizer: new SGD({ lr: 0.01 }),
  batchSize: 100,
  updates,
  rng: seeded("batches"),
  evaluateEvery: 1000,
  onProgress: ({ done }) => {
    if (done % Math.min(10_000, updates / 10) === 0) report(done);
  },
});
