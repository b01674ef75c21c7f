/**
 * Does something again and again, and prints the memory ten times meanwhile:
 * `deno run -A tests/bench/memory.ts [updates | sizes | networks | limit] [how many]`.
 *
 * @module
 */
import {
  Matrix,
  mlp,
  normal,
  randn,
  relu,
  seeded,
  SGD,
  train,
} from "weightlab";
import { memory } from "../../lib/kernel/wasm.ts";

const MiB = 2 ** 20;
const start = performance.now();

function report(done: number): void {
  const { rss, heapUsed } = Deno.memoryUsage();
  const figures = [
    ["resident", rss],
    ["heap", heapUsed],
    ["kernel", memory.buffer.byteLength],
  ].map(([what, bytes]) => `${what} ${(Number(bytes) / MiB).toFixed(1)} MiB`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${done} done, ${figures.join(", ")}, ${seconds} s`);
}

function network(sizes: number[]) {
  return mlp(sizes, {
    activation: relu,
    init: normal({ std: 0.05 }),
    rng: seeded("weights"),
    batchNorm: true,
  });
}

function learn(
  net: ReturnType<typeof network>,
  x: Matrix,
  updates: number,
  onDone?: (done: number) => void,
): void {
  const t = Uint8Array.from({ length: x.rows }, (_, i) => i % 10);
  train(net, { x, t }, {
    optimizer: new SGD({ lr: 0.01 }),
    batchSize: 100,
    updates,
    rng: seeded("batches"),
    evaluateEvery: 1000,
    onProgress: ({ done }) => onDone?.(done),
  });
}

/** Calls `turn` for 1, 2, ... `count`, and reports at every tenth of that. */
function repeat(count: number, turn: (i: number) => void): void {
  for (let i = 1; i <= count; i++) {
    turn(i);
    if (i % Math.ceil(count / 10) === 0 || i === count) report(i);
  }
}

/** The post's networks. */
const POST = [784, 100, 100, 100, 100, 100, 10];

const WORKS: Record<string, { count: number; run(count: number): void }> = {
  // One long training.
  updates: {
    count: 100_000,
    run(count) {
      const x = randn(seeded("x"), 1000, 20);
      learn(network([20, 30, 10]), x, count, (done) => {
        if (done % Math.ceil(count / 10) === 0) report(done);
      });
    },
  },
  // A learning curve: each training on data of another size.
  sizes: {
    count: 20,
    run: (count) =>
      repeat(
        count,
        (i) => learn(network(POST), randn(seeded(i), 5000 + i, 784), 20),
      ),
  },
  // A study: many networks, made, trained a little and forgotten, in one synchronous loop.
  networks: {
    count: 2500,
    run(count) {
      const x = randn(seeded("x"), 100, 784);
      repeat(count, () => learn(network(POST), x, 2));
    },
  },
  // Data that nearly fills the kernel's 4 GiB, and then more than fits.
  limit: {
    count: 4,
    run: (count) =>
      repeat(count, (i) => {
        const x = new Matrix(400_000 + 50_000 * i, 784).fill(0.5);
        learn(network(POST), x, 20);
      }),
  },
};

const [which = "updates", count] = Deno.args;
const work = WORKS[which];
if (work === undefined) {
  throw new RangeError(
    `Cannot measure memory: the first argument must be ${
      Object.keys(WORKS).join(", ")
    }, got ${which}`,
  );
}
report(0);
work.run(count === undefined ? work.count : Number(count));
