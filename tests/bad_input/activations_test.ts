import { Matrix } from "weightlab";
import { type Case, testRefusals, untyped } from "./_cases.ts";

const {
  defineActivation,
  elu,
  gain,
  gainTable,
  gaussianMean,
  gelu,
  geluTanh,
  leakyRelu,
  linear,
  relu,
  selu,
  sigmoid,
  silu,
  softplus,
  tanh,
} = untyped;

const CASES: readonly Case[] = [
  [
    () => relu(undefined),
    TypeError,
    "Cannot apply ReLU: z must be an ml-matrix Matrix, got undefined",
  ],
  [
    () => relu([[1, -1]]),
    TypeError,
    "Cannot apply ReLU: z must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => relu("1"),
    TypeError,
    'Cannot apply ReLU: z must be an ml-matrix Matrix, got "1"',
  ],
  [
    () => linear([1, 2]),
    TypeError,
    "Cannot apply linear: z must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => sigmoid([1, 2]),
    TypeError,
    "Cannot apply sigmoid: z must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => tanh(it),
    TypeError,
    "Cannot apply tanh: z must be an ml-matrix Matrix, got { x, draws, rng, parts, data, affine, relu, norm, net, logits, loss, param, misshapen, training, idx, labels, row, run, node, chart }",
  ],
  [
    (it) => relu.backward(it.x, new Matrix(4, 3), new Matrix(4, 3)),
    RangeError,
    "Cannot go back through ReLU: dy and z must have one shape, got 3 x 4 and 4 x 3",
  ],
  [
    (it) => relu.backward([[1]], it.x, it.x),
    TypeError,
    "Cannot go back through ReLU: dy must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => sigmoid.backward(it.x, it.x, new Matrix(3, 1)),
    RangeError,
    "Cannot go back through sigmoid: dy and y must have one shape, got 3 x 4 and 3 x 1",
  ],
  [
    () => defineActivation("abs", Math.abs),
    TypeError,
    "Cannot make an activation: derivative must be a function, got undefined",
  ],
  [
    () => defineActivation("abs", undefined, Math.sign),
    TypeError,
    "Cannot make an activation: f must be a function, got undefined",
  ],
  [
    () => defineActivation(Math.abs, Math.sign),
    TypeError,
    "Cannot make an activation: name must be a text, got the function abs",
  ],
  [
    () => leakyRelu(0.2),
    TypeError,
    "Cannot make leakyRelu: options must be an object { slope }, got 0.2",
  ],
  [
    () => leakyRelu({ alpha: 0.2 }),
    TypeError,
    "Cannot make leakyRelu: options must be among { slope }, got alpha",
  ],
  [
    () => leakyRelu({ slope: NaN }),
    RangeError,
    "Cannot make leakyRelu: slope must be a finite number, got NaN",
  ],
  [
    () => leakyRelu()([[1]]),
    TypeError,
    "Cannot apply leaky ReLU: z must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => elu(1),
    TypeError,
    "Cannot make elu: options must be an object { alpha }, got 1",
  ],
  [
    () => elu({ slope: 1 }),
    TypeError,
    "Cannot make elu: options must be among { alpha }, got slope",
  ],
  [
    () => elu({ alpha: -1 }),
    RangeError,
    "Cannot make elu: alpha must be a finite number at least 0, got -1",
  ],
  [
    () => elu()("1"),
    TypeError,
    'Cannot apply ELU: z must be an ml-matrix Matrix, got "1"',
  ],
  [
    () => selu([1]),
    TypeError,
    "Cannot apply SELU: z must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => gelu(undefined),
    TypeError,
    "Cannot apply GELU: z must be an ml-matrix Matrix, got undefined",
  ],
  [
    () => geluTanh([[1]]),
    TypeError,
    "Cannot apply GELU (tanh): z must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => silu(null),
    TypeError,
    "Cannot apply SiLU: z must be an ml-matrix Matrix, got null",
  ],
  [
    () => softplus([1, 2]),
    TypeError,
    "Cannot apply softplus: z must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => gelu.backward(it.x, new Matrix(4, 3), it.x),
    RangeError,
    "Cannot go back through GELU: dy and z must have one shape, got 3 x 4 and 4 x 3",
  ],
  [
    () => gain(),
    TypeError,
    "Cannot compute gain: activation must be an Activation, such as relu or what defineActivation() makes, got undefined",
  ],
  [
    () => gain("relu"),
    TypeError,
    'Cannot compute gain: activation must be an Activation, such as relu or what defineActivation() makes, got "relu"',
  ],
  [
    () => gain(leakyRelu),
    TypeError,
    "Cannot compute gain: activation must be an Activation, such as relu or what defineActivation() makes, got the function leakyRelu",
  ],
  [
    () => gain(Math.tanh),
    TypeError,
    "Cannot compute gain: activation must be an Activation, such as relu or what defineActivation() makes, got the function tanh",
  ],
  [
    () => gainTable(relu),
    TypeError,
    "Cannot compute gains: functions must be an array, got the function ReLU",
  ],
  [
    () => gainTable([relu, undefined]),
    TypeError,
    "Cannot compute gains: activation must be an Activation, such as relu or what defineActivation() makes, got undefined",
  ],
  [
    () => gaussianMean(),
    TypeError,
    "Cannot take gaussianMean: f must be a function, got undefined",
  ],
  [
    () => gaussianMean("relu"),
    TypeError,
    'Cannot take gaussianMean: f must be a function, got "relu"',
  ],
  [
    () => gaussianMean(() => {}),
    TypeError,
    "Cannot take gaussianMean: f must give a number, got undefined",
  ],
  [
    () => gaussianMean(Math.abs, -1),
    RangeError,
    "Cannot take gaussianMean: variance must be a finite number at least 0, got -1",
  ],
  [
    () => gaussianMean(Math.abs, NaN),
    RangeError,
    "Cannot take gaussianMean: variance must be a finite number at least 0, got NaN",
  ],
  [
    () => gaussianMean(Math.abs, 1, Infinity),
    RangeError,
    "Cannot take gaussianMean: mean must be a finite number, got Infinity",
  ],
  [
    () => gaussianMean(Math.abs, 1, 0, -1),
    RangeError,
    "Cannot take gaussianMean: scale must be a finite number at least 0, got -1",
  ],
];

testRefusals(CASES);
