import { type Case, testRefusals, untyped } from "./_cases.ts";

const {
  barSensitivity,
  claims,
  examine,
  experimentsOf,
  learningRateRows,
  multiplicity,
  observe,
  overfittingRows,
  standingOf,
  verdict,
  verdictOfNumbers,
} = untyped;

const CASES: readonly Case[] = [
  [
    () => standingOf(),
    RangeError,
    "Cannot judge: low must be at most high, got undefined and undefined",
  ],
  [
    () => standingOf({ low: 1, high: 2 }),
    TypeError,
    "Cannot judge: bar must be { above } or { below }, got undefined",
  ],
  [
    () => standingOf({ low: 2, high: 1 }, { above: 0 }),
    RangeError,
    "Cannot judge: low must be at most high, got 2 and 1",
  ],
  [
    () => standingOf({ low: NaN, high: 1 }, { above: 0 }),
    RangeError,
    "Cannot judge: low must be at most high, got NaN and 1",
  ],
  [
    () => standingOf({ low: 1, high: 2 }, 0),
    TypeError,
    "Cannot judge: bar must be { above } or { below }, got 0",
  ],
  [
    () => standingOf({ low: 1, high: 2 }, {}),
    TypeError,
    "Cannot judge: bar must be { above } or { below }, got an empty object",
  ],
  [
    () => standingOf({ low: 1, high: 2 }, { over: 1 }),
    TypeError,
    "Cannot judge: bar must be { above } or { below }, got { over }",
  ],
  [
    () => standingOf({ low: 1, high: 2 }, { above: 1, below: 2 }),
    TypeError,
    "Cannot judge: bar must be { above } or { below }, got { above, below }",
  ],
  [
    () => standingOf({ low: 1, high: 2 }, { above: NaN }),
    RangeError,
    "Cannot judge: bar.above must be a finite number, got NaN",
  ],
  [
    () => verdict(),
    TypeError,
    "Cannot judge a claim: asSaid must be an array, got undefined",
  ],
  [
    () => verdict("for"),
    TypeError,
    'Cannot judge a claim: asSaid must be an array, got "for"',
  ],
  [
    () => verdict([]),
    RangeError,
    "Cannot judge a claim: asSaid must hold at least one standing, got 0",
  ],
  [
    () => verdict(["holds"]),
    RangeError,
    'Cannot judge a claim: asSaid must be "for", "against" or "open", got holds',
  ],
  [
    () => verdict(["against"], { sense: "narrower", standings: ["true"] }),
    RangeError,
    'Cannot judge a claim: condition.standings must be "for", "against" or "open", got true',
  ],
  [
    () => verdict(["against"], { sense: "wider", standings: ["for"] }),
    RangeError,
    'Cannot judge a claim: sense must be "narrower" or "something else", got wider',
  ],
  [
    () => verdict(["against"], "open"),
    TypeError,
    'Cannot judge a claim: condition must be an object { sense, standings }, got "open"',
  ],
  [
    () => verdict(["against"], ["for"]),
    TypeError,
    "Cannot judge a claim: condition must be an object { sense, standings }, got an Array",
  ],
  [
    () => examine(),
    TypeError,
    "Cannot examine a claim: claim.asSaid must be an array, got undefined",
  ],
  [
    () => examine(claims, {}),
    TypeError,
    "Cannot examine a claim: claim.asSaid must be an array, got undefined",
  ],
  [
    () => examine(claims[0]),
    TypeError,
    "Cannot examine claim 1: observations must be an object, each experiment's by its name, got undefined",
  ],
  [
    () => examine(claims[0], {}),
    RangeError,
    'Cannot examine claim 1: observations must hold those of "zero start", got []',
  ],
  [
    () => verdictOfNumbers(),
    TypeError,
    "Cannot judge a finding: measurements must be an array, got undefined",
  ],
  [
    () => verdictOfNumbers({}),
    TypeError,
    "Cannot judge a finding: measurements must be an array, got undefined",
  ],
  [
    () => examine(claims[0], { "zero start": [] }, { chosen: {} }),
    TypeError,
    "Cannot examine claim 1: options must be among { chosenOn, confidence }, got chosen",
  ],
  [
    () => examine(claims[0], { "zero start": [] }, { confidence: 1 }),
    RangeError,
    "Cannot examine claim 1: confidence must be a finite number above 0 and below 1, got 1",
  ],
  [
    () => barSensitivity(),
    TypeError,
    "Cannot move bars: findings must be an array, got undefined",
  ],
  [
    () => barSensitivity([{}]),
    TypeError,
    "Cannot move bars: measurements must be an array, got undefined",
  ],
  [
    () => barSensitivity([], { from: 0 }),
    RangeError,
    "Cannot move bars: from must be a finite number above 0, got 0",
  ],
  [
    () => multiplicity(),
    TypeError,
    "Cannot list experiments: claims must be an array, got undefined",
  ],
  [
    () => multiplicity([], {}, { level: 0.9 }),
    TypeError,
    "Cannot count intervals: options must be among { confidence }, got level",
  ],
  [
    () => learningRateRows(),
    TypeError,
    "Cannot make rows of learning rates: runs must be an array, got undefined",
  ],
  [
    () => learningRateRows([]),
    RangeError,
    "Cannot make rows of learning rates: runs must hold at least one, got 0",
  ],
  [
    () => overfittingRows(1),
    TypeError,
    "Cannot make rows of overfitting: runs must be an array, got 1",
  ],
  [
    () => overfittingRows([]),
    RangeError,
    "Cannot make rows of overfitting: runs must hold at least one, got 0",
  ],
  [
    () => experimentsOf(),
    TypeError,
    "Cannot list experiments: claims must be an array, got undefined",
  ],
  [
    () => experimentsOf(claims[0]),
    TypeError,
    "Cannot list experiments: claims must be an array, got { number, title, korean, translation, says, asSaid, condition, where }",
  ],
  [
    () => observe(),
    TypeError,
    "Cannot observe claims: digits must be an object { train, test, workers }, got undefined",
  ],
  [
    (it) => observe(claims[0], { train: it.data, test: it.data }),
    TypeError,
    "Cannot list experiments: claims must be an array, got { number, title, korean, translation, says, asSaid, condition, where }",
  ],
  [
    (it) => observe(claims, it.data),
    TypeError,
    "Cannot observe claims: digits must be among { train, test, workers }, got x",
  ],
  [
    () => observe(claims),
    TypeError,
    "Cannot observe claims: digits must be an object { train, test, workers }, got undefined",
  ],
  [
    (it) => observe(claims, { train: it.data, test: it.data }, { runs: 0 }),
    RangeError,
    "Cannot observe claims: runs must be a whole number of at least 1, got 0",
  ],
  [
    (it) => observe(claims, { train: it.data, test: it.data }, { seed: 1 }),
    TypeError,
    "Cannot observe claims: seed must be a text, got 1",
  ],
  [
    (it) => observe(claims, { train: it.data, test: it.data }, { repeats: 2 }),
    TypeError,
    "Cannot observe claims: options must be among { runs, seed, onProgress }, got repeats",
  ],
  [
    (it) =>
      observe(claims, { train: it.data, test: it.data }, { onProgress: true }),
    TypeError,
    "Cannot observe claims: onProgress must be a function, got true",
  ],
];

testRefusals(CASES);
