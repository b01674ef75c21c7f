import { type Case, testRefusals, untyped } from "./_cases.ts";

const { Relu, he, mlp } = untyped;

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
    "Cannot make mlp: activation must be an Activation, such as relu or what activation() makes, got undefined",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, activation: "relu" }),
    TypeError,
    'Cannot make mlp: activation must be an Activation, such as relu or what activation() makes, got "relu"',
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, activation: Relu }),
    TypeError,
    "Cannot make mlp: activation must be an Activation, such as relu or what activation() makes, got the class Relu",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, init: undefined }),
    TypeError,
    "Cannot make mlp: init must be a function, such as he() gives, got undefined",
  ],
  [
    (it) => mlp([4, 3, 2], { ...it.parts, init: he }),
    TypeError,
    "Cannot make he: options must be an object { mode, distribution }, got a generator; he is called once to make an initializer, and that is what draws: he({ .. })(rng, fanIn, fanOut)",
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
];

testRefusals(CASES);
