import { assert, assertEquals } from "@std/assert";
import { constant, mlp, relu, seeded, SGD, train } from "weightlab";
import { memory } from "../../lib/kernel/wasm.ts";
import { addressOf } from "../../lib/storage/call_kernel.ts";
import { drawn } from "../_property.ts";

// Nothing gives way in here, so that no finalizer runs: what comes back comes back by itself.

function network(width: number) {
  const init = constant({ value: 0.01 }), rng = seeded("weights");
  return mlp([50, width, width, 3], { activation: relu, init, rng });
}

function learn(net: ReturnType<typeof network>, rows: number): number {
  const x = drawn("x", rows, 50);
  const t = Uint8Array.from({ length: rows }, (_, i) => i % 3);
  const { losses } = train(net, { x, t }, {
    optimizer: new SGD({ lr: 0.1 }),
    batchSize: 20,
    updates: 2,
    rng: seeded("batches"),
    evaluateEvery: 1,
  });
  return losses[1];
}

Deno.test("train() on data of ever other sizes gives its memory back", () => {
  const net = network(10);
  learn(net, 6000);
  const { byteLength } = memory.buffer;
  for (let rows = 5500; rows <= 5600; rows += 10) learn(net, rows);
  assertEquals(memory.buffer.byteLength, byteLength);
});

Deno.test("train() of many networks, made in one loop, fills no more than 128 MiB", () => {
  learn(network(10), 100);
  const { byteLength } = memory.buffer;
  // 16 MiB each, with its gradients.
  const [first] = Array.from({ length: 10 }, () => network(1000));
  const loss = learn(first, 100);
  // The networks', one more while it is trained, and a quarter that growing adds.
  assert(memory.buffer.byteLength <= 1.25 * (byteLength + 2 ** 27 + 2 ** 25));
  // One that found no room is trained in the kernel's memory all the same, to the same end.
  const last = network(1000);
  const lies = ({ params }: typeof last) =>
    params.filter(({ value }) => value.rows === value.columns)
      .some(({ value }) => addressOf(value) !== undefined);
  assert(lies(first) && !lies(last));
  assertEquals(learn(last, 100), loss);
  assert(!lies(last));
  for (const [i, { value, grad }] of last.params.entries()) {
    assertEquals(value.to2DArray(), first.params[i].value.to2DArray());
    assertEquals(grad.to2DArray(), first.params[i].grad.to2DArray());
  }
});
