import { type Case, testRefusals, untyped } from "./_cases.ts";

const { randn, sampleIndices, seeded, shuffledIndices, standardNormal } =
  untyped;

const CASES: readonly Case[] = [
  [
    () => shuffledIndices(1, 3),
    TypeError,
    "Cannot shuffle indices: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    (it) => shuffledIndices(it.rng, 0),
    RangeError,
    "Cannot shuffle indices: n must be a whole number of at least 1, got 0",
  ],
  [
    () => shuffledIndices(() => 1, 3),
    RangeError,
    "Cannot shuffle indices: rng must give numbers in [0, 1), got 1",
  ],
  [
    () => seeded(),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got undefined",
  ],
  [
    () => seeded(null),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got null",
  ],
  [
    () => seeded(NaN),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got NaN",
  ],
  [
    () => seeded(Infinity),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got Infinity",
  ],
  [
    () => seeded({ seed: 1 }),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got { seed }",
  ],
  [
    () => seeded(seeded),
    TypeError,
    "Cannot seed a generator: seed must be a string or a finite number, got the function seeded",
  ],
  [
    () => standardNormal(),
    TypeError,
    "Cannot draw standard normals: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    () => standardNormal(1),
    TypeError,
    "Cannot draw standard normals: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    () => randn(1, 2, 3),
    TypeError,
    "Cannot draw standard normals: rng must be a function, such as seeded(1) gives, got 1",
  ],
  [
    (it) => randn(it.rng, -1, 3),
    RangeError,
    "Cannot draw randn: rows must be a whole number of at least 0, got -1",
  ],
  [
    (it) => randn(it.rng, 2, 2.5),
    RangeError,
    "Cannot draw randn: columns must be a whole number of at least 0, got 2.5",
  ],
  [
    (it) => randn(it.rng, 2),
    RangeError,
    "Cannot draw randn: columns must be a whole number of at least 0, got undefined",
  ],
  [
    (it) => randn(it.rng, NaN, 3),
    RangeError,
    "Cannot draw randn: rows must be a whole number of at least 0, got NaN",
  ],
  [
    (it) => randn(it.rng, "2", 3),
    RangeError,
    'Cannot draw randn: rows must be a whole number of at least 0, got "2"',
  ],
  [
    () => sampleIndices(undefined, 10, 3),
    TypeError,
    "Cannot sample indices: rng must be a function, such as seeded(1) gives, got undefined",
  ],
  [
    () => randn(() => 0, 2, 3),
    RangeError,
    "Cannot draw standard normals: rng must give numbers that vary over [0, 1), as seeded(1) does, got 1001 draws in a row that cannot be used",
  ],
  [
    () => sampleIndices(() => 1, 10, 3),
    RangeError,
    "Cannot sample indices: rng must give numbers in [0, 1), got 1",
  ],
  [
    () => sampleIndices(() => "0.5x", 10, 3),
    RangeError,
    'Cannot sample indices: rng must give numbers in [0, 1), got "0.5x"',
  ],
  [
    (it) => sampleIndices(it.rng, 2 ** 40, 3),
    RangeError,
    "Cannot sample indices: n must be a finite number at most 4294967296, got 1099511627776",
  ],
  [
    (it) => sampleIndices(it.rng, 0, 3),
    RangeError,
    "Cannot sample indices: n must be a whole number of at least 1, got 0",
  ],
  [
    (it) => sampleIndices(it.rng, 10, -3),
    RangeError,
    "Cannot sample indices: size must be a whole number of at least 0, got -3",
  ],
  [
    (it) => sampleIndices(it.rng, 10),
    RangeError,
    "Cannot sample indices: size must be a whole number of at least 0, got undefined",
  ],
];

testRefusals(CASES);
