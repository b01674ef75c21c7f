import { type Case, testRefusals, untyped } from "./_cases.ts";

const { AdaGrad, Adam, AdamW, Momentum, Nesterov, RMSProp, SGD } = untyped;
const { clipGradients } = untyped;

/** Assigns, as a cell does. */
const set = (object: object, values: object) => Object.assign(object, values);

const CASES: readonly Case[] = [
  [
    () => new SGD(),
    TypeError,
    "Cannot make SGD: options must be an object { lr }, got undefined",
  ],
  [
    () => new SGD(0.1),
    TypeError,
    "Cannot make SGD: options must be an object { lr }, got 0.1",
  ],
  [
    () => new SGD({ lr: 0 }),
    RangeError,
    "Cannot make SGD: lr must be a finite number above 0, got 0",
  ],
  [
    () => new SGD({ lr: -0.1 }),
    RangeError,
    "Cannot make SGD: lr must be a finite number above 0, got -0.1",
  ],
  [
    () => new SGD({ lr: NaN }),
    RangeError,
    "Cannot make SGD: lr must be a finite number above 0, got NaN",
  ],
  [
    () => new SGD({ learningRate: 0.1 }),
    TypeError,
    "Cannot make SGD: options must be among { lr }, got learningRate",
  ],
  [
    () => new Momentum({ lr: -1 }),
    RangeError,
    "Cannot make Momentum: lr must be a finite number above 0, got -1",
  ],
  [
    () => new Momentum({ lr: 0.1, momentum: 1 }),
    RangeError,
    "Cannot make Momentum: momentum must be a finite number at least 0 and below 1, got 1",
  ],
  [
    () => new Momentum({ lr: 0.1, momemtum: 0.5 }),
    TypeError,
    "Cannot make Momentum: options must be among { lr, momentum }, got momemtum",
  ],
  [
    () => new AdaGrad({ lr: Infinity }),
    RangeError,
    "Cannot make AdaGrad: lr must be a finite number above 0, got Infinity",
  ],
  [
    () => new AdaGrad({ lr: 0.1, eps: -1 }),
    RangeError,
    "Cannot make AdaGrad: eps must be a finite number at least 0, got -1",
  ],
  [
    () => new RMSProp({ lr: -0.1 }),
    RangeError,
    "Cannot make RMSProp: lr must be a finite number above 0, got -0.1",
  ],
  [
    () => new RMSProp({ lr: 0.1, decay: 1.1 }),
    RangeError,
    "Cannot make RMSProp: decay must be a finite number at least 0 and below 1, got 1.1",
  ],
  [
    () => new Adam({ lr: -1e-3 }),
    RangeError,
    "Cannot make Adam: lr must be a finite number above 0, got -0.001",
  ],
  [
    () => new Adam({ lr: 1e-3, beta1: 1 }),
    RangeError,
    "Cannot make Adam: beta1 must be a finite number at least 0 and below 1, got 1",
  ],
  [
    () => new Adam({ lr: 1e-3, beta2: -0.1 }),
    RangeError,
    "Cannot make Adam: beta2 must be a finite number at least 0 and below 1, got -0.1",
  ],
  [
    () => new Adam({ lr: 1e-3, betas: [0.9, 0.999] }),
    TypeError,
    "Cannot make Adam: options must be among { lr, beta1, beta2, eps }, got betas",
  ],
  [
    (it) => new SGD({ lr: 0.1 }).update(it.net),
    TypeError,
    "Cannot update by SGD: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    () => new SGD({ lr: 0.1 }).update(),
    TypeError,
    "Cannot update by SGD: params must be an array of parameters, such as net.params, got undefined",
  ],
  [
    (it) => new SGD({ lr: 0.1 }).update([it.param, it.misshapen]),
    RangeError,
    "Cannot update by SGD: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
  [
    (it) => new Momentum({ lr: 0.1 }).update(it.net),
    TypeError,
    "Cannot update by Momentum: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    (it) => new Momentum({ lr: 0.1 }).update([it.param, it.misshapen]),
    RangeError,
    "Cannot update by Momentum: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
  [
    (it) => new AdaGrad({ lr: 0.1 }).update([it.param, it.misshapen]),
    RangeError,
    "Cannot update by AdaGrad: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
  [
    (it) => new RMSProp({ lr: 0.1 }).update([it.param, it.misshapen]),
    RangeError,
    "Cannot update by RMSProp: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
  [
    (it) => new Adam({ lr: 0.1 }).update([it.param, it.misshapen]),
    RangeError,
    "Cannot update by Adam: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
  [
    (it) =>
      new Adam({ lr: 0.1 }).update([it.param, {
        name: "b",
        value: [[1]],
        grad: [[1]],
      }]),
    TypeError,
    "Cannot update by Adam: the value of b must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => new Nesterov(),
    TypeError,
    "Cannot make Nesterov: options must be an object { lr, momentum }, got undefined",
  ],
  [
    () => new Nesterov(0.1),
    TypeError,
    "Cannot make Nesterov: options must be an object { lr, momentum }, got 0.1",
  ],
  [
    () => new Nesterov({ lr: 0 }),
    RangeError,
    "Cannot make Nesterov: lr must be a finite number above 0, got 0",
  ],
  [
    () => new Nesterov({ lr: 0.1, momentum: 1 }),
    RangeError,
    "Cannot make Nesterov: momentum must be a finite number at least 0 and below 1, got 1",
  ],
  [
    () => new Nesterov({ lr: 0.1, nesterov: true }),
    TypeError,
    "Cannot make Nesterov: options must be among { lr, momentum }, got nesterov",
  ],
  [
    (it) => new Nesterov({ lr: 0.1 }).update(it.net),
    TypeError,
    "Cannot update by Nesterov: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    (it) => new Nesterov({ lr: 0.1 }).update([it.param, it.misshapen]),
    RangeError,
    "Cannot update by Nesterov: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
  [
    () => new AdamW(),
    TypeError,
    "Cannot make AdamW: options must be an object { lr, weightDecay, decays, beta1, beta2, eps }, got undefined",
  ],
  [
    () => new AdamW({ lr: NaN }),
    RangeError,
    "Cannot make AdamW: lr must be a finite number above 0, got NaN",
  ],
  [
    () => new AdamW({ lr: 1e-3, weightDecay: -0.01 }),
    RangeError,
    "Cannot make AdamW: weightDecay must be a finite number at least 0, got -0.01",
  ],
  [
    () => new AdamW({ lr: 1e-3, beta1: 1 }),
    RangeError,
    "Cannot make AdamW: beta1 must be a finite number at least 0 and below 1, got 1",
  ],
  [
    () => new AdamW({ lr: 1e-3, decay: 0.01 }),
    TypeError,
    "Cannot make AdamW: options must be among { lr, weightDecay, decays, beta1, beta2, eps }, got decay",
  ],
  [
    () => new AdamW({ lr: 1e-3, decays: ["W"] }),
    TypeError,
    "Cannot make AdamW: decays must be a function, got an Array",
  ],
  [
    (it) => new AdamW({ lr: 0.1 }).update(it.net),
    TypeError,
    "Cannot update by AdamW: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    (it) => new AdamW({ lr: 0.1 }).update([it.param, it.misshapen]),
    RangeError,
    "Cannot update by AdamW: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
  [
    () => new SGD({ lr: "0.1" }),
    RangeError,
    'Cannot make SGD: lr must be a finite number above 0, got "0.1"',
  ],
  [
    (it) => new SGD({ lr: () => NaN }).update([it.param]),
    RangeError,
    "Cannot update by SGD: lr must give a finite number at least 0, got NaN at update 1",
  ],
  [
    (it) => new Adam({ lr: () => "0.1" }).update([it.param]),
    RangeError,
    'Cannot update by Adam: lr must give a finite number at least 0, got "0.1" at update 1',
  ],
  [
    () => set(new SGD({ lr: 0.1 }), { lr: 0.01 }),
    TypeError,
    "Cannot set lr of SGD: it must stay as it was given, 0.1, got 0.01; give lr as a function of the update, or make another optimizer",
  ],
  [
    () => set(new Adam({ lr: 0.1 }), { beta1: 0.5 }),
    TypeError,
    "Cannot set beta1 of Adam: it must stay as it was given, 0.9, got 0.5; make another optimizer",
  ],
  [
    (it) => new SGD({ lr: 0.1 }).stateOf(it.net),
    TypeError,
    "Cannot take the state of SGD: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    (it) => new SGD({ lr: 0.1 }).setState(it.net, it.x),
    TypeError,
    "Cannot set the state of SGD: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    (it) => new SGD({ lr: 0.1 }).setState([it.param]),
    TypeError,
    "Cannot set the state of SGD: state must be what stateOf() gives, got undefined",
  ],
  [
    (it) => new SGD({ lr: 0.1 }).setState([it.param], { updates: 1 }),
    TypeError,
    "Cannot set the state of SGD: state.params must be an array, got undefined",
  ],
  [
    (it) => new SGD({ lr: 0.1 }).setState([it.param], { params: [] }),
    RangeError,
    "Cannot set the state of SGD: state.updates must be a whole number of at least 0, got undefined",
  ],
  [
    (it) => new Adam({ lr: 0.1 }).setState([it.param], stateWith()),
    RangeError,
    "Cannot set the state of Adam: state.params must hold one a parameter, 1, got 0",
  ],
  [
    (it) => new Adam({ lr: 0.1 }).setState([it.param], stateWith(3)),
    TypeError,
    "Cannot set the state of Adam: state.params[0] must be an object { updates, moments }, got 3",
  ],
  [
    (it) => new Adam({ lr: 0.1 }).setState([it.param], stateWith({})),
    RangeError,
    "Cannot set the state of Adam: state.params[0].updates must be a whole number of at least 0, got undefined",
  ],
  [
    (it) =>
      new Adam({ lr: 0.1 }).setState([it.param], stateWith({ updates: 1 })),
    TypeError,
    "Cannot set the state of Adam: state.params[0].moments must be an object of matrices, got undefined",
  ],
  [
    (it) =>
      new Adam({ lr: 0.1 }).setState(
        [it.param],
        stateWith({ updates: 2, moments: { h: it.x } }),
      ),
    RangeError,
    "Cannot set the state of Adam: state.params[0].moments must be { m, v } after 2 updates of W, got { h }",
  ],
  [
    (it) =>
      new Adam({ lr: 0.1 }).setState(
        [it.param],
        stateWith({ updates: 0, moments: { m: it.x, v: it.x } }),
      ),
    RangeError,
    "Cannot set the state of Adam: state.params[0].moments must be empty after 0 updates of W, got { m, v }",
  ],
  [
    (it) =>
      new Momentum({ lr: 0.1 }).setState(
        [it.param],
        stateWith({ updates: 1, moments: { v: [[1]] } }),
      ),
    TypeError,
    "Cannot set the state of Momentum: state.params[0].moments.v must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) =>
      new Momentum({ lr: 0.1 }).setState(
        [it.param],
        stateWith({ updates: 1, moments: { v: it.x } }),
      ),
    RangeError,
    "Cannot set the state of Momentum: state.params[0].moments.v must be 2 x 2, like the value of W, got 3 x 4",
  ],
  [
    (it) => clipGradients(it.net, { norm: 1 }),
    TypeError,
    "Cannot clip gradients: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    (it) => clipGradients([it.param, it.misshapen], { norm: 1 }),
    RangeError,
    "Cannot clip gradients: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
  [
    (it) => clipGradients([it.param], 1),
    TypeError,
    "Cannot clip gradients: options must be an object { norm }, got 1",
  ],
  [
    (it) => clipGradients([it.param], { norm: 0 }),
    RangeError,
    "Cannot clip gradients: norm must be a finite number above 0, got 0",
  ],
  [
    (it) => clipGradients([it.param], { maxNorm: 1 }),
    TypeError,
    "Cannot clip gradients: options must be among { norm }, got maxNorm",
  ],
];

/** A state of one update, of such parameters. */
function stateWith(...params: unknown[]): object {
  return { updates: 1, params };
}

testRefusals(CASES);
