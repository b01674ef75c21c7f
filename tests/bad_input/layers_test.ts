import { Matrix } from "weightlab";
import { type Case, testRefusals, type Untyped, untyped } from "./_cases.ts";

const {
  ActivationLayer,
  Affine,
  BatchNormalization,
  Dropout,
  Frozen,
  GroupNormalization,
  LayerNormalization,
  PRelu,
  RMSNormalization,
  Relu,
  Residual,
  Sequential,
  Sigmoid,
  Tanh,
  WeightNormalizedAffine,
  he,
  normal,
  param,
  pytorchLinear,
  relu,
  seeded,
  snapshot,
  zeros,
} = untyped;

/** What a user's layer is made of that does what another does. */
function around(layer: Untyped) {
  return {
    name: "Around",
    params: layer.params,
    forward: (x: Matrix) => layer.forward(x, "train"),
    backward: (dout: Matrix) => layer.backward(dout),
  };
}

/** A layer 4 -> 2 without a pass. */
function weightNormalized() {
  return new WeightNormalizedAffine(4, 2, { init: he(), rng: seeded(1) });
}

const CASES: readonly Case[] = [
  [
    () => new Frozen(Relu),
    TypeError,
    "Cannot make Frozen: layer must be a layer, such as mlp() or new Relu() gives, got the class Relu",
  ],
  [
    (it) => new Frozen([it.relu]),
    TypeError,
    "Cannot make Frozen: layer must be a layer, such as mlp() or new Relu() gives, got an Array",
  ],
  [
    (it) => new Frozen(it.relu).forward(it.x),
    RangeError,
    'Cannot run Frozen forward: mode must be "train" or "infer", got undefined',
  ],
  [
    (it) => new Sequential([it.relu, new Frozen(it.relu)]),
    RangeError,
    "Cannot make Sequential: layers must all be different, as each remembers one pass, got the ReLU at layers[0] again at layers[1].layers[0]; make another, or clone() it",
  ],
  [
    (it) => Object.assign(new Dropout(0.5, { rng: it.rng }), { ratio: 0.1 }),
    TypeError,
    "Cannot set ratio of Dropout: it must stay as it was given, 0.5, got 0.1; make another",
  ],
  [
    (it) => Object.assign(it.norm, { eps: 0 }),
    TypeError,
    "Cannot set eps of BatchNormalization: it must stay as it was given, 0.000001, got 0; make another",
  ],
  [
    (it) => Object.assign(it.net, { layers: [] }),
    TypeError,
    /read only property 'layers'/,
  ],
  [
    // deno-lint-ignore no-sparse-arrays
    (it) => new Sequential([, it.relu]),
    TypeError,
    "Cannot make Sequential: layers[0] must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => snapshot(it.net),
    TypeError,
    "Cannot take a snapshot: params must be an array of parameters, such as net.params, got a Sequential",
  ],
  [
    (it) => snapshot([it.misshapen]),
    RangeError,
    "Cannot take a snapshot: the gradient of b must be 2 x 2, like its value, got 1 x 2",
  ],
  [
    () => param("W"),
    TypeError,
    "Cannot make a parameter: value must be an ml-matrix Matrix, got undefined",
  ],
  [
    () => param("W", [[1, 2]]),
    TypeError,
    "Cannot make a parameter: value must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => new Affine(4, 2),
    TypeError,
    /^Cannot make Affine: options must be an object \{ init, .* \}, got undefined$/,
  ],
  [
    (it) => new Affine(4, 2, { init: undefined, rng: it.rng }),
    TypeError,
    "Cannot make Affine: init must be a function, such as he() gives, got undefined",
  ],
  [
    () => new Affine(4, 2, { init: he(), rng: undefined }),
    TypeError,
    "Cannot make Affine: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    () => new Affine(4, 2, { init: he(), rng: 1 }),
    TypeError,
    "Cannot make Affine: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    (it) => new Affine(4, 2, { init: he, rng: it.rng }),
    TypeError,
    "Cannot make he: options must be an object { mode, distribution, slope }, got a generator; he is called once to make an initializer, and that is what draws: he({ .. })(rng, fanIn, fanOut)",
  ],
  [
    (it) => new Affine(4, 2, { init: normal, rng: it.rng }),
    TypeError,
    "Cannot make normal: options must be an object { std, mean }, got a generator; normal is called once to make an initializer, and that is what draws: normal({ .. })(rng, fanIn, fanOut)",
  ],
  [
    (it) => new Affine(4, 2, { init: new Matrix(4, 2), rng: it.rng }),
    TypeError,
    "Cannot make Affine: init must be a function, such as he() gives, got a Matrix",
  ],
  [
    (it) => new Affine(4, 2, { init: () => [[1]], rng: it.rng }),
    TypeError,
    "Cannot make Affine: init must give a matrix of weights, got an Array; an initializer is called once to make it, as in he()",
  ],
  [
    (it) => new Affine(4, 2, { init: () => new Matrix(2, 4), rng: it.rng }),
    RangeError,
    "Cannot make Affine: init must give 4 x 2 weights, got 2 x 4",
  ],
  [
    (it) => new Affine(4, 2, { initializer: he(), rng: it.rng }),
    TypeError,
    /^Cannot make Affine: options must be among \{ init, .* \}, got initializer$/,
  ],
  [
    (it) => new Affine(0, 2, { init: he(), rng: it.rng }),
    RangeError,
    "Cannot draw he weights: fanIn must be a whole number of at least 1, got 0",
  ],
  [
    (it) => new Affine(4, -2, { init: he(), rng: it.rng }),
    RangeError,
    "Cannot draw he weights: fanOut must be a whole number of at least 1, got -2",
  ],
  [
    (it) => it.affine.forward([[1, 2, 3, 4]]),
    TypeError,
    "Cannot multiply in Affine: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => it.affine.forward(),
    TypeError,
    "Cannot multiply in Affine: x must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => it.affine.forward(new Matrix(2, 3)),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 2 x 3",
  ],
  [
    (it) => it.affine.forward(new Matrix(0, 4)),
    RangeError,
    "Cannot multiply in Affine: x must have at least one row, got 0 x 4",
  ],
  [
    (it) => it.affine.backward(it.x),
    RangeError,
    "Cannot run Affine backward: dout must be 3 x 3, like the output of forward, got 3 x 4",
  ],
  [
    (it) => it.affine.backward([[1, 2, 3]]),
    TypeError,
    "Cannot run Affine backward: dout must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => it.affine.backward(undefined),
    TypeError,
    "Cannot run Affine backward: dout must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) =>
      new Affine(4, 2, { init: zeros(), rng: it.rng }).backward(
        new Matrix(1, 2),
      ),
    Error,
    "Cannot run Affine backward: call forward first, so that there is a pass to go back through",
  ],
  [
    () => new ActivationLayer(undefined),
    TypeError,
    "Cannot make ActivationLayer: activation must be an Activation, such as relu or what defineActivation() makes, got undefined",
  ],
  [
    () => new ActivationLayer(Math.tanh),
    TypeError,
    "Cannot make ActivationLayer: activation must be an Activation, such as relu or what defineActivation() makes, got the function tanh",
  ],
  [
    () => new ActivationLayer("relu"),
    TypeError,
    'Cannot make ActivationLayer: activation must be an Activation, such as relu or what defineActivation() makes, got "relu"',
  ],
  [
    () => new Relu().forward([[1]]),
    TypeError,
    "Cannot run ReLU forward: z must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => new Relu().forward(new Matrix(0, 3)),
    RangeError,
    "Cannot run ReLU forward: z must have at least one row, got 0 x 3",
  ],
  [
    () => new Sigmoid().forward(),
    TypeError,
    "Cannot run sigmoid forward: z must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => new Tanh().backward(it.x),
    Error,
    "Cannot run tanh backward: call forward first, so that there is a pass to go back through",
  ],
  [
    (it) => it.relu.backward(new Matrix(4, 3)),
    RangeError,
    "Cannot run ReLU backward: dout must be 3 x 4, like the output of forward, got 4 x 3",
  ],
  [
    (it) => it.relu.backward(null),
    TypeError,
    "Cannot run ReLU backward: dout must be an ml-matrix Matrix, got null",
  ],
  [
    () => new BatchNormalization(),
    RangeError,
    "Cannot make BatchNormalization: features must be a whole number of at least 1, got undefined",
  ],
  [
    () => new BatchNormalization(0),
    RangeError,
    "Cannot make BatchNormalization: features must be a whole number of at least 1, got 0",
  ],
  [
    () => new BatchNormalization(2.5),
    RangeError,
    "Cannot make BatchNormalization: features must be a whole number of at least 1, got 2.5",
  ],
  [
    () => new BatchNormalization(3, null),
    TypeError,
    /^Cannot make BatchNormalization: options must be an object \{ convention, .* \}, got null$/,
  ],
  [
    () => new BatchNormalization(3, { epsilon: 1e-5 }),
    TypeError,
    /^Cannot make BatchNormalization: options must be among \{ convention, .* \}, got epsilon$/,
  ],
  [
    () => new BatchNormalization(3, { eps: -1e-6 }),
    RangeError,
    "Cannot make BatchNormalization: eps must be a finite number at least 0, got -0.000001",
  ],
  [
    () => new BatchNormalization(3, { momentum: 1 }),
    RangeError,
    "Cannot make BatchNormalization: momentum must be a finite number at least 0 and below 1, got 1",
  ],
  [
    () => new BatchNormalization(3, { runningVariance: -1 }),
    RangeError,
    "Cannot make BatchNormalization: runningVariance must be a finite number at least 0, got -1",
  ],
  [
    () => new BatchNormalization(3, { runningMean: NaN }),
    RangeError,
    "Cannot make BatchNormalization: runningMean must be a finite number, got NaN",
  ],
  [
    () => new BatchNormalization(3, { estimator: "population" }),
    RangeError,
    'Cannot make BatchNormalization: estimator must be "biased" or "unbiased", got population',
  ],
  [
    (it) => it.norm.forward(new Matrix(1, 4), "train"),
    RangeError,
    "Cannot normalize: in train mode a batch must have at least 2 rows, got 1; a single example has no variance",
  ],
  [
    (it) => it.norm.forward(new Matrix(0, 4), "infer"),
    RangeError,
    "Cannot normalize: x must have at least one row, got 0 x 4",
  ],
  [
    (it) => it.norm.forward(new Matrix(5, 3), "train"),
    RangeError,
    "Cannot normalize: x must have 4 columns, got 5 x 3",
  ],
  [
    (it) => it.norm.forward(it.x),
    RangeError,
    'Cannot normalize: mode must be "train" or "infer", got undefined',
  ],
  [
    (it) => it.norm.forward(it.x, "eval"),
    RangeError,
    'Cannot normalize: mode must be "train" or "infer", got eval',
  ],
  [
    (it) => it.norm.forward([[1, 2, 3, 4]], "train"),
    TypeError,
    "Cannot normalize: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => it.norm.backward(new Matrix(5, 4)),
    RangeError,
    "Cannot run BatchNormalization backward: dout must be 3 x 4, like the output of forward, got 5 x 4",
  ],
  [
    (it) => new BatchNormalization(4).backward(it.x),
    Error,
    "Cannot run BatchNormalization backward: call forward first, so that there is a pass to go back through",
  ],
  [
    () => new Dropout(0.5),
    TypeError,
    "Cannot make Dropout: options must be an object { rng }, got undefined",
  ],
  [
    () => new Dropout(0.5, { rng: undefined }),
    TypeError,
    "Cannot make Dropout: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    () => new Dropout(0.5, { rng: 1 }),
    TypeError,
    "Cannot make Dropout: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    (it) => new Dropout(1, { rng: it.rng }),
    RangeError,
    "Cannot make Dropout: ratio must be a finite number at least 0 and below 1, got 1",
  ],
  [
    (it) => new Dropout(-0.1, { rng: it.rng }),
    RangeError,
    "Cannot make Dropout: ratio must be a finite number at least 0 and below 1, got -0.1",
  ],
  [
    (it) => new Dropout({ ratio: 0.5, rng: it.rng }),
    TypeError,
    "Cannot make Dropout: options must be an object { rng }, got undefined",
  ],
  [
    (it) => new Dropout(0.5, { rng: it.rng }).forward(it.x),
    RangeError,
    'Cannot drop out: mode must be "train" or "infer", got undefined',
  ],
  [
    (it) => new Dropout(0.5, { rng: it.rng }).forward(it.x, "test"),
    RangeError,
    'Cannot drop out: mode must be "train" or "infer", got test',
  ],
  [
    (it) =>
      new Dropout(0.5, { rng: it.rng }).forward(new Matrix(0, 3), "train"),
    RangeError,
    "Cannot drop out: x must have at least one row, got 0 x 3",
  ],
  [
    (it) => new Dropout(0.5, { rng: it.rng }).backward(it.x),
    Error,
    "Cannot run Dropout backward: call forward first, so that there is a pass to go back through",
  ],
  [
    () => new Sequential([]),
    RangeError,
    "Cannot make Sequential: layers must hold at least one layer, got 0",
  ],
  [
    () => new Sequential(),
    TypeError,
    "Cannot make Sequential: layers must be an array, got undefined",
  ],
  [
    (it) => new Sequential(it.affine, it.relu),
    TypeError,
    "Cannot make Sequential: layers must be an array, got an Affine",
  ],
  [
    (it) => new Sequential([it.affine, undefined]),
    TypeError,
    "Cannot make Sequential: layers[1] must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => new Sequential([it.affine, Relu]),
    TypeError,
    "Cannot make Sequential: layers[1] must be a layer, such as mlp() or new Relu() gives, got the class Relu",
  ],
  [
    (it) => new Sequential([it.affine, relu]),
    TypeError,
    "Cannot make Sequential: layers[1] must be a layer, such as mlp() or new Relu() gives, got the function ReLU",
  ],
  [
    (it) => new Sequential([it.affine, it.relu, it.affine]),
    RangeError,
    "Cannot make Sequential: layers must all be different, as each remembers one pass, got the Affine at layers[0] again at layers[2]; make another, or clone() it",
  ],
  [
    (it) => new Sequential([it.relu, new Sequential([it.affine, it.relu])]),
    RangeError,
    "Cannot make Sequential: layers must all be different, as each remembers one pass, got the ReLU at layers[0] again at layers[1].layers[1]; make another, or clone() it",
  ],
  [
    (it) => new Sequential([it.net, new Relu(), it.net]),
    RangeError,
    "Cannot make Sequential: layers must all be different, as each remembers one pass, got the Sequential at layers[0] again at layers[2]; make another, or clone() it",
  ],
  [
    (it) =>
      new Sequential([
        new Sequential([it.norm]),
        new Sequential([new Sequential([it.norm])]),
      ]),
    RangeError,
    "Cannot make Sequential: layers must all be different, as each remembers one pass, got the BatchNormalization at layers[0].layers[0] again at layers[1].layers[0].layers[0]; make another, or clone() it",
  ],
  [
    // A layer of a user's that has the layer before it inside.
    (it) => new Sequential([it.affine, around(it.affine)]),
    RangeError,
    "Cannot make Sequential: each parameter must belong to one layer, as each backward pass sets its gradient anew, got W in layers[0] and in layers[1]",
  ],
  [
    (it) => it.net.forward(it.x),
    RangeError,
    'Cannot run Sequential forward: mode must be "train" or "infer", got undefined',
  ],
  [
    (it) => it.net.forward(it.x, "test"),
    RangeError,
    'Cannot run Sequential forward: mode must be "train" or "infer", got test',
  ],
  [
    (it) => it.net.forward(new Matrix(0, 4), "infer"),
    RangeError,
    "Cannot multiply in Affine: x must have at least one row, got 0 x 4",
  ],
  [
    (it) => it.net.forward(new Matrix(2, 5), "train"),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 2 x 5",
  ],
  [
    (it) => it.net.forward(new Matrix(1, 4), "train"),
    RangeError,
    "Cannot normalize: in train mode a batch must have at least 2 rows, got 1; a single example has no variance",
  ],
  [
    (it) => it.net.forward(undefined, "infer"),
    TypeError,
    "Cannot multiply in Affine: x must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => new Affine(4, 2, { init: zeros(), rng: it.rng, biasInit: 0.1 }),
    TypeError,
    "Cannot make Affine: biasInit must be a function, got 0.1",
  ],
  [
    (it) =>
      new Affine(4, 2, { init: zeros(), rng: it.rng, biasInit: pytorchLinear }),
    TypeError,
    "Cannot make Affine: biasInit must give a matrix of weights, got the function; an initializer is called once to make it, as in pytorchLinear()",
  ],
  [
    (it) =>
      new Affine(4, 2, {
        init: zeros(),
        rng: it.rng,
        biasInit: () => new Matrix(2, 1),
      }),
    RangeError,
    "Cannot make Affine: biasInit must give 1 x 2 or 4 x 2 weights, got 2 x 1",
  ],
  [
    () => new BatchNormalization(3, { convention: "torch" }),
    RangeError,
    'Cannot make BatchNormalization: convention must be "paper", "book", "pytorch" or "keras", got torch',
  ],
  [
    () => new BatchNormalization(3, { convention: "pytorch", momentum: 0 }),
    RangeError,
    "Cannot make BatchNormalization: momentum must be a finite number above 0 and at most 1, got 0",
  ],
  [
    () => new BatchNormalization(3, { momentumWeighs: "fresh" }),
    RangeError,
    'Cannot make BatchNormalization: momentumWeighs must be "old" or "new", got fresh',
  ],
  [
    (it) => it.norm.setPopulation(new Matrix(3, 5)),
    RangeError,
    "Cannot set a population: x must have 4 columns, got 3 x 5",
  ],
  [
    (it) => it.norm.setPopulation(new Matrix(1, 4)),
    RangeError,
    "Cannot set a population: x must have at least 2 rows, got 1; a single example has no variance",
  ],
  [
    (it) => it.norm.setPopulation([[1, 2, 3, 4]]),
    TypeError,
    "Cannot set a population: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => new BatchNormalization(4, 16),
    TypeError,
    /^Cannot make BatchNormalization: options must be an object \{ .*eps.* \}, got 16$/,
  ],
  [
    () => new BatchNormalization(4, { ghostSize: 1 }),
    RangeError,
    "Cannot make BatchNormalization: ghostSize must be a whole number of at least 2, got 1",
  ],
  [
    () => new BatchNormalization(4, { size: 16 }),
    TypeError,
    /^Cannot make BatchNormalization: options must be among \{ .*eps.* \}, got size$/,
  ],
  [
    () => new BatchNormalization(0, { ghostSize: 2 }),
    RangeError,
    "Cannot make BatchNormalization: features must be a whole number of at least 1, got 0",
  ],
  [
    () => new BatchNormalization(4, { ghostSize: 2, eps: NaN }),
    RangeError,
    "Cannot make BatchNormalization: eps must be a finite number at least 0, got NaN",
  ],
  [
    (it) => new BatchNormalization(4, { ghostSize: 2 }).forward(it.x, "train"),
    RangeError,
    "Cannot normalize: in train mode every ghost must have at least 2 rows, got 3 rows in ghosts of 2, the last of 1; a single example has no variance",
  ],
  [
    (it) => new BatchNormalization(4, { ghostSize: 2 }).forward(it.x),
    RangeError,
    'Cannot normalize: mode must be "train" or "infer", got undefined',
  ],
  [
    () =>
      new BatchNormalization(4, { ghostSize: 2 }).forward(
        new Matrix(2, 3),
        "train",
      ),
    RangeError,
    "Cannot normalize: x must have 4 columns, got 2 x 3",
  ],
  [
    (it) => new BatchNormalization(4, { ghostSize: 2 }).backward(it.x),
    Error,
    "Cannot run BatchNormalization backward: call forward first, so that there is a pass to go back through",
  ],
  [
    (it) => new BatchNormalization(4, { ghostSize: 2 }).setPopulation([it.x]),
    TypeError,
    "Cannot set a population: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => new LayerNormalization(),
    RangeError,
    "Cannot make LayerNormalization: features must be a whole number of at least 2, got undefined",
  ],
  [
    () => new LayerNormalization(1),
    RangeError,
    "Cannot make LayerNormalization: features must be a whole number of at least 2, got 1",
  ],
  [
    () => new LayerNormalization(4, 1e-5),
    TypeError,
    "Cannot make LayerNormalization: options must be an object { eps }, got 0.00001",
  ],
  [
    () => new LayerNormalization(4, { epsilon: 1e-5 }),
    TypeError,
    "Cannot make LayerNormalization: options must be among { eps }, got epsilon",
  ],
  [
    () => new LayerNormalization(4, { eps: -1 }),
    RangeError,
    "Cannot make LayerNormalization: eps must be a finite number at least 0, got -1",
  ],
  [
    () => new LayerNormalization(4).forward([[1, 2, 3, 4]]),
    TypeError,
    "Cannot normalize: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => new LayerNormalization(4).forward(new Matrix(3, 5)),
    RangeError,
    "Cannot normalize: x must have 4 columns, got 3 x 5",
  ],
  [
    () => new LayerNormalization(4).forward(new Matrix(0, 4)),
    RangeError,
    "Cannot normalize: x must have at least one row, got 0 x 4",
  ],
  [
    (it) => new LayerNormalization(4).backward(it.x),
    Error,
    "Cannot run LayerNormalization backward: call forward first, so that there is a pass to go back through",
  ],
  [
    () => new RMSNormalization(),
    RangeError,
    "Cannot make RMSNormalization: features must be a whole number of at least 1, got undefined",
  ],
  [
    () => new RMSNormalization(2.5),
    RangeError,
    "Cannot make RMSNormalization: features must be a whole number of at least 1, got 2.5",
  ],
  [
    () => new RMSNormalization(4, null),
    TypeError,
    "Cannot make RMSNormalization: options must be an object { eps }, got null",
  ],
  [
    () => new RMSNormalization(4, { momentum: 0.9 }),
    TypeError,
    "Cannot make RMSNormalization: options must be among { eps }, got momentum",
  ],
  [
    () => new RMSNormalization(4, { eps: Infinity }),
    RangeError,
    "Cannot make RMSNormalization: eps must be a finite number at least 0, got Infinity",
  ],
  [
    () => new RMSNormalization(4).forward(undefined),
    TypeError,
    "Cannot normalize: x must be an ml-matrix Matrix, got undefined",
  ],
  [
    () => new RMSNormalization(4).forward(new Matrix(4, 3)),
    RangeError,
    "Cannot normalize: x must have 4 columns, got 4 x 3",
  ],
  [
    (it) => new RMSNormalization(4).backward(it.x),
    Error,
    "Cannot run RMSNormalization backward: call forward first, so that there is a pass to go back through",
  ],
  [
    () => new Residual(),
    TypeError,
    "Cannot make Residual: layers must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    () => new Residual([]),
    RangeError,
    "Cannot make Residual: layers must hold at least one layer, got 0",
  ],
  [
    (it) => new Residual([it.relu, Relu]),
    TypeError,
    "Cannot make Residual: layers[1] must be a layer, such as mlp() or new Relu() gives, got the class Relu",
  ],
  [
    // deno-lint-ignore no-sparse-arrays
    (it) => new Residual([, it.relu]),
    TypeError,
    "Cannot make Residual: layers[0] must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => new Residual(it.affine, it.relu),
    TypeError,
    "Cannot make Residual: options must be an object { shortcut }, got a Relu; layers one after the other must be an array",
  ],
  [
    (it) => new Residual(it.affine, { projection: it.relu }),
    TypeError,
    "Cannot make Residual: options must be among { shortcut }, got projection",
  ],
  [
    (it) => new Residual(it.affine, { shortcut: true }),
    TypeError,
    "Cannot make Residual: shortcut must be a layer, such as new Affine(..), got true",
  ],
  [
    (it) => new Residual([it.relu, it.affine, it.relu]),
    RangeError,
    "Cannot make Residual: layers must all be different, as each remembers one pass, got the ReLU at layers[0] again at layers[2]; make another, or clone() it",
  ],
  [
    (it) => new Residual([it.relu, it.affine], { shortcut: it.affine }),
    RangeError,
    "Cannot make Residual: layers must all be different, as each remembers one pass, got the Affine at layers[1] again at shortcut; make another, or clone() it",
  ],
  [
    (it) => new Residual(around(it.affine), { shortcut: it.affine }),
    RangeError,
    "Cannot make Residual: each parameter must belong to one layer, as each backward pass sets its gradient anew, got W in layers and in shortcut",
  ],
  [
    (it) => new Sequential([new Residual(it.relu), it.relu]),
    RangeError,
    "Cannot make Sequential: layers must all be different, as each remembers one pass, got the ReLU at layers[0].layers[0] again at layers[1]; make another, or clone() it",
  ],
  [
    (it) => new Residual(it.affine).forward(it.x, "train"),
    RangeError,
    "Cannot add in Residual: the output of layers must be 3 x 4, like x, unless there is a shortcut of its width, got 3 x 3",
  ],
  [
    (it) =>
      new Residual(it.affine, { shortcut: it.relu }).forward(it.x, "train"),
    RangeError,
    "Cannot add in Residual: the output of layers must be 3 x 4, like the output of the shortcut, got 3 x 3",
  ],
  [
    (it) => new Residual(it.relu).forward(it.x),
    RangeError,
    'Cannot run Residual forward: mode must be "train" or "infer", got undefined',
  ],
  [
    (it) => new Residual(it.relu).forward([[1]], "train"),
    TypeError,
    "Cannot run Residual forward: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => new Residual(it.affine).forward(new Matrix(3, 5), "train"),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 3 x 5",
  ],
  [
    (it) =>
      new Residual({ ...around(it.affine), forward: () => 1 })
        .forward(it.x, "train"),
    TypeError,
    "Cannot run Around forward: what it gives must be an ml-matrix Matrix, got 1",
  ],
  [
    (it) => new Residual(it.relu).backward(it.x),
    Error,
    "Cannot run Residual backward: call forward first, so that there is a pass to go back through",
  ],
  [
    (it) => {
      const block = new Residual(new Relu());
      block.forward(it.x, "train");
      block.backward(new Matrix(4, 4));
    },
    RangeError,
    "Cannot run Residual backward: dout must be 3 x 4, like the output of forward, got 4 x 4",
  ],
  [
    (it) => new Residual(around(it.affine)).clone(),
    TypeError,
    "Cannot clone Residual: every layer must have a clone method, got Around without one",
  ],
  [
    () => new GroupNormalization(4),
    TypeError,
    "Cannot make GroupNormalization: options must be an object { groups, eps }, got undefined",
  ],
  [
    () => new GroupNormalization(4, 2),
    TypeError,
    "Cannot make GroupNormalization: options must be an object { groups, eps }, got 2",
  ],
  [
    () => new GroupNormalization(4, { eps: 1e-5 }),
    RangeError,
    "Cannot make GroupNormalization: groups must be a whole number of at least 1, got undefined",
  ],
  [
    () => new GroupNormalization(undefined, { groups: 2 }),
    RangeError,
    "Cannot make GroupNormalization: features must be a whole number of at least 2, got undefined",
  ],
  [
    () => new GroupNormalization(6, { groups: 4 }),
    RangeError,
    "Cannot make GroupNormalization: features must fill 4 equal groups of at least 2, got 6",
  ],
  [
    () => new GroupNormalization(6, { groups: 6 }),
    RangeError,
    "Cannot make GroupNormalization: features must fill 6 equal groups of at least 2, got 6",
  ],
  [
    () => new GroupNormalization(4, { groups: 8 }),
    RangeError,
    "Cannot make GroupNormalization: features must fill 8 equal groups of at least 2, got 4",
  ],
  [
    () => new GroupNormalization(4, { groups: 2, eps: -1 }),
    RangeError,
    "Cannot make GroupNormalization: eps must be a finite number at least 0, got -1",
  ],
  [
    () => new GroupNormalization(4, { groups: 2 }).forward([[1, 2, 3, 4]]),
    TypeError,
    "Cannot normalize: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => new GroupNormalization(4, { groups: 2 }).forward(new Matrix(3, 5)),
    RangeError,
    "Cannot normalize: x must have 4 columns, got 3 x 5",
  ],
  [
    (it) => new GroupNormalization(4, { groups: 2 }).backward(it.x),
    Error,
    "Cannot run GroupNormalization backward: call forward first, so that there is a pass to go back through",
  ],
  [
    () => new PRelu(0),
    RangeError,
    "Cannot make PRelu: features must be a whole number of at least 1, got 0",
  ],
  [
    () => new PRelu({ slope: 0.1 }),
    RangeError,
    "Cannot make PRelu: features must be a whole number of at least 1, got { slope }",
  ],
  [
    () => new PRelu(4, 0.1),
    TypeError,
    "Cannot make PRelu: options must be an object { slope }, got 0.1",
  ],
  [
    () => new PRelu(4, { slope: Infinity }),
    RangeError,
    "Cannot make PRelu: slope must be a finite number, got Infinity",
  ],
  [
    () => new PRelu(4, { a: 0.1 }),
    TypeError,
    "Cannot make PRelu: options must be among { slope }, got a",
  ],
  [
    () => new PRelu(4).forward([[1, 2, 3, 4]]),
    TypeError,
    "Cannot run PReLU forward: z must be an ml-matrix Matrix, got an Array",
  ],
  [
    () => new PRelu(4).forward(new Matrix(3, 5)),
    RangeError,
    "Cannot run PReLU forward: z must have 4 columns, got 3 x 5",
  ],
  [
    (it) => new PRelu().backward(it.x),
    Error,
    "Cannot run PReLU backward: call forward first, so that there is a pass to go back through",
  ],
  [
    () => new WeightNormalizedAffine(4, 2),
    TypeError,
    "Cannot make WeightNormalizedAffine: options must be an object { init, rng, biasInit }, got undefined",
  ],
  [
    (it) => new WeightNormalizedAffine(4, 0, { init: he(), rng: it.rng }),
    RangeError,
    "Cannot draw he weights: fanOut must be a whole number of at least 1, got 0",
  ],
  [
    (it) => new WeightNormalizedAffine(4, 2, { init: zeros(), rng: it.rng }),
    RangeError,
    "Cannot make WeightNormalizedAffine: init must give every unit a weight other than 0, got none for unit 1; it would point nowhere",
  ],
  [
    () => weightNormalized().forward(new Matrix(3, 5)),
    RangeError,
    "Cannot multiply in WeightNormalizedAffine: x must have 4 columns, got 3 x 5",
  ],
  [
    (it) => weightNormalized().backward(it.x),
    Error,
    "Cannot run WeightNormalizedAffine backward: call forward first, so that there is a pass to go back through",
  ],
  [
    () => weightNormalized().initialize(new Matrix(3, 5)),
    RangeError,
    "Cannot initialize WeightNormalizedAffine: x must have 4 columns, got 3 x 5",
  ],
  [
    () => weightNormalized().initialize(Matrix.ones(3, 4)),
    RangeError,
    "Cannot initialize WeightNormalizedAffine: x must give every unit a finite variance above 0, got 0 for unit 1",
  ],
  [
    () => weightNormalized().setWeights([[1]]),
    TypeError,
    "Cannot set weights of WeightNormalizedAffine: W must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => weightNormalized().setWeights(it.x),
    RangeError,
    "Cannot set weights of WeightNormalizedAffine: W and v must have one shape, got 3 x 4 and 4 x 2",
  ],
];

testRefusals(CASES);
