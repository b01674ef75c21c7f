import { Matrix } from "weightlab";
import { type Case, testRefusals, untyped } from "./_cases.ts";

const { SoftmaxCrossEntropy, l2Penalty } = untyped;

const CASES: readonly Case[] = [
  [
    (it) => it.loss.forward(it.logits, [0, 1, 2]),
    RangeError,
    "Cannot compute the loss: labels must be classes in 0 .. 1, got 2 in row 2",
  ],
  [
    (it) => it.loss.forward(it.logits, [0, 1, -1]),
    RangeError,
    "Cannot compute the loss: labels must be classes in 0 .. 1, got -1 in row 2",
  ],
  [
    (it) => it.loss.forward(it.logits, [0, 1, 0.5]),
    RangeError,
    "Cannot compute the loss: labels must be classes in 0 .. 1, got 0.5 in row 2",
  ],
  [
    (it) => it.loss.forward(it.logits, [0, 1, NaN]),
    RangeError,
    "Cannot compute the loss: labels must be classes in 0 .. 1, got NaN in row 2",
  ],
  [
    (it) => it.loss.forward(it.logits, [0, 1]),
    RangeError,
    "Cannot compute the loss: logits must have a row for each label, and at least one, got 3 x 2 logits and 2 labels",
  ],
  [
    (it) => it.loss.forward(it.logits, [[1, 0], [0, 1], [1, 0]]),
    RangeError,
    "Cannot compute the loss: labels must be classes in 0 .. 1, got an Array in row 0",
  ],
  [
    (it) => it.loss.forward(it.logits, new Matrix(3, 2)),
    TypeError,
    "Cannot compute the loss: labels must be an array, got a Matrix",
  ],
  [
    (it) => it.loss.forward(it.logits),
    TypeError,
    "Cannot compute the loss: labels must be an array, got undefined",
  ],
  [
    (it) => it.loss.forward([[1, 2]], [0]),
    TypeError,
    "Cannot compute the loss: logits must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => it.loss.forward(new Matrix(0, 2), []),
    RangeError,
    "Cannot compute the loss: logits must have a row for each label, and at least one, got 0 x 2 logits and 0 labels",
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
