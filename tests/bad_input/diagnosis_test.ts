import { Matrix } from "weightlab";
import { type Case, holding, testRefusals, untyped } from "./_cases.ts";

const { SGD, diagnose } = untyped;

const CASES: readonly Case[] = [
  [
    () => diagnose(),
    TypeError,
    "Cannot diagnose: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => diagnose(it.x, it.net),
    TypeError,
    "Cannot diagnose: net must be a layer, such as mlp() or new Relu() gives, got a Matrix",
  ],
  [
    (it) => diagnose(it.net),
    TypeError,
    "Cannot diagnose: batch must be a matrix or hold one as x, got undefined",
  ],
  [
    (it) => diagnose(it.net, it.x.to2DArray()),
    TypeError,
    "Cannot diagnose: batch must be a matrix or hold one as x, got an Array",
  ],
  [
    (it) => diagnose(it.net, it.data.t),
    TypeError,
    "Cannot diagnose: batch must be a matrix or hold one as x, got a Uint8Array",
  ],
  [
    (it) => diagnose(it.net, Promise.resolve(it.data)),
    TypeError,
    "Cannot diagnose: batch must be a matrix or hold one as x, got a promise (is an await missing?)",
  ],
  [
    (it) => diagnose(it.net, new Matrix(0, 4)),
    RangeError,
    "Cannot diagnose: batch must hold at least 2 examples, got 0; one alone does not show what a neuron makes of its input",
  ],
  [
    (it) => diagnose(it.net, new Matrix(1, 4)),
    RangeError,
    "Cannot diagnose: batch must hold at least 2 examples, got 1; one alone does not show what a neuron makes of its input",
  ],
  [
    (it) => diagnose(it.net, new Matrix(3, 4)),
    RangeError,
    "Cannot diagnose: batch must hold examples that differ, got 3 that are all alike",
  ],
  [
    (it) => diagnose(it.net, new Matrix([[1, 2], [3, 4]])),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 2 x 2",
  ],
  [
    (it) => diagnose(it.net, holding(it.x, NaN)),
    RangeError,
    "Cannot diagnose: batch.x must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) => diagnose(it.net, { x: it.x, t: 1 }),
    TypeError,
    "Cannot diagnose: batch.t must be an array of classes, got 1",
  ],
  [
    (it) => diagnose(it.net, { x: it.x, t: [0, 1] }),
    RangeError,
    "Cannot diagnose: batch must have a label for each row, got 3 rows and 2 labels",
  ],
  [
    (it) => diagnose(it.net, { x: it.x, t: [0, 1, 2] }),
    RangeError,
    "Cannot compute the loss: targets must hold classes in 0 .. 1, as the network has 2 outputs, got 2 for example 2",
  ],
  [
    (it) => diagnose(it.net, it.data, { learningRate: 0.1 }),
    TypeError,
    "Cannot diagnose: options must be among { lr, optimizer }, got learningRate",
  ],
  [
    (it) => diagnose(it.net, it.data, 0.1),
    TypeError,
    "Cannot diagnose: options must be an object { lr, optimizer }, got 0.1",
  ],
  [
    (it) => diagnose(it.net, it.data, { lr: 0 }),
    RangeError,
    "Cannot diagnose: lr must be a finite number above 0, got 0",
  ],
  [
    (it) => diagnose(it.net, it.data, { optimizer: SGD }),
    TypeError,
    "Cannot diagnose: optimizer must be an optimizer, such as new SGD({ lr: 0.1 }), got the class SGD",
  ],
  [
    (it) =>
      diagnose(it.net, it.data, { lr: 0.1, optimizer: it.training.optimizer }),
    RangeError,
    "Cannot diagnose: options must give lr or optimizer, got both",
  ],
  [
    (it) => diagnose(it.net, it.x, { lr: 0.1 }),
    RangeError,
    "Cannot diagnose: batch must have labels t for an update to be computed, got none with lr 0.1",
  ],
];

testRefusals(CASES);
