import { type Case, testRefusals, untyped } from "./_cases.ts";

const { useKernel } = untyped;

const CASES: readonly Case[] = [
  [
    () => useKernel({ name: "fast" }),
    RangeError,
    'Cannot use a kernel: name must be "avx512", "avx2", "neon", "wasm" or "exact", got fast',
  ],
  [
    () => useKernel({ threads: 0 }),
    RangeError,
    "Cannot use a kernel: threads must be a whole number of at least 1, got 0",
  ],
];

testRefusals(CASES);
