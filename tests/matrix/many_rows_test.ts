import { assertEquals } from "@std/assert";
import {
  accuracy,
  activations,
  columnMeans,
  columnVariances,
  he,
  mapElements,
  matmul,
  Matrix,
  mlp,
  randn,
  recalibrate,
  relu,
  seeded,
  SGD,
  takeRows,
  train,
  zipWith,
} from "weightlab";

// More rows than a call may have arguments: 120,000 or so.
const ROWS = 150_000;

Deno.test("matrices of 150,000 rows: made, mapped, multiplied, taken apart", () => {
  const x = randn(seeded("rows"), ROWS, 2);
  assertEquals([x.rows, x.columns], [ROWS, 2]);
  const last = (y: Matrix) => y.getRow(ROWS - 1);
  const [a, b] = last(x);
  assertEquals(last(mapElements(x, (v) => 2 * v)), [2 * a, 2 * b]);
  assertEquals(last(zipWith(x, x, (v, w) => v + w)), [2 * a, 2 * b]);
  assertEquals(last(matmul(x, new Matrix([[0, 1], [1, 0]]))), [b, a]);
  assertEquals(
    last(takeRows(x, [...Array(ROWS).keys()].reverse())),
    x.getRow(0),
  );
  assertEquals(columnMeans(new Matrix(ROWS, 1).fill(3)).get(0, 0), 3);
  assertEquals(columnVariances(new Matrix(ROWS, 1).fill(3)).get(0, 0), 0);
});

Deno.test("networks of a batch of 150,000: forward, backward, train, accuracy, probes", () => {
  const net = mlp([2, 3, 2], {
    activation: relu,
    init: he(),
    rng: seeded("rows"),
    batchNorm: true,
  });
  const x = randn(seeded("rows"), ROWS, 2);
  const t = Uint8Array.from({ length: ROWS }, (_, i) => i % 2);
  const y = net.forward(x, "train");
  assertEquals([y.rows, net.backward(y).rows], [ROWS, ROWS]);
  const { losses, trainAccuracy } = train(net, { x, t }, {
    optimizer: new SGD({ lr: 0.1 }),
    batchSize: ROWS,
    updates: 2,
    rng: seeded("batches"),
    evaluateEvery: 2,
  });
  assertEquals([losses.length, trainAccuracy.length], [2, 1]);
  const right = accuracy(net, { x, t }) * ROWS;
  assertEquals(Math.round(right), right);
  assertEquals(activations(net, x).at(-1)!.values.rows, ROWS);
  recalibrate(net, { x });
});
