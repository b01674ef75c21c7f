import { assertAlmostEquals, assertGreater } from "@std/assert";
import {
  AdaGrad,
  Adam,
  AdamW,
  Affine,
  l2Penalty,
  largestDifference,
  Matrix,
  Momentum,
  Nesterov,
  type Optimizer,
  type Param,
  param,
  type Penalty,
  RMSProp,
  seeded,
  SGD,
  SoftmaxCrossEntropy,
} from "weightlab";
import { assertAgrees, matrix, RELATIVE } from "./_agreement.ts";
import { jax, keras, pytorch } from "./_recorded.ts";

/** Ten updates of W and b: the gradients, then what the parameters became. */
interface Recorded {
  readonly call: string;
  readonly steps: readonly {
    readonly loss: number;
    readonly dW: number[][];
    readonly db: number[];
    readonly W: number[][];
    readonly b: number[];
  }[];
}

/** The problem is the same for all three: softmax regression, 3 features, 2 classes. */
const PROBLEM = pytorch.problem;

/** W and b at the start. */
function start(): [W: Param, b: Param] {
  return [param("W", matrix(PROBLEM.W)), param("b", matrix(PROBLEM.b))];
}

/** Holds each update to the recorded one, given the recorded gradients. */
function assertUpdates(
  { call, steps }: Recorded,
  optimizer: Optimizer,
  penalty?: Penalty,
): void {
  const [W, b] = start();
  for (const [i, step] of steps.entries()) {
    W.grad = matrix(step.dW);
    b.grad = matrix(step.db);
    penalty?.addGradients([W, b]);
    optimizer.update([W, b]);
    assertAgrees(W.value, step.W, `${call}: W after update ${i + 1}`);
    assertAgrees(b.value, step.b, `${call}: b after update ${i + 1}`);
  }
}

/** Holds a training run to the recorded one: own losses and gradients, ten updates. */
function assertTraining(
  { call, steps }: Recorded,
  optimizer: Optimizer,
  penalty?: Penalty,
): void {
  const init = () => matrix(PROBLEM.W);
  const net = new Affine(3, 2, { init, rng: seeded("unused") });
  net.b.value = matrix(PROBLEM.b);
  const loss = new SoftmaxCrossEntropy(), x = matrix(PROBLEM.x);
  for (const [i, step] of steps.entries()) {
    const nats = loss.forward(net.forward(x), PROBLEM.labels);
    assertAlmostEquals(nats, step.loss, RELATIVE * step.loss);
    net.setGradients(loss.backward());
    penalty?.addGradients(net.params);
    optimizer.update(net.params);
    assertAgrees(net.W.value, step.W, `${call}: W after update ${i + 1}`);
    assertAgrees(net.b.value, step.b, `${call}: b after update ${i + 1}`);
  }
}

const momentum = () => new Momentum({ lr: 0.2, momentum: 0.9 });
const nesterov = () => new Nesterov({ lr: 0.2, momentum: 0.9 });

// The same formula, with constants that each framework takes of its own accord.
const SAME: [Recorded, () => Optimizer][] = [
  [pytorch.optimizers.sgd, () => new SGD({ lr: 0.5 })],
  [keras.optimizers.sgd, () => new SGD({ lr: 0.5 })],
  [jax.optimizers.sgd, () => new SGD({ lr: 0.5 })],
  // PyTorch and Optax keep v without lr, Keras with it and with the other sign: at
  // one learning rate the steps are the same.
  [pytorch.optimizers.momentum, momentum],
  [keras.optimizers.momentum, momentum],
  [jax.optimizers.momentum, momentum],
  [pytorch.optimizers.nesterov, nesterov],
  [keras.optimizers.nesterov, nesterov],
  [jax.optimizers.nesterov, nesterov],
  [pytorch.optimizers.adaGrad, () => new AdaGrad({ lr: 0.3, eps: 1e-10 })],
  [jax.optimizers.adaGradFromZero, () => new AdaGrad({ lr: 0.3, eps: 0 })],
  [
    pytorch.optimizers.rmsProp,
    () => new RMSProp({ lr: 0.05, decay: 0.99, eps: 1e-8 }),
  ],
  [
    jax.optimizers.rmsPropEpsOutside,
    () => new RMSProp({ lr: 0.05, decay: 0.9, eps: 1e-8 }),
  ],
  [pytorch.optimizers.adam, () => new Adam({ lr: 0.1 })],
  [keras.optimizers.adamNoEps, () => new Adam({ lr: 0.1, eps: 0 })],
  [jax.optimizers.adam, () => new Adam({ lr: 0.1 })],
  [
    pytorch.optimizers.adamW,
    () => new AdamW({ lr: 0.1, weightDecay: 0.01 }),
  ],
  [jax.optimizers.adamW, () => new AdamW({ lr: 0.1, weightDecay: 1e-4 })],
];

for (const [recorded, make] of SAME) {
  const name = make().constructor.name;
  Deno.test(`${name} agrees with ${recorded.call} over ten updates`, () => {
    assertUpdates(recorded, make());
    assertTraining(recorded, make());
  });
}

// The gradient of lambda/2 w^2 is lambda w. PyTorch's and Optax's weight decay of .1
// is that gradient, for biases too; Keras' L2(.05) is .05 w^2, its lambda is .1 here.
const everything = l2Penalty({ lambda: 0.1, penalizes: () => true });

Deno.test("l2Penalty() with SGD agrees with weight_decay and add_decayed_weights", () => {
  for (const { optimizers: { l2 } } of [pytorch, jax]) {
    assertUpdates(l2, new SGD({ lr: 0.5 }), everything);
    assertTraining(l2, new SGD({ lr: 0.5 }), everything);
  }
});

Deno.test("l2Penalty() with Adam agrees with Adam(weight_decay), which AdamW does not", () => {
  const { adamL2, adamW } = pytorch.optimizers;
  assertUpdates(adamL2, new Adam({ lr: 0.1 }), everything);
  assertTraining(adamL2, new Adam({ lr: 0.1 }), everything);
  assertGreater(
    farthest(
      adamL2,
      replayed(adamW, new AdamW({ lr: 0.1, weightDecay: 0.1 })),
    ),
    0.01,
  );
});

Deno.test("l2Penalty() with SGD agrees with Keras' L2, whose lambda counts twice", () => {
  const { l2 } = keras.optimizers;
  // Keras' gradients are those of the loss with its penalty.
  assertUpdates(l2, new SGD({ lr: 0.5 }));
  assertTraining(l2, new SGD({ lr: 0.5 }), l2Penalty({ lambda: 2 * 0.05 }));
});

// ---- Where eps is somewhere else ----

/** The parameters after each update with the recorded gradients, side by side. */
function replayed(
  { steps }: Recorded,
  optimizer: Optimizer,
  params = start(),
): number[][] {
  const [W, b] = params;
  return steps.map(({ dW, db }) => {
    W.grad = matrix(dW);
    b.grad = matrix(db);
    optimizer.update(params);
    return [...W.value.to1DArray(), ...b.value.to1DArray()];
  });
}

/** The recorded parameters after each update, side by side. */
function recordedAs({ steps }: Recorded): number[][] {
  return steps.map(({ W, b }) => [...W.flat(), ...b]);
}

/** The recorded gradients of each update, side by side. */
function gradientsOf({ steps }: Recorded): number[][] {
  return steps.map(({ dW, db }) => [...dW.flat(), ...db]);
}

/** The largest difference from the recorded parameters, as a share of them. */
function farthest(recorded: Recorded, values: number[][]): number {
  const expected = new Matrix(recordedAs(recorded));
  return largestDifference(new Matrix(values).div(expected), 1);
}

const START = [...PROBLEM.W.flat(), ...PROBLEM.b];

Deno.test("AdaGrad agrees with Keras and Optax once h starts where theirs does", () => {
  // They start h at .1 and add eps = 1e-7 inside of the root, to h and for good: as if
  // h had started at .1 + 1e-7. Here a first gradient of the root of that, whose step
  // is taken back, makes h start there.
  for (const { optimizers: { adaGrad } } of [keras, jax]) {
    const optimizer = new AdaGrad({ lr: 0.3, eps: 0 });
    const params = start();
    for (const { grad } of params) grad.fill(Math.sqrt(0.1 + 1e-7));
    optimizer.update(params);
    params[0].value = matrix(PROBLEM.W);
    params[1].value = matrix(PROBLEM.b);
    const values = replayed(adaGrad, optimizer, params);
    assertAgrees(new Matrix(values), recordedAs(adaGrad), adaGrad.call);
    // Without: far more than eps would explain.
    const fromZero = replayed(adaGrad, new AdaGrad({ lr: 0.3 }));
    assertGreater(farthest(adaGrad, fromZero), 0.1);
  }
});

Deno.test("RMSProp agrees with Keras and Optax but for eps inside of the root", () => {
  // Both divide lr g by sqrt(h + eps), not by sqrt(h) + eps. A step d0 = lr g / sqrt(h)
  // without eps gives h away, and theirs is d0 / sqrt(1 + eps / h).
  const lr = 0.05;
  const eps = [[keras, 1e-7], [jax, 1e-8]] as const;
  for (const [{ optimizers: { rmsProp } }, inside] of eps) {
    const without = replayed(rmsProp, new RMSProp({ lr, decay: 0.9, eps: 0 }));
    const expected = recordedAs(rmsProp), gradients = gradientsOf(rmsProp);
    for (const [i, after] of without.entries()) {
      const before = i === 0 ? START : without[i - 1];
      const theirs = i === 0 ? START : expected[i - 1];
      const values = after.map((value, k) => {
        const d0 = before[k] - value;
        const h = (lr * gradients[i][k] / d0) ** 2;
        return theirs[k] - d0 / Math.sqrt(1 + inside / h);
      });
      const what = `${rmsProp.call}: after update ${i + 1}`;
      assertAgrees(new Matrix([values]), [expected[i]], what);
    }
    // eps of the same size beside the root is a difference of its own.
    const beside = new RMSProp({ lr, decay: 0.9, eps: inside });
    assertGreater(farthest(rmsProp, replayed(rmsProp, beside)), 100 * RELATIVE);
  }
});

Deno.test("Adam and AdamW agree with Keras, whose eps is the larger at first", () => {
  // Keras divides lr sqrt(1 - beta2^t) / (1 - beta1^t) m by sqrt(v) + eps, the end of
  // the paper's section 2: eps here is theirs over sqrt(1 - beta2^t), 32 times theirs
  // at the first update. The moments do not depend on eps, so that each update can be
  // had with its own, from where Keras' last one ended.
  const make: [Recorded, (eps: number) => Optimizer][] = [
    [keras.optimizers.adam, (eps) => new Adam({ lr: 0.1, eps })],
    [
      keras.optimizers.adamW,
      (eps) => new AdamW({ lr: 0.1, weightDecay: 0.004, eps }),
    ],
  ];
  for (const [recorded, withEps] of make) {
    const { call, steps } = recorded;
    for (const [i, step] of steps.entries()) {
      const optimizer = withEps(1e-7 / Math.sqrt(1 - 0.999 ** (i + 1)));
      const params = start(), [W, b] = params;
      replayed({ call, steps: steps.slice(0, i) }, optimizer, params);
      if (i > 0) {
        W.value = matrix(steps[i - 1].W);
        b.value = matrix(steps[i - 1].b);
      }
      W.grad = matrix(step.dW);
      b.grad = matrix(step.db);
      optimizer.update(params);
      assertAgrees(W.value, step.W, `${call}: W after update ${i + 1}`);
      assertAgrees(b.value, step.b, `${call}: b after update ${i + 1}`);
    }
    const fixed = farthest(recorded, replayed(recorded, withEps(1e-7)));
    assertGreater(fixed, 100 * RELATIVE);
  }
});
