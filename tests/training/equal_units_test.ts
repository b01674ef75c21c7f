import { assert, assertEquals, assertGreater } from "@std/assert";
import {
  type Activation,
  Affine,
  constant,
  distinctColumns,
  he,
  type Initializer,
  largestDifference,
  mlp,
  relu,
  seeded,
  SGD,
  sigmoid,
  train,
  zeros,
} from "weightlab";
import { examples } from "./_examples.ts";

/** The affine layers of a 4-6-5-3 network after 50 updates, first to last. */
function trained(activation: Activation, init: Initializer): Affine[] {
  const rng = seeded("weights");
  const net = mlp([4, 6, 5, 3], { activation, init, rng });
  train(net, examples(60), {
    optimizer: new SGD({ lr: 0.5 }),
    batchSize: 10,
    updates: 50,
    rng: seeded("batches"),
  });
  return net.layers.filter((layer) => layer instanceof Affine);
}

const isZero = (v: number) => v === 0;

Deno.test("train() from zeros moves only the last bias of a ReLU network", () => {
  const layers = trained(relu, zeros());
  for (const { W } of layers) assert(W.value.to1DArray().every(isZero));
  const [first, second, last] = layers.map(({ b }) => b.value.to1DArray());
  assert([...first, ...second].every(isZero));
  assertEquals(new Set(last).size, 3);
});

Deno.test("train() from zeros moves a sigmoid network's last W too, all rows alike", () => {
  // After one update; then the last W carries a gradient back, but the same one
  // for every unit.
  const rng = seeded("weights");
  const net = mlp([4, 6, 5, 3], { activation: sigmoid, init: zeros(), rng });
  train(net, examples(60), {
    optimizer: new SGD({ lr: 0.5 }),
    batchSize: 10,
    updates: 1,
    rng: seeded("batches"),
  });
  const moved = net.params.map(({ value }) => !value.to1DArray().every(isZero));
  assertEquals(moved, [false, false, false, false, true, true]);
  const rows = net.params[4].value.to2DArray();
  for (const row of rows) assertEquals(row, rows[0]);
});

Deno.test("train() from zeros never tells a sigmoid layer's units apart", () => {
  const layers = trained(sigmoid, zeros());
  for (const { W, b } of layers.slice(0, -1)) {
    assertEquals([distinctColumns(W.value), distinctColumns(b.value)], [1, 1]);
  }
  const rows = layers[2].W.value.to2DArray();
  for (const row of rows) assertEquals(row, rows[0]);
});

for (const activation of [relu, sigmoid]) {
  Deno.test(`train() from a constant never tells units apart: ${activation.name}`, () => {
    const layers = trained(activation, constant({ value: 0.3 }));
    for (const { W } of layers.slice(0, -1)) {
      assertEquals(distinctColumns(W.value), 1);
      // They did move.
      assertGreater(largestDifference(W.value, 0.3), 1e-3);
    }
    // The classes differ by their labels, so the output's units part.
    assertEquals(distinctColumns(layers[2].W.value), 3);
  });

  Deno.test(`train() from a random start keeps all units distinct: ${activation.name}`, () => {
    const counts = trained(activation, he()).map(({ W }) =>
      distinctColumns(W.value)
    );
    assertEquals(counts, [6, 5, 3]);
  });
}
