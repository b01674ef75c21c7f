import { Matrix } from "weightlab";
import { type Case, holding, testRefusals, untyped } from "./_cases.ts";

const {
  activations,
  covariateShift,
  descentLandscape,
  distinctColumns,
  effectiveRank,
  gradients,
  neuronCorrelation,
  SoftmaxCrossEntropy,
  varianceSplit,
} = untyped;

const CASES: readonly Case[] = [
  [
    (it) => activations(undefined, it.x),
    TypeError,
    "Cannot look into the layers: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => activations([it.affine], it.x),
    TypeError,
    "Cannot look into the layers: net must be a layer, such as mlp() or new Relu() gives, got an Array",
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
  [
    () => descentLandscape(),
    TypeError,
    "Cannot measure a descent: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => descentLandscape(it.net, it.x, { steps: [1] }),
    TypeError,
    "Cannot measure a descent: batch must be examples and their labels, { x, t }, got a Matrix",
  ],
  [
    (it) => descentLandscape(it.net, it.data),
    TypeError,
    "Cannot measure a descent: options must be an object { steps }, got undefined",
  ],
  [
    (it) => descentLandscape(it.net, it.data, { step: 1 }),
    TypeError,
    "Cannot measure a descent: options must be among { steps }, got step",
  ],
  [
    (it) => descentLandscape(it.net, it.data, { steps: [] }),
    RangeError,
    "Cannot measure a descent: steps must hold at least one, got 0",
  ],
  [
    (it) => descentLandscape(it.net, it.data, { steps: [1, 0] }),
    RangeError,
    "Cannot measure a descent: steps must be a finite number above 0, got 0",
  ],
  [
    (it) =>
      descentLandscape(it.net, { x: holding(it.x, NaN), t: it.data.t }, {
        steps: [1],
      }),
    RangeError,
    "Cannot measure a descent: batch.x must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) => descentLandscape(it.net, { x: it.x, t: [0, 1, 2] }, { steps: [1] }),
    RangeError,
    "Cannot compute the loss: targets must hold classes in 0 .. 1, as the network has 2 outputs, got 2 for example 2",
  ],
  [
    (it) => covariateShift(it.data, it.net, { lr: 0.1 }),
    TypeError,
    "Cannot measure the covariate shift: net must be a layer, such as mlp() or new Relu() gives, got { x, t }",
  ],
  [
    (it) => covariateShift(it.net, it.data, { lr: 0 }),
    RangeError,
    "Cannot measure the covariate shift: lr must be a finite number above 0, got 0",
  ],
  [
    (it) => covariateShift(it.net, it.data, 0.1),
    TypeError,
    "Cannot measure the covariate shift: options must be an object { lr }, got 0.1",
  ],
  [
    (it) =>
      covariateShift(it.net, { x: new Matrix(3, 5), t: [0, 1, 1] }, { lr: 1 }),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 3 x 5",
  ],
  [
    () => gradients(),
    TypeError,
    "Cannot compute gradients: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => gradients(it.data, it.net),
    TypeError,
    "Cannot compute gradients: net must be a layer, such as mlp() or new Relu() gives, got { x, t }",
  ],
  [
    (it) => gradients(it.net, it.x),
    TypeError,
    "Cannot compute gradients: data must be examples and their labels, { x, t }, got a Matrix",
  ],
  [
    (it) => gradients(it.net, { x: it.x, t: [0, 1] }),
    RangeError,
    "Cannot compute gradients: data must have a label for each row, and at least one row, got 3 rows and 2 labels",
  ],
  [
    (it) => gradients(it.net, { x: it.x, t: it.logits }),
    RangeError,
    /^Cannot compute gradients: data\.t must hold /,
  ],
  [
    (it) => gradients(it.net, { x: it.x, t: [0, 1, 2] }),
    RangeError,
    "Cannot compute gradients: data.t must hold classes in 0 .. 1, as the network has 2 outputs, got 2 for example 2",
  ],
  [
    (it) => gradients(it.net, { x: holding(it.x, Infinity), t: [0, 1, 1] }),
    RangeError,
    "Cannot compute gradients: data.x must hold finite numbers, got Infinity in row 1, column 2",
  ],
  [
    (it) => gradients(it.net, { x: new Matrix(3, 5), t: [0, 1, 1] }),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 3 x 5",
  ],
  [
    (it) => gradients(it.net, { x: new Matrix(1, 4), t: [0] }),
    RangeError,
    "Cannot normalize: in train mode a batch must have at least 2 rows, got 1; a single example has no variance",
  ],
  [
    (it) => gradients(it.net, it.data, { mode: "infer" }),
    TypeError,
    "Cannot compute gradients: options must be among { loss }, got mode",
  ],
  [
    (it) => gradients(it.net, it.data, { loss: SoftmaxCrossEntropy }),
    TypeError,
    "Cannot compute gradients: loss must be a loss, such as new SoftmaxCrossEntropy(), got the class SoftmaxCrossEntropy",
  ],
  [
    (it) =>
      gradients(it.net, { x: it.x, t: new Matrix(2, 2) }, { loss: it.loss }),
    RangeError,
    "Cannot compute gradients: data.t must have a row for each row of data.x, and at least one, got 2 x 2 and 3 x 4",
  ],
  [
    (it) => gradients(it.net, it.x, { loss: it.loss }),
    TypeError,
    "Cannot compute gradients: data must be examples and their labels, { x, t }, got a Matrix",
  ],
  [
    (it) =>
      gradients(it.net, it.data, {
        loss: { forward: () => 1, backward: () => 1 },
      }),
    TypeError,
    "Cannot compute gradients: what loss.backward() gives must be an ml-matrix Matrix, got 1",
  ],
  [
    (it) =>
      gradients(it.net, it.data, {
        loss: { forward: () => 1, backward: () => new Matrix(3, 3) },
      }),
    RangeError,
    "Cannot run Affine backward: dout must be 3 x 2, like the output of forward, got 3 x 3",
  ],
];

testRefusals(CASES);
