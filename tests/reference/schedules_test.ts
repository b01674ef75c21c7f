import { assertGreater } from "@std/assert";
import {
  Adam,
  AdamW,
  clipGradients,
  cosineDecay,
  largestDifference,
  type LearningRate,
  linearWarmup,
  Matrix,
  Momentum,
  Nesterov,
  type Optimizer,
  param,
  type Schedule,
  SGD,
  stepDecay,
} from "weightlab";
import { assertAgrees, matrix } from "./_agreement.ts";
import { jax, keras, pytorch } from "./_recorded.ts";

/** Ten updates: the rate of each, its gradients, and what the parameters became. */
interface Recorded {
  readonly call: string;
  readonly rates: readonly number[];
  readonly steps: readonly {
    readonly dW: number[][];
    readonly db: number[];
    readonly W: number[][];
    readonly b: number[];
  }[];
}

const PROBLEM = pytorch.problem;

/** W and b, side by side, after each update with the recorded gradients. */
function replayed({ steps }: Recorded, optimizer: Optimizer): Matrix {
  const W = param("W", matrix(PROBLEM.W)), b = param("b", matrix(PROBLEM.b));
  return new Matrix(steps.map(({ dW, db }) => {
    W.grad = matrix(dW);
    b.grad = matrix(db);
    optimizer.update([W, b]);
    return [...W.value.to1DArray(), ...b.value.to1DArray()];
  }));
}

const recordedAs = ({ steps }: Recorded) =>
  steps.map(({ W, b }) => [...W.flat(), ...b]);

const step = (lr: number) => stepDecay({ lr, every: 3, factor: 0.5 });
const cosine = (lr: number) => cosineDecay({ lr, updates: 10, end: 0.01 });
const warmup = (lr: number) =>
  linearWarmup({
    updates: 4,
    start: 0.2 * lr,
    then: cosineDecay({ lr, updates: 6 }),
  });
const momentum = (lr: LearningRate) => new Momentum({ lr, momentum: 0.9 });
const nesterov = (lr: LearningRate) => new Nesterov({ lr, momentum: 0.9 });
const { schedules } = pytorch;

const SAME: [Recorded, Schedule, (lr: LearningRate) => Optimizer][] = [
  [schedules.sgdWarmup, warmup(0.5), (lr) => new SGD({ lr })],
  // PyTorch's momentum times lr_(t-1) / lr_t: its v is then ours over lr_t.
  [schedules.momentumStepWithin, step(0.2), momentum],
  [schedules.momentumCosineWithin, cosine(0.2), momentum],
  // Keras' has lr within, as ours.
  [keras.schedules.momentumCosine, cosine(0.2), momentum],
  [
    keras.schedules.momentumWarmup,
    linearWarmup({ updates: 4, then: cosineDecay({ lr: 0.2, updates: 6 }) }),
    momentum,
  ],
  [keras.schedules.nesterovStaircase, step(0.2), nesterov],
  [schedules.adamCosine, cosine(0.1), (lr) => new Adam({ lr })],
  [
    schedules.adamWWarmup,
    warmup(0.1),
    (lr) => new AdamW({ lr, weightDecay: 0.01 }),
  ],
];

for (const [recorded, schedule, make] of SAME) {
  const { name } = make(1).constructor, { call, rates } = recorded;
  Deno.test(`${name} agrees with ${call} over ten updates, rates too`, () => {
    const own = rates.map((_, i) => schedule(i + 1));
    assertAgrees(new Matrix([own]), rates, `${call}: rates`);
    const values = replayed(recorded, make(schedule));
    assertAgrees(values, recordedAs(recorded), call);
  });
}

// Optax' rates, beyond the last update of a schedule, too.
const RATES: [{ call: string; rates: number[] }, Schedule][] = [
  [jax.schedules.cosine, cosine(0.2)],
  [jax.schedules.staircase, step(0.2)],
  [
    jax.schedules.warmup,
    linearWarmup({
      updates: 4,
      start: 0.01,
      then: cosineDecay({ lr: 0.2, updates: 6, end: 0.02 }),
    }),
  ],
];

for (const [{ call, rates }, schedule] of RATES) {
  Deno.test(`a schedule agrees with ${call}`, () => {
    const own = rates.map((_, i) => schedule(i + 1));
    assertAgrees(new Matrix([own]), rates, call, { rounding: 1e-17 });
  });
}

Deno.test("Momentum has lr within v, PyTorch beside it: other steps once lr changes", () => {
  const { momentumStep } = schedules;
  const values = replayed(momentumStep, momentum(step(0.2)));
  const theirs = matrix(recordedAs(momentumStep));
  const upTo = (x: Matrix, n: number) => x.subMatrix(0, n - 1, 0, 7);
  assertAgrees(upTo(values, 3), upTo(theirs, 3).to2DArray(), momentumStep.call);
  assertGreater(largestDifference(values, theirs), 0.01);
});

Deno.test("clipGradients() agrees with clip_grad_norm_, above the norm and below", () => {
  const { call, dW, db, cases } = pytorch.clipping;
  for (const { norm, total, clipped: [W, b] } of cases) {
    const params = [dW, [db]].map((grad) => {
      const one = param("W", new Matrix(grad));
      one.grad = new Matrix(grad);
      return one;
    });
    const n = clipGradients(params, { norm });
    assertAgrees(new Matrix([[n]]), [total], `${call}: norm`);
    assertAgrees(params[0].grad, W as number[][], `${call}: dW`);
    assertAgrees(params[1].grad, b as number[], `${call}: db`);
  }
});
