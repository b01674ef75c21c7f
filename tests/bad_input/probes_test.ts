import { Matrix } from "weightlab";
import { type Case, holding, testRefusals, untyped } from "./_cases.ts";

const {
  activations,
  distinctColumns,
  effectiveRank,
  neuronCorrelation,
  varianceSplit,
} = untyped;

const CASES: readonly Case[] = [
  [
    (it) => activations(undefined, it.x),
    TypeError,
    "Cannot look into the layers: net must be a Sequential, such as mlp() gives, got undefined",
  ],
  [
    (it) => activations(it.affine, it.x),
    TypeError,
    "Cannot look into the layers: net must be a Sequential, such as mlp() gives, got an Affine",
  ],
  [
    (it) => activations(it.net, it.x.to2DArray()),
    TypeError,
    "Cannot multiply in Affine: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => activations(it.net, new Matrix(0, 4)),
    RangeError,
    "Cannot multiply in Affine: x must have at least one row, got 0 x 4",
  ],
  [
    (it) => activations(it.net, new Matrix(3, 5)),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 3 x 5",
  ],
  [
    () => distinctColumns([[1, 1]]),
    TypeError,
    "Cannot count distinct columns: w must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => distinctColumns(it.param),
    TypeError,
    "Cannot count distinct columns: w must be an ml-matrix Matrix, got { name, value, grad }",
  ],
  [
    () => varianceSplit(new Matrix(0, 4)),
    RangeError,
    "Cannot split the variance: values must hold at least one number, got 0 x 4",
  ],
  [
    () => varianceSplit(undefined),
    TypeError,
    "Cannot split the variance: values must be an ml-matrix Matrix, got undefined",
  ],
  [
    () => effectiveRank(),
    TypeError,
    "Cannot measure the effective rank: values must be an ml-matrix Matrix, got undefined",
  ],
  [
    () => effectiveRank([[1, 2], [3, 4]]),
    TypeError,
    "Cannot measure the effective rank: values must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => effectiveRank(new Matrix(0, 4)),
    RangeError,
    "Cannot measure the effective rank: values must hold at least one number, got 0 x 4",
  ],
  [
    (it) => effectiveRank(it.net),
    TypeError,
    "Cannot measure the effective rank: values must be an ml-matrix Matrix, got a Sequential",
  ],
  [
    () => neuronCorrelation(),
    TypeError,
    "Cannot correlate neurons: values must be an ml-matrix Matrix, got undefined",
  ],
  [
    () => neuronCorrelation([[1, 2], [3, 4]]),
    TypeError,
    "Cannot correlate neurons: values must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => neuronCorrelation(new Matrix(1, 4)),
    RangeError,
    "Cannot correlate neurons: values must be at least 2 x 2, got 1 x 4",
  ],
  [
    () => neuronCorrelation(new Matrix(3, 4)),
    RangeError,
    "Cannot correlate neurons: each must vary over the examples, got a variance of 0 for neuron 1",
  ],
  [
    (it) => neuronCorrelation(holding(it.x, NaN)),
    RangeError,
    "Cannot correlate neurons: each must vary over the examples, got a variance of NaN for neuron 3",
  ],
];

testRefusals(CASES);
