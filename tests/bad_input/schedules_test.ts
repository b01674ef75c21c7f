import { type Case, testRefusals, untyped } from "./_cases.ts";

const { constantRate, cosineDecay, linearWarmup, stepDecay } = untyped;

const CASES: readonly Case[] = [
  [
    () => constantRate(0.1),
    TypeError,
    "Cannot make a constant rate: options must be an object { lr }, got 0.1",
  ],
  [
    () => constantRate({ lr: () => 0.1 }),
    RangeError,
    "Cannot make a constant rate: lr must be a finite number above 0, got the function lr",
  ],
  [
    () => constantRate({ lr: 0.1 })(),
    RangeError,
    "Cannot give a constant rate: update must be a whole number of at least 1, got undefined",
  ],
  // Handed to an optimizer without its options, it is called with the update.
  [
    (it) => new untyped.SGD({ lr: cosineDecay }).update([it.param]),
    TypeError,
    "Cannot make a cosine decay: options must be an object { lr, updates, end }, got 1",
  ],
  [
    () => cosineDecay({ lr: 0.1 }),
    RangeError,
    "Cannot make a cosine decay: updates must be a whole number of at least 1, got undefined",
  ],
  [
    () => cosineDecay({ lr: 0.1, updates: 10, end: 0.2 }),
    RangeError,
    "Cannot make a cosine decay: end must be at most lr, 0.1, got 0.2",
  ],
  [
    () => cosineDecay({ lr: 0.1, updates: 10, alpha: 0.1 }),
    TypeError,
    "Cannot make a cosine decay: options must be among { lr, updates, end }, got alpha",
  ],
  [
    () => stepDecay({ lr: 0.1, every: 1.5 }),
    RangeError,
    "Cannot make a step decay: every must be a whole number of at least 1, got 1.5",
  ],
  [
    () => stepDecay({ lr: 0.1, every: 10, factor: 10 }),
    RangeError,
    "Cannot make a step decay: factor must be a finite number above 0 and at most 1, got 10",
  ],
  [
    () => linearWarmup({ updates: 10 }),
    RangeError,
    "Cannot make a linear warm-up: then must be a finite number above 0, got undefined",
  ],
  [
    () => linearWarmup({ updates: 10, then: 0.1, start: -0.1 }),
    RangeError,
    "Cannot make a linear warm-up: start must be a finite number at least 0, got -0.1",
  ],
];

testRefusals(CASES);
