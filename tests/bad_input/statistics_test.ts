import { type Case, testRefusals, untyped } from "./_cases.ts";

const { geometricMeanInterval, meanInterval, shareInterval } = untyped;

const CASES: readonly Case[] = [
  [
    () => meanInterval(),
    TypeError,
    "Cannot estimate a mean: values must be an array, got undefined",
  ],
  [
    () => meanInterval(0.5),
    TypeError,
    "Cannot estimate a mean: values must be an array, got 0.5",
  ],
  [
    () => meanInterval([1]),
    RangeError,
    "Cannot estimate a mean: values must hold at least two draws, got 1",
  ],
  [
    () => meanInterval([1, NaN]),
    RangeError,
    "Cannot estimate a mean: values must be a finite number, got NaN",
  ],
  [
    () => meanInterval([1, "2"]),
    RangeError,
    'Cannot estimate a mean: values must be a finite number, got "2"',
  ],
  [
    () => meanInterval([1, 2], 0.9),
    TypeError,
    "Cannot estimate a mean: options must be an object { confidence }, got 0.9",
  ],
  [
    () => meanInterval([1, 2], { confidence: 95 }),
    RangeError,
    "Cannot estimate a mean: confidence must be a finite number above 0 and below 1, got 95",
  ],
  [
    () => meanInterval([1, 2], { level: 0.9 }),
    TypeError,
    "Cannot estimate a mean: options must be among { confidence }, got level",
  ],
  [
    () => geometricMeanInterval(),
    TypeError,
    "Cannot estimate a geometric mean: values must be an array, got undefined",
  ],
  [
    () => geometricMeanInterval([1, 0]),
    RangeError,
    "Cannot estimate a geometric mean: values must be a finite number above 0, got 0",
  ],
  [
    () => geometricMeanInterval([1]),
    RangeError,
    "Cannot estimate a geometric mean: values must hold at least two draws, got 1",
  ],
  [
    () => geometricMeanInterval([1, 2], { confidence: 0 }),
    RangeError,
    "Cannot estimate a geometric mean: confidence must be a finite number above 0 and below 1, got 0",
  ],
  [
    () => geometricMeanInterval([1, 2], { level: 0.9 }),
    TypeError,
    "Cannot estimate a geometric mean: options must be among { confidence }, got level",
  ],
  [
    () => shareInterval(),
    RangeError,
    "Cannot estimate a share: n must be a whole number of at least 1, got undefined",
  ],
  [
    () => shareInterval(1),
    RangeError,
    "Cannot estimate a share: n must be a whole number of at least 1, got undefined",
  ],
  [
    () => shareInterval(3, 2),
    RangeError,
    "Cannot estimate a share: count must be at most n = 2, got 3",
  ],
  [
    () => shareInterval(-1, 2),
    RangeError,
    "Cannot estimate a share: count must be a whole number of at least 0, got -1",
  ],
  [
    () => shareInterval(0.5, 2),
    RangeError,
    "Cannot estimate a share: count must be a whole number of at least 0, got 0.5",
  ],
  [
    () => shareInterval(1, 2, 0.9),
    TypeError,
    "Cannot estimate a share: options must be an object { confidence }, got 0.9",
  ],
  [
    () => shareInterval(1, 2, { confidence: 1 }),
    RangeError,
    "Cannot estimate a share: confidence must be a finite number above 0 and below 1, got 1",
  ],
  [
    () => shareInterval(1, 2, { level: 0.9 }),
    TypeError,
    "Cannot estimate a share: options must be among { confidence }, got level",
  ],
];

testRefusals(CASES);
