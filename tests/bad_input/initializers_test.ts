import { type Case, testRefusals, untyped } from "./_cases.ts";

const {
  constant,
  he,
  identity,
  lecun,
  normal,
  ones,
  orthogonal,
  pytorchLinear,
  sparse,
  truncatedNormal,
  uniform,
  varianceScaling,
  xavier,
} = untyped;

const CASES: readonly Case[] = [
  [
    () => constant(),
    TypeError,
    "Cannot make constant: options must be an object { value }, got undefined",
  ],
  [
    () => constant({ value: NaN }),
    RangeError,
    "Cannot make constant: value must be a finite number, got NaN",
  ],
  [
    () => constant({ val: 1 }),
    TypeError,
    "Cannot make constant: options must be among { value }, got val",
  ],
  [
    () => normal(),
    TypeError,
    "Cannot make normal: options must be an object { std, mean }, got undefined",
  ],
  [
    () => normal(0.01),
    TypeError,
    "Cannot make normal: options must be an object { std, mean }, got 0.01",
  ],
  [
    () => normal({ std: -0.01 }),
    RangeError,
    "Cannot make normal: std must be a finite number at least 0, got -0.01",
  ],
  [
    () => normal({ std: NaN }),
    RangeError,
    "Cannot make normal: std must be a finite number at least 0, got NaN",
  ],
  [
    () => normal({ std: 1, mean: Infinity }),
    RangeError,
    "Cannot make normal: mean must be a finite number, got Infinity",
  ],
  [
    () => normal({ sdt: 0.01 }),
    TypeError,
    "Cannot make normal: options must be among { std, mean }, got sdt",
  ],
  [
    () => normal({ std: "0.01" }),
    RangeError,
    'Cannot make normal: std must be a finite number at least 0, got "0.01"',
  ],
  [
    () => normal({ std: 1 })(undefined, 2, 3),
    TypeError,
    "Cannot draw standard normals: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    (it) => normal({ std: 1 })(it.rng, 0, 3),
    RangeError,
    "Cannot draw normal weights: fanIn must be a whole number of at least 1, got 0",
  ],
  [
    (it) => normal({ std: 1 })(it.rng, 2, -3),
    RangeError,
    "Cannot draw normal weights: fanOut must be a whole number of at least 1, got -3",
  ],
  [
    (it) => normal({ std: 1 })(it.rng, 2),
    RangeError,
    "Cannot draw normal weights: fanOut must be a whole number of at least 1, got undefined",
  ],
  [
    () => uniform({ limit: -1 }),
    RangeError,
    "Cannot make uniform: limit must be a finite number at least 0, got -1",
  ],
  [
    () => uniform({ limit: Infinity }),
    RangeError,
    "Cannot make uniform: limit must be a finite number at least 0, got Infinity",
  ],
  [
    () => uniform({ limit: 1 })(1, 2, 3),
    TypeError,
    "Cannot draw uniform weights: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    () => truncatedNormal({ std: -1 }),
    RangeError,
    "Cannot make truncatedNormal: std must be a finite number at least 0, got -1",
  ],
  [
    () => truncatedNormal({}),
    RangeError,
    "Cannot make truncatedNormal: std must be a finite number at least 0, got undefined",
  ],
  [
    () => truncatedNormal({ std: 1 })(undefined, 2, 3),
    TypeError,
    "Cannot draw standard normals: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    () => varianceScaling(),
    TypeError,
    "Cannot make varianceScaling: options must be an object { scale, mode, distribution }, got undefined",
  ],
  [
    () => varianceScaling({ mode: "fanIn" }),
    RangeError,
    "Cannot make varianceScaling: scale must be a finite number at least 0, got undefined",
  ],
  [
    () => varianceScaling({ scale: -2 }),
    RangeError,
    "Cannot make varianceScaling: scale must be a finite number at least 0, got -2",
  ],
  [
    () => varianceScaling({ scale: 2, mode: "fan_in" }),
    RangeError,
    'Cannot make varianceScaling: mode must be "fanIn", "fanOut" or "fanAvg", got fan_in',
  ],
  [
    () => varianceScaling({ scale: 2, distribution: "truncated_normal" }),
    RangeError,
    'Cannot make varianceScaling: distribution must be "normal", "truncatedNormal" or "uniform", got truncated_normal',
  ],
  [
    () => xavier({ mod: "fanAvg" }),
    TypeError,
    "Cannot make xavier: options must be among { mode, distribution }, got mod",
  ],
  [
    () => xavier("fanAvg"),
    TypeError,
    'Cannot make xavier: options must be an object { mode, distribution }, got "fanAvg"',
  ],
  [
    () => he(null),
    TypeError,
    "Cannot make he: options must be an object { mode, distribution, slope }, got null",
  ],
  [
    () => he({ slope: NaN }),
    RangeError,
    "Cannot make he: slope must be a finite number, got NaN",
  ],
  [
    () => he({ a: 0.25 }),
    TypeError,
    "Cannot make he: options must be among { mode, distribution, slope }, got a",
  ],
  [
    (it) => he(it.rng, 2, 3),
    TypeError,
    "Cannot make he: options must be an object { mode, distribution, slope }, got a generator; he is called once to make an initializer, and that is what draws: he({ .. })(rng, fanIn, fanOut)",
  ],
  [
    (it) => he()(it.rng, 1.5, 3),
    RangeError,
    "Cannot draw he weights: fanIn must be a whole number of at least 1, got 1.5",
  ],
  [
    () => he()(42, 2, 3),
    TypeError,
    "Cannot draw standard normals: rng must be a function, such as seeded(1) gives, got 42",
  ],
  [
    () => lecun({ distribution: undefined, mode: "in" }),
    RangeError,
    'Cannot make lecun: mode must be "fanIn", "fanOut" or "fanAvg", got in',
  ],
  [
    () => orthogonal({ gain: -1 }),
    RangeError,
    "Cannot make orthogonal: gain must be a finite number at least 0, got -1",
  ],
  [
    () => orthogonal({ gian: 2 }),
    TypeError,
    "Cannot make orthogonal: options must be among { gain }, got gian",
  ],
  [
    () => orthogonal()(undefined, 2, 3),
    TypeError,
    "Cannot draw standard normals: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    (it) => orthogonal()(it.rng, 2, 0),
    RangeError,
    "Cannot draw orthogonal weights: fanOut must be a whole number of at least 1, got 0",
  ],
  [
    () => identity({ gian: 2 }),
    TypeError,
    "Cannot make identity: options must be among { gain }, got gian",
  ],
  [
    () => identity(2),
    TypeError,
    "Cannot make identity: options must be an object { gain }, got 2",
  ],
  [
    () => identity({ gain: NaN }),
    RangeError,
    "Cannot make identity: gain must be a finite number, got NaN",
  ],
  [
    (it) => identity(it.rng, 2, 3),
    TypeError,
    "Cannot make identity: options must be an object { gain }, got a generator; identity is called once to make an initializer, and that is what draws: identity({ .. })(rng, fanIn, fanOut)",
  ],
  [
    (it) => identity()(it.rng, 0, 3),
    RangeError,
    "Cannot draw identity weights: fanIn must be a whole number of at least 1, got 0",
  ],
  [
    () => sparse(),
    TypeError,
    "Cannot make sparse: options must be an object { sparsity, std }, got undefined",
  ],
  [
    () => sparse({ sparsity: 0.5 }),
    RangeError,
    "Cannot make sparse: std must be a finite number at least 0, got undefined",
  ],
  [
    () => sparse({ sparsity: 1.5, std: 1 }),
    RangeError,
    "Cannot make sparse: sparsity must be a finite number at least 0 and at most 1, got 1.5",
  ],
  [
    () => sparse({ sparsity: 0.5, std: -1 }),
    RangeError,
    "Cannot make sparse: std must be a finite number at least 0, got -1",
  ],
  [
    () => sparse({ sparse: 0.5, std: 1 }),
    TypeError,
    "Cannot make sparse: options must be among { sparsity, std }, got sparse",
  ],
  [
    () => sparse({ sparsity: 0.5, std: 1 })(undefined, 2, 3),
    TypeError,
    "Cannot draw standard normals: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    (it) => sparse({ sparsity: 0.5, std: 1 })(it.rng, 2, 1.5),
    RangeError,
    "Cannot draw sparse weights: fanOut must be a whole number of at least 1, got 1.5",
  ],
  [
    (it) => ones()(it.rng, 0, 3),
    RangeError,
    "Cannot draw ones weights: fanIn must be a whole number of at least 1, got 0",
  ],
  [
    (it) => ones()(it.rng, 2),
    RangeError,
    "Cannot draw ones weights: fanOut must be a whole number of at least 1, got undefined",
  ],
  [
    () => pytorchLinear()(undefined, 2, 3),
    TypeError,
    "Cannot draw pytorchLinear weights: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    () => pytorchLinear()(1, 2, 3),
    TypeError,
    "Cannot draw pytorchLinear weights: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    (it) => pytorchLinear()(it.rng, 0, 3),
    RangeError,
    "Cannot draw pytorchLinear weights: fanIn must be a whole number of at least 1, got 0",
  ],
];

testRefusals(CASES);
