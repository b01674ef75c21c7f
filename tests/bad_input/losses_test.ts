import { Matrix } from "weightlab";
import { type Case, testRefusals, untyped } from "./_cases.ts";

const {
  MeanSquaredError,
  SigmoidCrossEntropy,
  SoftmaxCrossEntropy,
  l2Penalty,
  softmax,
} = untyped;

const CASES: readonly Case[] = [
  [
    () => softmax([1, 2, 3]),
    TypeError,
    "Cannot apply softmax: z must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => it.loss.forward(it.logits, [0, 1, 2]),
    RangeError,
    "Cannot compute the loss: targets must hold classes in 0 .. 1, as the network has 2 outputs, got 2 for example 2",
  ],
  [
    (it) => it.loss.forward(it.logits, [0, 1, -1]),
    RangeError,
    "Cannot compute the loss: targets must hold classes in 0 .. 1, as the network has 2 outputs, got -1 for example 2",
  ],
  [
    (it) => it.loss.forward(it.logits, [0, 1, 0.5]),
    RangeError,
    "Cannot compute the loss: targets must hold classes in 0 .. 1, as the network has 2 outputs, got 0.5 for example 2",
  ],
  [
    (it) => it.loss.forward(it.logits, [0, 1, NaN]),
    RangeError,
    "Cannot compute the loss: targets must hold classes in 0 .. 1, as the network has 2 outputs, got NaN for example 2",
  ],
  [
    (it) => it.loss.forward(it.logits, [0, 1]),
    RangeError,
    "Cannot compute the loss: logits must have a row for each target, and at least one, got 3 x 2 logits and 2 targets",
  ],
  [
    (it) => it.loss.forward(it.logits, [[1, 0], [0, 1], [1, 0]]),
    RangeError,
    "Cannot compute the loss: targets must hold classes in 0 .. 1, as the network has 2 outputs, got an Array for example 0",
  ],
  [
    (it) => it.loss.forward(it.logits, new Matrix(3, 2)),
    RangeError,
    "Cannot compute the loss: the rows of targets must be probabilities that sum to 1, for SoftmaxCrossEntropy (MeanSquaredError takes any numbers), got 0 in row 0",
  ],
  [
    (it) => it.loss.forward(it.logits, new Matrix([[1, 0], [2, -1], [0, 1]])),
    RangeError,
    "Cannot compute the loss: targets must hold probabilities, at least 0, for SoftmaxCrossEntropy (MeanSquaredError takes any numbers), got -1 in row 1, column 1",
  ],
  [
    (it) => it.loss.forward(it.logits, new Matrix([[1, 0], [NaN, 1], [0, 1]])),
    RangeError,
    "Cannot compute the loss: targets must hold probabilities, at least 0, for SoftmaxCrossEntropy (MeanSquaredError takes any numbers), got NaN in row 1, column 0",
  ],
  [
    (it) =>
      it.loss.forward(it.logits, new Matrix([[1, 0], [0.5, 0.50001], [0, 1]])),
    RangeError,
    /^Cannot compute the loss: the rows of targets must be probabilities that sum to 1, for .*, got 1.00001\d* in row 1$/,
  ],
  [
    (it) => it.loss.forward(it.logits, new Matrix([[1], [1], [1]])),
    RangeError,
    "Cannot compute the loss: targets must have 2 columns, one for each output, got 3 x 1",
  ],
  [
    (it) => it.loss.forward(it.logits, new Matrix([[1, 0]])),
    RangeError,
    "Cannot compute the loss: logits must have a row for each target, and at least one, got 3 x 2 logits and 1 targets",
  ],
  [
    (it) => it.loss.forward(new Matrix(3, 1), [0, 0, 0]),
    RangeError,
    "Cannot compute the loss: the network must have at least 2 outputs for SoftmaxCrossEntropy, one a class, got 1; loss: new SigmoidCrossEntropy() takes one for two classes, new MeanSquaredError() one for numbers",
  ],
  [
    (it) => new SigmoidCrossEntropy().forward(it.logits, [0, 1, 1]),
    RangeError,
    "Cannot compute the loss: targets must be a matrix with a column for each output for SigmoidCrossEntropy, got an array for 2 outputs; of classes that exclude each other SoftmaxCrossEntropy takes an array",
  ],
  [
    () => new SigmoidCrossEntropy().forward(new Matrix(3, 1), [0, 1, 2]),
    RangeError,
    "Cannot compute the loss: targets must hold classes 0 or 1, as the network has one output, got 2 for example 2",
  ],
  [
    () => new SigmoidCrossEntropy().forward(new Matrix(3, 1), [0, 0.5, 1]),
    RangeError,
    "Cannot compute the loss: targets must hold classes 0 or 1, as the network has one output, got 0.5 for example 1",
  ],
  [
    (it) =>
      new SigmoidCrossEntropy().forward(
        it.logits,
        new Matrix([[0, 1], [0.5, 1.5], [0, 0]]),
      ),
    RangeError,
    "Cannot compute the loss: targets must hold numbers in [0, 1], got 1.5 in row 1, column 1",
  ],
  [
    () => new SigmoidCrossEntropy().forward([[0]], [0]),
    TypeError,
    "Cannot compute the loss: logits must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => new SigmoidCrossEntropy().forward(it.logits),
    TypeError,
    "Cannot compute the loss: targets must be an array or a matrix, got undefined",
  ],
  [
    () => new MeanSquaredError().forward(new Matrix(0, 2), []),
    RangeError,
    "Cannot compute the loss: outputs must have a row for each target, and at least one, got 0 x 2 outputs and 0 targets",
  ],
  [
    () => new MeanSquaredError().forward(new Matrix(2, 1), [0, NaN]),
    RangeError,
    "Cannot compute the loss: targets must hold finite numbers, got NaN for example 1",
  ],
  [
    (it) => new MeanSquaredError().forward(it.logits, [0, 1, 0.5]),
    RangeError,
    "Cannot compute the loss: targets, if it is no matrix, must hold classes in 0 .. 1, as the network has 2 outputs, got 0.5 for example 2",
  ],
  [
    (it) =>
      new MeanSquaredError().forward(
        it.logits,
        new Matrix([[0, 1], [Infinity, 1], [0, 0]]),
      ),
    RangeError,
    "Cannot compute the loss: targets must hold finite numbers, got Infinity in row 1, column 0",
  ],
  [
    (it) => new MeanSquaredError().forward(it.logits, new Matrix(3, 3)),
    RangeError,
    "Cannot compute the loss: targets must have 2 columns, one for each output, got 3 x 3",
  ],
  [
    (it) => it.loss.forward(it.logits),
    TypeError,
    "Cannot compute the loss: targets must be an array or a matrix, got undefined",
  ],
  [
    (it) => it.loss.forward([[1, 2]], [0]),
    TypeError,
    "Cannot compute the loss: logits must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => it.loss.forward(new Matrix(0, 2), []),
    RangeError,
    "Cannot compute the loss: logits must have a row for each target, and at least one, got 0 x 2 logits and 0 targets",
  ],
  [
    () => new SoftmaxCrossEntropy().backward(),
    Error,
    "Cannot run SoftmaxCrossEntropy backward: call forward first, so that there is a pass to go back through",
  ],
  [
    () => l2Penalty(),
    TypeError,
    "Cannot make an L2 penalty: options must be an object { lambda, penalizes }, got undefined",
  ],
  [
    () => l2Penalty(1e-4),
    TypeError,
    "Cannot make an L2 penalty: options must be an object { lambda, penalizes }, got 0.0001",
  ],
  [
    () => l2Penalty({ lambda: -1 }),
    RangeError,
    "Cannot make an L2 penalty: lambda must be a finite number at least 0, got -1",
  ],
  [
    () => l2Penalty({ lambda: NaN }),
    RangeError,
    "Cannot make an L2 penalty: lambda must be a finite number at least 0, got NaN",
  ],
  [
    () => l2Penalty({ weightDecay: 1e-4 }),
    TypeError,
    "Cannot make an L2 penalty: options must be among { lambda, penalizes }, got weightDecay",
  ],
  [
    () => l2Penalty({ lambda: 1, penalizes: "W" }),
    TypeError,
    'Cannot make an L2 penalty: penalizes must be a function, got "W"',
  ],
  [
    (it) => l2Penalty({ lambda: 1 }).loss(it.net),
    TypeError,
    "Cannot penalize: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    () => l2Penalty({ lambda: 1 }).loss(),
    TypeError,
    "Cannot penalize: params must be an array of parameters, such as net.params, got undefined",
  ],
  [
    (it) => l2Penalty({ lambda: 1 }).addGradients(it.net),
    TypeError,
    "Cannot penalize: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    (it) =>
      l2Penalty({ lambda: 1, penalizes: () => true }).addGradients([
        it.param,
        it.misshapen,
      ]),
    RangeError,
    "Cannot penalize: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
];

testRefusals(CASES);
