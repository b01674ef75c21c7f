import { Matrix } from "weightlab";
import { type Case, testRefusals, untyped } from "./_cases.ts";

const { activation, relu, sigmoid, tanh } = untyped;

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
    "Cannot go back element by element: dy and y must have one shape, got 3 x 4 and 3 x 1",
  ],
  [
    () => activation("abs", Math.abs),
    TypeError,
    "Cannot make an activation: derivative must be a function, got undefined",
  ],
  [
    () => activation("abs", undefined, Math.sign),
    TypeError,
    "Cannot make an activation: f must be a function, got undefined",
  ],
  [
    () => activation(Math.abs, Math.sign),
    TypeError,
    "Cannot make an activation: name must be a text, got the function abs",
  ],
];

testRefusals(CASES);
