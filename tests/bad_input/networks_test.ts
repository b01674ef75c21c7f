import { Matrix } from "weightlab";
import { type Case, holding, testRefusals, untyped } from "./_cases.ts";

const {
  LayerNormalization,
  Relu,
  WeightNormalizedAffine,
  he,
  lsuv,
  mlp,
  pytorchLinear,
  relu,
  zeros,
} = untyped;

const CASES: readonly Case[] = [
  [
    () => mlp(),
    TypeError,
    /^Cannot make mlp: options must be an object \{ activation, .* \}, got undefined$/,
  ],
  [
    () => mlp([4, 3, 2]),
    TypeError,
    /^Cannot make mlp: options must be an object \{ activation, .* \}, got undefined$/,
  ],
  [
    (it) => mlp(4, it.parts),
    TypeError,
    "Cannot make mlp: sizes must be an array, got 4",
  ],
  [
    (it) => mlp([], it.parts),
    RangeError,
    "Cannot make mlp: sizes must name the input and the output at least, got []",
  ],
  [
    (it) => mlp([4], it.parts),
    RangeError,
    "Cannot make mlp: sizes must name the input and the output at least, got [4]",
  ],
  [
    (it) => mlp([4, 0, 2], it.parts),
    RangeError,
    "Cannot make mlp: sizes[1] must be a whole number of at least 1, got 0",
  ],
  [
    (it) => mlp([4, -3, 2], it.parts),
    RangeError,
    "Cannot make mlp: sizes[1] must be a whole number of at least 1, got -3",
  ],
  [
    (it) => mlp([4, 3.5, 2], it.parts),
    RangeError,
    "Cannot make mlp: sizes[1] must be a whole number of at least 1, got 3.5",
  ],
  [
    (it) => mlp([4, undefined, 2], it.parts),
    RangeError,
    "Cannot make mlp: sizes[1] must be a whole number of at least 1, got undefined",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, activation: undefined }),
    TypeError,
    "Cannot make mlp: activation must be an Activation, such as relu or what defineActivation() makes, got undefined",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, activation: "relu" }),
    TypeError,
    'Cannot make mlp: activation must be an Activation, such as relu or what defineActivation() makes, got "relu"',
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, activation: Relu }),
    TypeError,
    "Cannot make mlp: activation must be an Activation, such as relu or what defineActivation() makes, got the class Relu",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, activation: Math.tanh }),
    TypeError,
    "Cannot make mlp: activation must be an Activation, such as relu or what defineActivation() makes, got the function tanh",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, affine: WeightNormalizedAffine }),
    TypeError,
    "Cannot make mlp: affine must be a function, as in (...asked) => new WeightNormalizedAffine(...asked), got the class WeightNormalizedAffine",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, affine: () => relu }),
    TypeError,
    "Cannot make mlp: what affine gives must be a layer, such as mlp() or new Relu() gives, got the function ReLU",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, init: undefined }),
    TypeError,
    "Cannot make mlp: init must be a function, such as he() gives, got undefined",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, init: he }),
    TypeError,
    "Cannot make he: options must be an object { mode, distribution, slope }, got a generator; he is called once to make an initializer, and that is what draws: he({ .. })(rng, fanIn, fanOut)",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, rng: undefined }),
    TypeError,
    "Cannot make mlp: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, rng: 1 }),
    TypeError,
    "Cannot make mlp: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, batchnorm: true }),
    TypeError,
    /^Cannot make mlp: options must be among \{ activation, .* \}, got batchnorm$/,
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, batchNorm: null }),
    TypeError,
    "Cannot make mlp: batchNorm must be true, false or options, got null",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, batchNorm: "yes" }),
    TypeError,
    'Cannot make mlp: batchNorm must be true, false or options, got "yes"',
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, biasInit: 0 }),
    TypeError,
    "Cannot make mlp: biasInit must be a function, got 0",
  ],
  [
    (it) =>
      mlp([4, 3, 2], { ...it.parts, init: zeros(), biasInit: pytorchLinear }),
    TypeError,
    "Cannot make Affine: biasInit must give a matrix of weights, got the function; an initializer is called once to make it, as in pytorchLinear()",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, normalization: true }),
    TypeError,
    "Cannot make mlp: normalization must be a function, as in (features) => new LayerNormalization(features), got true",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, normalization: LayerNormalization }),
    TypeError,
    "Cannot make mlp: normalization must be a function, as in (features) => new LayerNormalization(features), got the class LayerNormalization",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, normalization: () => relu }),
    TypeError,
    "Cannot make mlp: what normalization gives must be a layer, such as mlp() or new Relu() gives, got the function ReLU",
  ],
  [
    (it) =>
      mlp([4, 3, 2], {
        ...it.parts,
        normalization: () => it.norm,
        batchNorm: true,
      }),
    RangeError,
    "Cannot make mlp: there must be one normalization, got both batchNorm and normalization",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, batchNorm: { epsilon: 1 } }),
    TypeError,
    /^Cannot make BatchNormalization: options must be among \{ .*eps.* \}, got epsilon$/,
  ],
  [
    () => lsuv(),
    TypeError,
    "Cannot run lsuv: net must be a layer, such as mlp() or new Relu() gives, got undefined",
  ],
  [
    (it) => lsuv(it.x, it.net),
    TypeError,
    "Cannot run lsuv: net must be a layer, such as mlp() or new Relu() gives, got a Matrix",
  ],
  [
    (it) => lsuv(it.net),
    TypeError,
    "Cannot run lsuv: batch must be an ml-matrix Matrix, got undefined",
  ],
  [
    (it) => lsuv(it.net, it.data),
    TypeError,
    "Cannot run lsuv: batch must be an ml-matrix Matrix, got { x, t }",
  ],
  [
    (it) => lsuv(it.net, new Matrix(0, 4)),
    RangeError,
    "Cannot run lsuv: batch must have at least one row, got 0 x 4",
  ],
  [
    (it) => lsuv(it.net, new Matrix(3, 5)),
    RangeError,
    "Cannot multiply in Affine: x must have 4 columns, got 3 x 5",
  ],
  [
    (it) => lsuv(it.net, holding(it.x, NaN)),
    RangeError,
    "Cannot run lsuv: batch must hold finite numbers, got NaN in row 1, column 2",
  ],
  [
    (it) => lsuv(it.net, new Matrix(3, 4)),
    RangeError,
    "Cannot run lsuv: the outputs of Affine 1 must have a finite variance above 0 on the batch, got 0",
  ],
  [
    (it) => lsuv(it.relu, it.x),
    RangeError,
    "Cannot run lsuv: net must hold an Affine layer that is not frozen, got ReLU",
  ],
  [
    (it) => lsuv(it.net, it.x, { tol: 0.1 }),
    TypeError,
    "Cannot run lsuv: options must be among { tolerance, maxIterations, rng }, got tol",
  ],
  [
    (it) => lsuv(it.net, it.x, { tolerance: 0 }),
    RangeError,
    "Cannot run lsuv: tolerance must be a finite number above 0, got 0",
  ],
  [
    (it) => lsuv(it.net, it.x, { maxIterations: 0.5 }),
    RangeError,
    "Cannot run lsuv: maxIterations must be a whole number of at least 1, got 0.5",
  ],
  [
    (it) => lsuv(it.net, it.x, { rng: 1 }),
    TypeError,
    "Cannot run lsuv: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    (it) => lsuv(it.net, it.x, it.rng),
    TypeError,
    "Cannot run lsuv: options must be an object { tolerance, maxIterations, rng }, got the function rng",
  ],
];

testRefusals(CASES);
