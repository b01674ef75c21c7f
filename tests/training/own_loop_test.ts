import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  accuracy,
  activations,
  Adam,
  batchRows,
  columnMeans,
  columnSums,
  columnVariances,
  he,
  mapElements,
  matmul,
  Matrix,
  mlp,
  nearCopy,
  type Optimizer,
  type Param,
  relu,
  sampleIndices,
  seeded,
  type Sequential,
  SGD,
  SoftmaxCrossEntropy,
  takeRows,
  train,
  workspace,
  zipWith,
} from "weightlab";
import { backpropagate, propagate } from "weightlab/experiments";
import { memory } from "../../lib/kernel/wasm.ts";
import { drawn } from "../_property.ts";

// A training loop of one's own, as `workspace` says: what it gives, and what of it may be kept.

/** Digits by their looks: four of five pixels are zero. */
const images = mapElements(drawn("images", 60, 30), (v) => v > 0.84 ? v : 0);
const t = Uint8Array.from({ length: 60 }, (_, i) => i % 3);

function network(): Sequential {
  const rng = seeded("weights");
  return mlp([30, 8, 8, 3], {
    activation: relu,
    init: he(),
    rng,
    batchNorm: true,
  });
}

/** Trains `net`; `look` sees the network in each step, with its batch's outputs. */
function loop(
  net: Sequential,
  x: Matrix,
  optimizer: Optimizer,
  look: (outputs: Matrix, batch: Matrix) => void = () => {},
): number[] {
  const loss = new SoftmaxCrossEntropy(), rng = seeded("batches");
  return workspace(() => {
    const near = nearCopy(x);
    return Array.from({ length: 20 }, () =>
      workspace(() => {
        const batch = sampleIndices(rng, x.rows, 10);
        const rows = batchRows(near, batch);
        const outputs = net.forward(rows, "train");
        const nats = loss.forward(outputs, batch.map((i) => t[i]));
        look(outputs, rows);
        net.setGradients(loss.backward());
        optimizer.update(net.params);
        return nats;
      }));
  });
}

function byTrain(net: Sequential, x: Matrix, optimizer: Optimizer): number[] {
  const rng = seeded("batches"), data = { x, t };
  return train(net, data, { optimizer, batchSize: 10, updates: 20, rng })
    .losses;
}

function numbers({ params }: Sequential): number[][][] {
  return params.map(({ value }) => value.to2DArray());
}

Deno.test("a loop in workspace()s gives what train() gives, bit for bit", () => {
  for (const x of [images, drawn("dense", 60, 30)]) {
    for (
      const make of [() => new SGD({ lr: 0.1 }), () => new Adam({ lr: 0.01 })]
    ) {
      const own = network(), trained = network();
      assertEquals(loop(own, x, make()), byTrain(trained, x, make()));
      assertEquals(numbers(own), numbers(trained));
    }
  }
});

Deno.test("a loop in workspace()s may measure the network: nothing changes, and the steps stay lent", () => {
  const quiet = loop(network(), images, new SGD({ lr: 0.1 })), net = network();
  const measured: number[] = [], sizes = new Set<number>();
  const loud = loop(net, images, new SGD({ lr: 0.1 }), (outputs) => {
    const before = outputs.to2DArray();
    measured.push(accuracy(net.clone(), { x: images, t }));
    byTrain(network(), images, new SGD({ lr: 0.1 }));
    assertEquals(outputs.to2DArray(), before);
    if (measured.length > 2) sizes.add(memory.buffer.byteLength);
  });
  assertEquals(loud, quiet);
  assertEquals([measured.length, sizes.size], [20, 1]);
});

Deno.test("a loop in workspace()s: a copy of what a pass gives stays, the thing itself does not", () => {
  const kept: Matrix[] = [], copies: Matrix[] = [], then: number[][][] = [];
  const rows: Matrix[] = [];
  loop(network(), images, new SGD({ lr: 0.1 }), (outputs, batch) => {
    kept.push(outputs);
    copies.push(outputs.clone());
    then.push(outputs.to2DArray());
    rows.push(batch);
  });
  assertEquals(copies.map((x) => x.to2DArray()), then);
  // Who reads what went back sees nothing, not others' numbers.
  for (const x of [...kept, ...rows]) assertEquals(x.to2DArray(), []);
});

Deno.test("a loop in workspace()s: what a user's optimizer makes is its own", () => {
  class MatrixMomentum implements Optimizer {
    readonly #v = new Map<Param, Matrix>();
    update(params: readonly Param[]): void {
      for (const param of params) {
        const down = mapElements(param.grad, (g) => -0.1 * g);
        const old = this.#v.get(param) ?? Matrix.mul(down, 0);
        const v = zipWith(old, down, (v, d) => 0.9 * v + d);
        this.#v.set(param, v);
        param.value.add(v);
      }
    }
  }
  assertEquals(
    loop(network(), images, new MatrixMomentum()),
    byTrain(network(), images, new MatrixMomentum()),
  );
});

Deno.test("a loop in workspace()s: what functions return is the caller's", () => {
  const net = network(), x = drawn("dense", 10, 30);
  const kept: Matrix[] = [], then: number[][][] = [];
  const keep = (...matrices: Matrix[]) => {
    kept.push(...matrices);
    then.push(...matrices.map((x) => x.to2DArray()));
  };
  loop(net, images, new SGD({ lr: 0.1 }), (outputs, batch) => {
    keep(...activations(net, x).map(({ values }) => values));
    keep(
      ...backpropagate(x, x, { activation: relu, init: he(), rng: seeded(1) }),
    );
    keep(
      ...propagate(x, {
        activation: relu,
        init: he(),
        rng: seeded(1),
        batchNorm: true,
      }),
    );
    keep(
      matmul(batch, net.params[0].value),
      relu(outputs),
      takeRows(batch, [0, 1]),
    );
    keep(columnMeans(batch), columnVariances(batch), columnSums(batch));
    keep(relu.backward(outputs, outputs, outputs));
  });
  assertEquals(kept.map((x) => x.to2DArray()), then);
});

Deno.test("a loop in workspace()s: rows that a user's code replaces are seen", () => {
  const net = network(), x = drawn("dense", 60, 30);
  const [{ value: W }] = net.params;
  workspace(() => {
    const before = net.forward(x, "infer").clone();
    const row = W.getRow(0);
    W.removeRow(0).addRow(0, row.map((w) => 2 * w));
    const after = net.forward(x, "infer");
    W.removeRow(0).addRow(0, row);
    assert(after.get(0, 0) !== before.get(0, 0));
    assertEquals(net.forward(x, "infer").to2DArray(), before.to2DArray());
  });
});

Deno.test("a loop in workspace()s: backward() of a step that is over throws", () => {
  const net = network(), loss = new SoftmaxCrossEntropy();
  loop(net, images, new SGD({ lr: 0.1 }));
  assertThrows(
    () => net.backward(drawn("dout", 10, 3)),
    Error,
    "Cannot run Affine backward: call forward first",
  );
  workspace(() => loss.forward(new Matrix(2, 3), [0, 1]));
  assertThrows(() => loss.backward(), Error, "call forward first");
});
