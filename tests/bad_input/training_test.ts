import { Matrix } from "weightlab";
import { type Case, holding, testRefusals, untyped } from "./_cases.ts";

const {
  Affine,
  MeanSquaredError,
  SGD,
  SigmoidCrossEntropy,
  SoftmaxCrossEntropy,
  accuracy,
  checkGradients,
  gradientError,
  he,
  l2Penalty,
  numericalGradient,
  recalibrate,
  relu,
  seeded,
  train,
} = untyped;

/** A network of one output. */
const oneOutput = () =>
  new Affine(4, 1, { init: he(), rng: seeded("one output") });

const CASES: readonly Case[] = [
  [
    () => train(),
    TypeError,
    "Cannot train: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => train(it.net, it.data),
    TypeError,
    "Cannot train: options must be an object { optimizer, batchSize, updates, epochs, rng, sampling, loss, penalty, clipNorm, evaluateEvery, test, validation, earlyStopping, onProgress }, got undefined",
  ],
  [
    (it) => train(it.net, undefined, it.training),
    TypeError,
    "Cannot train: data must be examples and their labels, { x, t }, got undefined",
  ],
  [
    (it) => train(it.net, { train: it.data, test: it.data }, it.training),
    TypeError,
    "Cannot train: data must be examples and their labels, { x, t }, got { train, test }",
  ],
  [
    (it) => train(it.net, Promise.resolve(it.data), it.training),
    TypeError,
    "Cannot train: data must be examples and their labels, { x, t }, got a promise (is an await missing?)",
  ],
  [
    (it) => train(it.data, it.net, it.training),
    TypeError,
    "Cannot train: net must be a layer, such as mlp() or new Relu() gives, got { x, t }",
  ],
  [
    (it) => train(it.net, { x: it.x.to2DArray(), t: it.data.t }, it.training),
    TypeError,
    "Cannot train: data.x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => train(it.net, { x: it.x }, it.training),
    TypeError,
    "Cannot train: data.t must be an array or a matrix, got undefined",
  ],
  [
    (it) => train(it.net, { x: new Matrix(0, 4), t: [] }, it.training),
    RangeError,
    "Cannot train: data must have a label for each row, and at least one row, got 0 rows and 0 labels",
  ],
  [
    (it) => train(it.net, { x: it.x, t: [0, 1] }, it.training),
    RangeError,
    "Cannot train: data must have a label for each row, and at least one row, got 3 rows and 2 labels",
  ],
  [
    (it) => train(it.net, { x: it.x, t: [0, 1, 2] }, it.training),
    RangeError,
    "Cannot train: data.t must hold classes in 0 .. 1, as the network has 2 outputs, got 2 for example 2",
  ],
  [
    (it) => train(it.net, { x: it.x, t: [0, 1, -1] }, it.training),
    RangeError,
    "Cannot train: data.t must hold classes in 0 .. 1, as the network has 2 outputs, got -1 for example 2",
  ],
  [
    (it) => train(it.net, { x: it.x, t: [0, 0.5, 1] }, it.training),
    RangeError,
    "Cannot train: data.t must hold classes in 0 .. 1, as the network has 2 outputs, got 0.5 for example 1",
  ],
  [
    (it) => train(it.net, { x: it.x, t: ["0", 1, 1] }, it.training),
    RangeError,
    'Cannot train: data.t must hold classes in 0 .. 1, as the network has 2 outputs, got "0" for example 0',
  ],
  [
    (it) => train(it.net, { x: holding(it.x, NaN), t: it.data.t }, it.training),
    RangeError,
    "Cannot train: data.x must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) =>
      train(it.net, { x: holding(it.x, -Infinity), t: it.data.t }, it.training),
    RangeError,
    "Cannot train: data.x must hold finite numbers, got -Infinity in row 1, column 2",
  ],
  [
    (it) => train(it.net, { x: new Matrix(3, 5), t: it.data.t }, it.training),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 1 x 5",
  ],
  [
    (it) =>
      train(it.net, it.data, {
        ...it.training,
        test: { x: it.x, t: [0, 1, 2] },
      }),
    RangeError,
    "Cannot train: test.t must hold classes in 0 .. 1, as the network has 2 outputs, got 2 for example 2",
  ],
  [
    (it) =>
      train(it.net, it.data, {
        ...it.training,
        test: { x: new Matrix(3, 5), t: it.data.t },
      }),
    RangeError,
    "Cannot train: test.x must have 4 columns, got 3 x 5",
  ],
  [
    (it) =>
      train(it.net, it.data, {
        ...it.training,
        validation: { x: new Matrix(3, 5), t: it.data.t },
      }),
    RangeError,
    "Cannot train: validation.x must have 4 columns, got 3 x 5",
  ],
  [
    (it) =>
      train(it.net, it.data, {
        ...it.training,
        test: { x: holding(it.x, NaN), t: it.data.t },
      }),
    RangeError,
    "Cannot train: test.x must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, test: null }),
    TypeError,
    "Cannot train: test must be examples and their labels, { x, t }, got null",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, optimizer: undefined }),
    TypeError,
    "Cannot train: optimizer must be an optimizer, such as new SGD({ lr: 0.1 }), got undefined",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, optimizer: SGD }),
    TypeError,
    "Cannot train: optimizer must be an optimizer, such as new SGD({ lr: 0.1 }), got the class SGD",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, optimizer: "adam" }),
    TypeError,
    'Cannot train: optimizer must be an optimizer, such as new SGD({ lr: 0.1 }), got "adam"',
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, rng: undefined }),
    TypeError,
    "Cannot train: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, rng: 1 }),
    TypeError,
    "Cannot train: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, batchSize: 0 }),
    RangeError,
    "Cannot train: batchSize must be a whole number of at least 1, got 0",
  ],
  [
    (it) =>
      train(it.net, it.data, { ...it.training, rng: () => 0.5, batchSize: 1 }),
    RangeError,
    "Cannot normalize: in train mode a batch must have at least 2 rows, got 1; a single example has no variance",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, batchSize: undefined }),
    RangeError,
    "Cannot train: batchSize must be a whole number of at least 1, got undefined",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, updates: -1 }),
    RangeError,
    "Cannot train: updates must be a whole number of at least 1, got -1",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, updates: Infinity }),
    RangeError,
    "Cannot train: updates must be a whole number of at least 1, got Infinity",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, evaluateEvery: 0 }),
    RangeError,
    "Cannot train: evaluateEvery must be a whole number of at least 1, got 0",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, evalEvery: 10 }),
    TypeError,
    "Cannot train: options must be among { optimizer, batchSize, updates, epochs, rng, sampling, loss, penalty, clipNorm, evaluateEvery, test, validation, earlyStopping, onProgress }, got evalEvery",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, onProgress: true }),
    TypeError,
    "Cannot train: onProgress must be a function, got true",
  ],
  [
    (it) => accuracy(undefined, it.data),
    TypeError,
    "Cannot measure accuracy: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => accuracy(it.net),
    TypeError,
    "Cannot measure accuracy: data must be examples and their labels, { x, t }, got undefined",
  ],
  [
    (it) => accuracy(it.data, it.net),
    TypeError,
    "Cannot measure accuracy: net must be a layer, such as mlp() or new Relu() gives, got { x, t }",
  ],
  [
    (it) => accuracy(it.net, { x: new Matrix(0, 4), t: [] }),
    RangeError,
    "Cannot measure accuracy: data must have a label for each row, and at least one row, got 0 rows and 0 labels",
  ],
  [
    (it) => accuracy(it.net, { x: it.x, t: [0, 1] }),
    RangeError,
    "Cannot measure accuracy: data must have a label for each row, and at least one row, got 3 rows and 2 labels",
  ],
  [
    (it) => accuracy(it.net, { x: it.x, t: new Matrix(3, 2) }),
    TypeError,
    "Cannot measure accuracy: data.t must be an array of classes, got a Matrix",
  ],
  [
    (it) => accuracy(it.net, { x: it.x, t: [0, 1, 2] }),
    RangeError,
    "Cannot measure accuracy: data.t must hold classes in 0 .. 1, as the network has 2 outputs, got 2 for example 2",
  ],
  [
    (it) => accuracy(it.net, { x: holding(it.x, NaN), t: it.data.t }),
    RangeError,
    "Cannot measure accuracy: data.x must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) => accuracy(it.net, { x: new Matrix(3, 5), t: it.data.t }),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 3 x 5",
  ],
  [
    (it) => numericalGradient(undefined, it.x),
    TypeError,
    "Cannot take the numerical gradient: f must be a function, got undefined",
  ],
  [
    () => numericalGradient(() => 1, [[1]]),
    TypeError,
    "Cannot take the numerical gradient: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => numericalGradient(() => 1, it.x, 0),
    RangeError,
    "Cannot take the numerical gradient: h must be a finite number above 0, got 0",
  ],
  [
    (it) => numericalGradient(() => {}, it.x),
    TypeError,
    "Cannot take the numerical gradient: f must give a number, got undefined",
  ],
  [
    (it) => gradientError(it.x, new Matrix(4, 3)),
    RangeError,
    "Cannot compare gradients: a and b must have one shape, got 3 x 4 and 4 x 3",
  ],
  [
    (it) => gradientError(it.x),
    TypeError,
    "Cannot compare gradients: b must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => checkGradients(relu, it.x, it.x),
    TypeError,
    "Cannot check gradients: layer must be a layer, such as mlp() or new Relu() gives, got the function ReLU",
  ],
  [
    (it) => checkGradients(it.affine, it.x, new Matrix(3, 2)),
    RangeError,
    "Cannot run Affine backward: dout must be 3 x 3, like the output of forward, got 3 x 2",
  ],
  [
    (it) => checkGradients(it.affine, it.x),
    TypeError,
    "Cannot run Affine backward: dout must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => checkGradients(it.affine, [[1, 2, 3, 4]], it.x),
    TypeError,
    "Cannot multiply in Affine: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) =>
      checkGradients(it.affine, it.x, new Matrix(3, 3), { modes: "infer" }),
    TypeError,
    "Cannot check gradients: options must be among { mode, h }, got modes",
  ],
  [
    (it) => checkGradients(it.affine, it.x, new Matrix(3, 3), { mode: "test" }),
    RangeError,
    'Cannot check gradients: mode must be "train" or "infer", got test',
  ],
  [
    (it) => checkGradients(it.affine, it.x, new Matrix(3, 3), { h: 0 }),
    RangeError,
    "Cannot check gradients: h must be a finite number above 0, got 0",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, penalty: 1e-4 }),
    TypeError,
    "Cannot train: penalty must be a penalty, such as l2Penalty({ lambda: 1e-4 }), got 0.0001",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, penalty: l2Penalty }),
    TypeError,
    "Cannot train: penalty must be a penalty, such as l2Penalty({ lambda: 1e-4 }), got the function l2Penalty",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, penalty: null }),
    TypeError,
    "Cannot train: penalty must be a penalty, such as l2Penalty({ lambda: 1e-4 }), got null",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, l2Penalty: 1e-4 }),
    TypeError,
    "Cannot train: options must be among { optimizer, batchSize, updates, epochs, rng, sampling, loss, penalty, clipNorm, evaluateEvery, test, validation, earlyStopping, onProgress }, got l2Penalty",
  ],
  [
    (it) =>
      train(it.net, it.data, { ...it.training, loss: SoftmaxCrossEntropy }),
    TypeError,
    "Cannot train: loss must be a loss, such as new SoftmaxCrossEntropy(), got the class SoftmaxCrossEntropy",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, loss: "mse" }),
    TypeError,
    'Cannot train: loss must be a loss, such as new SoftmaxCrossEntropy(), got "mse"',
  ],
  [
    (it) => train(oneOutput(), it.data, it.training),
    RangeError,
    "Cannot train: the network must have at least 2 outputs for SoftmaxCrossEntropy, one a class, got 1; loss: new SigmoidCrossEntropy() takes one for two classes, new MeanSquaredError() one for numbers",
  ],
  [
    (it) =>
      train(it.net, it.data, {
        ...it.training,
        loss: new SigmoidCrossEntropy(),
      }),
    RangeError,
    "Cannot train: data.t must be a matrix with a column for each output for SigmoidCrossEntropy, got an array for 2 outputs; of classes that exclude each other SoftmaxCrossEntropy takes an array",
  ],
  [
    (it) => train(it.net, { x: it.x, t: new Matrix(2, 2) }, it.training),
    RangeError,
    "Cannot train: data.t must have a row for each row of data.x, and at least one, got 2 x 2 and 3 x 4",
  ],
  [
    (it) => train(it.net, { x: it.x, t: new Matrix(3, 2) }, it.training),
    RangeError,
    "Cannot train: the rows of data.t must be probabilities that sum to 1, for SoftmaxCrossEntropy (MeanSquaredError takes any numbers), got 0 in row 0",
  ],
  [
    (it) =>
      train(it.net, { x: it.x, t: holding(new Matrix(3, 3), 2) }, {
        ...it.training,
        loss: new MeanSquaredError(),
      }),
    RangeError,
    "Cannot train: data.t must have 2 columns, one for each output, got 3 x 3",
  ],
  [
    (it) =>
      train(it.net, it.data, {
        ...it.training,
        loss: new MeanSquaredError(),
        test: { x: it.x, t: [0, 1, 2] },
      }),
    RangeError,
    "Cannot train: test.t, if it is no matrix, must hold classes in 0 .. 1, as the network has 2 outputs, got 2 for example 2",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, epochs: 0 }),
    RangeError,
    "Cannot train: epochs must be a whole number of at least 1, got 0",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, epochs: 1 }),
    RangeError,
    "Cannot train: options must have one of updates and epochs, got both",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, updates: undefined }),
    RangeError,
    "Cannot train: options must have one of updates and epochs, got neither",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, sampling: "shuffle" }),
    RangeError,
    'Cannot train: sampling must be "withReplacement" or "withoutReplacement", got shuffle',
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, clipNorm: 0 }),
    RangeError,
    "Cannot train: clipNorm must be a finite number above 0, got 0",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, evaluateEvery: "batch" }),
    RangeError,
    'Cannot train: evaluateEvery must be a whole number of at least 1, got "batch"',
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, validation: 1 }),
    RangeError,
    "Cannot train: validation must be a finite number above 0 and below 1, got 1",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, validation: true }),
    TypeError,
    "Cannot train: validation must be examples and their labels, { x, t }, got true",
  ],
  [
    (it) =>
      train(it.net, it.data, {
        ...it.training,
        validation: { x: holding(it.x, NaN), t: it.data.t },
      }),
    RangeError,
    "Cannot train: validation.x must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, earlyStopping: 3 }),
    TypeError,
    "Cannot train: earlyStopping must be an object { patience, minDelta, measure }, got 3",
  ],
  [
    (it) => train(it.net, it.data, { ...it.training, earlyStopping: {} }),
    RangeError,
    "Cannot train: earlyStopping.patience must be a whole number of at least 1, got undefined",
  ],
  [
    (it) =>
      train(it.net, it.data, {
        ...it.training,
        earlyStopping: { patience: 2, minDelta: -1 },
      }),
    RangeError,
    "Cannot train: earlyStopping.minDelta must be a finite number at least 0, got -1",
  ],
  [
    (it) =>
      train(it.net, it.data, {
        ...it.training,
        earlyStopping: { patience: 2 },
      }),
    RangeError,
    "Cannot train: with earlyStopping there must be validation, a share such as 0.1 or examples, got undefined",
  ],
  [
    (it) => accuracy(oneOutput(), { x: it.x, t: [0, 1, 2] }),
    RangeError,
    "Cannot measure accuracy: data.t must hold classes 0 or 1, as the network has one output, got 2 for example 2",
  ],
  [
    () => recalibrate(),
    TypeError,
    "Cannot recalibrate: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => recalibrate(it.net),
    TypeError,
    "Cannot recalibrate: data.x must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => recalibrate(it.net, it.x),
    TypeError,
    "Cannot recalibrate: data.x must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => recalibrate(it.data, it.net),
    TypeError,
    "Cannot recalibrate: net must be a layer, such as mlp() or new Relu() gives, got { x, t }",
  ],
  [
    (it) => recalibrate(it.affine, it.data),
    RangeError,
    "Cannot recalibrate: net must hold a batch normalization that is not frozen, got Affine",
  ],
  [
    (it) => recalibrate(it.net, { x: new Matrix(1, 4) }),
    RangeError,
    "Cannot recalibrate: data.x must have at least 2 rows, got 1 x 4",
  ],
  [
    (it) => recalibrate(it.net, { x: new Matrix(3, 5) }),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 3 x 5",
  ],
  [
    (it) => recalibrate(it.net, { x: holding(it.x, Infinity) }),
    RangeError,
    "Cannot recalibrate: data.x must hold finite numbers, got Infinity in row 1, column 2",
  ],
  [
    (it) => recalibrate(it.net, { x: it.x.to2DArray() }),
    TypeError,
    "Cannot recalibrate: data.x must be an ml-matrix Matrix, got an Array",
  ],
];

testRefusals(CASES);
