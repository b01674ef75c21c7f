import { assert, assertEquals } from "@std/assert";
import {
  Adam,
  constant,
  Matrix,
  mlp,
  type Optimizer,
  type Param,
  relu,
  seeded,
  SGD,
  SoftmaxCrossEntropy,
  train,
  workspace,
} from "weightlab";
import { memory } from "../../lib/kernel/wasm.ts";
import { addressOf } from "../../lib/storage/call_kernel.ts";
import { residentMatrix } from "../../lib/storage/resident.ts";
import { bringNear } from "../../lib/storage/workspace.ts";
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
  const isNear = ({ params }: typeof last) =>
    params.filter(({ value }) => value.rows === value.columns)
      .some(({ value }) => lies(value));
  assert(isNear(first) && !isNear(last));
  assertEquals(learn(last, 100), loss);
  assert(!isNear(last));
  for (const [i, { value, grad }] of last.params.entries()) {
    assertEquals(value.to2DArray(), first.params[i].value.to2DArray());
    assertEquals(grad.to2DArray(), first.params[i].grad.to2DArray());
  }
});

const lies = (x: Matrix) => addressOf(x) !== undefined;

/**
 * An optimizer, and whether parameters lay in the kernel's memory after each step, and what an
 * optimizer brings there.
 */
function watched(optimizer: Optimizer) {
  const near: boolean[] = [], moment = new Matrix(1, 1);
  const update = (params: readonly Param[]) => {
    optimizer.update(params);
    bringNear([moment]);
    near.push([moment, ...params.map(({ value }) => value)].every(lies));
  };
  return { optimizer: { update }, near };
}

/** A loop of one's own, as `workspace` says. */
function own(net: ReturnType<typeof network>, x: Matrix, optimizer: Optimizer) {
  const loss = new SoftmaxCrossEntropy();
  workspace(() => {
    for (let step = 0; step < 4; step++) {
      workspace(() => {
        loss.forward(net.forward(x, "train"), [0]);
        net.setGradients(loss.backward());
        optimizer.update(net.params);
      });
    }
  });
}

Deno.test("a network that found no room learns in the kernel's memory, in train() and in a loop of one's own", () => {
  const full: Matrix[] = [];
  const x = drawn("one", 1, 50);
  const ways: ((net: ReturnType<typeof network>, o: Optimizer) => void)[] = [
    (net, optimizer) => own(net, x, optimizer),
    (net, optimizer) =>
      train(net, { x, t: [0] }, {
        ...{ optimizer, batchSize: 1, updates: 4, rng: seeded("batches") },
      }),
  ];
  const roomy = ways.map((way) => {
    const net = network(10);
    way(net, new Adam({ lr: 0.1 }));
    return net.params.map(({ value }) => value.to2DArray());
  });
  for (let size = 2 ** 23; size > 1; size /= 2) {
    for (let x; lies(x = residentMatrix(1, size));) full.push(x);
  }
  for (const [i, way] of ways.entries()) {
    const net = network(10), adam = new Adam({ lr: 0.1 });
    const { optimizer, near } = watched(adam);
    way(net, optimizer);
    assertEquals(near, [true, true, true, true]);
    assert(!net.params.some(({ value, grad }) => lies(value) || lies(grad)));
    assertEquals(net.params.map(({ value }) => value.to2DArray()), roomy[i]);
    // Another loop of the same optimizer's goes on from there.
    const before = adam.stateOf(net.params);
    way(net, optimizer);
    assertEquals(adam.stateOf(net.params).updates, before.updates + 4);
    assert(!net.params.some(({ value }) => lies(value)));
  }
  assert(full.length > 0);
});
