import { assertEquals } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  Dropout,
  Frozen,
  GroupNormalization,
  type Layer,
  LayerNormalization,
  type Matrix,
  mlp,
  type Mode,
  normal,
  PRelu,
  Relu,
  relu,
  Residual,
  RMSNormalization,
  seeded,
  Sigmoid,
  SoftmaxCrossEntropy,
  Tanh,
  WeightNormalizedAffine,
} from "weightlab";
import { workspace } from "../../lib/storage/workspace.ts";
import { drawn } from "../_property.ts";

const init = normal({ std: 0.5 });

/** Fresh layers of 6 features to 6, the same each time. */
const LAYERS: Record<string, () => Layer> = {
  Affine: () => new Affine(6, 6, { init, rng: seeded("affine") }),
  BatchNormalization: () => new BatchNormalization(6),
  ghosts: () => new BatchNormalization(6, { ghostSize: 3 }),
  LayerNormalization: () => new LayerNormalization(6),
  RMSNormalization: () => new RMSNormalization(6),
  GroupNormalization: () => new GroupNormalization(6, { groups: 3 }),
  WeightNormalizedAffine: () =>
    new WeightNormalizedAffine(6, 6, { init, rng: seeded("affine") }),
  PRelu: () => new PRelu(6),
  "a shared PRelu": () => new PRelu(),
  Relu: () => new Relu(),
  Sigmoid: () => new Sigmoid(),
  Tanh: () => new Tanh(),
  Dropout: () => new Dropout(0.3, { rng: seeded("dropout") }),
  Frozen: () => new Frozen(new BatchNormalization(6)),
  Residual: () =>
    new Residual([new Affine(6, 6, { init, rng: seeded("in") }), new Tanh()], {
      shortcut: new Affine(6, 6, { init, rng: seeded("past") }),
    }),
  "a network": () =>
    mlp([6, 9, 7, 6], {
      activation: relu,
      init,
      rng: seeded("network"),
      batchNorm: true,
    }),
};

/** All that three steps of a layer give, as numbers. */
function steps(
  layer: Layer,
  mode: Mode,
  around: <T>(step: () => T) => T,
): unknown[] {
  const numbers = (x: Matrix) => x.to2DArray();
  return [1, 2, 3].map((i) =>
    around(() => {
      const y = layer.forward(drawn(`x/${i}`, 5 + i % 2, 6), mode);
      const loss = new SoftmaxCrossEntropy();
      const nats = loss.forward(
        y,
        Array.from({ length: y.rows }, (_, r) => r % 6),
      );
      const dout = loss.backward();
      const dx = layer.backward(dout);
      const grads = layer.params.map(({ grad }) => numbers(grad));
      layer.setGradients?.(dout);
      return [
        [y, dout, dx].map(numbers),
        nats,
        grads,
        layer.params.map(({ grad }) => numbers(grad)),
      ];
    })
  );
}

for (const [name, make] of Object.entries(LAYERS)) {
  Deno.test(`${name} gives the same bits in a workspace and outside`, () => {
    for (const mode of ["train", "infer"] as const) {
      const outside = steps(make(), mode, (step) => step());
      const inside = steps(make(), mode, workspace);
      assertEquals(inside, outside);
      // The second time the workspace's matrices hold what they held before.
      assertEquals(steps(make(), mode, workspace), outside);
    }
  });
}
