import { assertEquals } from "@std/assert";
import {
  Adam,
  Affine,
  BatchNormalization,
  diagnose,
  Dropout,
  he,
  type Layer,
  Matrix,
  param,
  Relu,
  type Rng,
  seeded,
  Sequential,
  SoftmaxCrossEntropy,
  train,
} from "weightlab";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { examples } from "../training/_examples.ts";

/** A network with everything that a pass could change. */
function rich(masks: Rng = seeded("masks")) {
  const rng = seeded("weights"), init = he();
  const normalization = new BatchNormalization(8);
  const net = new Sequential([
    new Affine(4, 8, { init, rng }),
    normalization,
    new Relu(),
    new Sequential([
      new Dropout(0.3, { rng: masks }),
      new Affine(8, 3, { init, rng }),
    ]),
  ]);
  const state = () => [
    ...net.params.flatMap(({ value, grad }) => [value, grad]),
    normalization.runningMean,
    normalization.runningVariance,
  ];
  return { net, state };
}

Deno.test("diagnose() changes no parameter, gradient, running average or batch", () => {
  const { net, state } = rich();
  const { x, t } = examples(30);
  // Gradients and averages that are not their start.
  net.forward(x, "train");
  net.backward(drawn("dout", 30, 3));
  assertUnchanged(() => diagnose(net, { x, t }, { lr: 1 }), x, ...state());
  assertEquals(t, examples(30).t);
});

Deno.test("diagnose() draws nothing from dropout's generator", () => {
  const { net } = rich(() => {
    throw new Error("drew a number");
  });
  diagnose(net, examples(30), { lr: 1 });
});

Deno.test("diagnose() between forward and backward leaves the gradients as they would be", () => {
  const gradients = (between: (net: Layer) => void) => {
    const { net } = rich();
    const { x, t } = examples(20), loss = new SoftmaxCrossEntropy();
    loss.forward(net.forward(x, "train"), t);
    between(net);
    const dx = net.backward(loss.backward());
    return [dx, ...net.params.map(({ grad }) => grad)].map((g) =>
      g.to2DArray()
    );
  };
  // Another batch, of another size.
  const other = examples(50, "other");
  assertEquals(
    gradients((net) => diagnose(net, other, { lr: 1 })),
    gradients(() => {}),
  );
});

Deno.test("diagnose() during training changes no bit of it, nor of the optimizer", () => {
  const run = (look: boolean) => {
    const { net, state } = rich();
    const optimizer = new Adam({ lr: 0.01 });
    const history = train(net, examples(60), {
      optimizer,
      batchSize: 10,
      updates: 40,
      rng: seeded("batches"),
      evaluateEvery: 10,
      test: examples(20, "test"),
      onProgress: () => {
        if (look) diagnose(net, examples(15, "look"), { optimizer });
      },
    });
    return { history, state: state().map((x) => x.to2DArray()) };
  };
  assertEquals(run(true), run(false));
});

/** y = factor x, and no clone: runs itself. */
class Scale implements Layer {
  readonly name = "Scale";
  readonly factor = param("factor", new Matrix([[2]]));
  readonly params = [this.factor];
  readonly modes: string[] = [];
  #x = new Matrix(0, 0);

  forward(x: Matrix, mode: string): Matrix {
    this.modes.push(mode);
    this.#x = x;
    return Matrix.mul(x, this.factor.value.get(0, 0));
  }

  backward(dout: Matrix): Matrix {
    this.factor.grad.set(0, 0, Matrix.mul(dout, this.#x).sum());
    return Matrix.mul(dout, this.factor.value.get(0, 0));
  }
}

Deno.test("diagnose() runs a layer without clone in infer mode, and puts its gradient back", () => {
  const scale = new Scale();
  scale.factor.grad.set(0, 0, 7);
  const net = new Sequential([
    scale,
    new Affine(4, 3, { init: he(), rng: seeded(1) }),
  ]);
  const { rows } = assertUnchanged(
    () => diagnose(net, examples(30), { lr: 1 }),
    ...net.params.flatMap(({ value, grad }) => [value, grad]),
  );
  assertEquals(scale.modes, ["infer"]);
  assertEquals(rows[0].name, "Scale, Affine");
});
