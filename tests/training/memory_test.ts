import { assertEquals } from "@std/assert";
import { Adam, mlp, normal, relu, seeded, SGD, train } from "weightlab";
import { memory } from "../../lib/kernel/wasm.ts";
import { drawn } from "../_property.ts";

const data = {
  x: drawn("memory/x", 60, 6),
  t: Uint8Array.from({ length: 60 }, (_, i) => i % 3),
};

for (
  const [name, optimizer, updates] of [
    ["SGD", new SGD({ lr: 0.01 }), 3000],
    ["Adam", new Adam({ lr: 0.001 }), 500],
  ] as const
) {
  Deno.test(`train() by ${name}: the kernel's memory stays as it is after the first updates`, () => {
    const net = mlp([6, 8, 8, 3], {
      activation: relu,
      init: normal({ std: 0.3 }),
      rng: seeded("weights"),
      batchNorm: true,
    });
    const sizes = new Set<number>();
    train(net, data, {
      optimizer,
      batchSize: 20,
      updates,
      rng: seeded("batches"),
      evaluateEvery: 100,
      onProgress: ({ done }) => {
        if (done > 2) sizes.add(memory.buffer.byteLength);
      },
    });
    assertEquals(sizes.size, 1);
  });
}
