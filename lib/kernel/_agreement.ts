import type { Kernel } from "./functions.ts";
import { newMemory, RESERVED } from "./wasm.ts";

/**
 * Rooms of so many numbers: A to D hold some at first, and E and F, which are compared, get
 * results. Lists are not the same in all builds; their table and the numbers of rows follow.
 */
const ROOM = 384, ROOMS = 9;
const [A, B, C, D, E, F, LISTS, TABLE, ROWS, SCRATCH] = Array.from(
  { length: ROOMS + 1 },
  (_, i) => RESERVED + i * 8 * ROOM,
);

/** Sizes that are no whole number of vectors, of any width. */
const M = 13, K = 9, N = 27, COUNT = 77;

type Call = readonly [name: keyof Kernel, ...args: number[]];

const from = (...names: (keyof Kernel)[]): Call[] =>
  names.map((name) => [name, A, E, COUNT]);
const fromTwo = (...names: (keyof Kernel)[]): Call[] =>
  names.map((name) => [name, A, B, E, COUNT]);
const products = [0, 1].flatMap((transposeA) =>
  [0, 1].flatMap((transposeB) =>
    [0, 1].map((zeros): Call => [
      "gemm",
      ...[A, B, E, M, K, N, transposeA, transposeB, 0, M, zeros, 1, SCRATCH],
    ])
  )
);

/** What is called: each function of the kernel, and the product on each of its ways. */
export const CALLS: readonly Call[] = [
  ["gemmScratch"],
  ...products,
  ["listsPerRow", 500],
  ["listMatrix", A, M, K, LISTS, TABLE],
  ...[0, 1].map((transposeA): Call => [
    "gemmListed",
    ...[TABLE, ROWS, B, E, M, K, N, transposeA, 1, SCRATCH],
  ]),
  ["countNonzeros", A, COUNT],
  ["madd", 0.1, 0.2, 0.3],
  ["sumOfSquares", A, COUNT, 0.5],
  ["columnMoments", A, E, F, M, K],
  ["columnSums", A, E, M, K],
  ["rowMeans", A, E, M, K],
  ["rowVariances", A, B, E, M, K],
  ...(["addRow", "multiplyRow", "columnDots"] as const).map(
    (name): Call => [name, A, B, E, M, K],
  ),
  ...(["normalize", "normalizeBackward", "normalizeRows"] as const).map(
    (name): Call => [name, A, B, C, D, D, E, F, M, K],
  ),
  ["normalizeRowsBackward", A, B, C, D, E, M, K, 1],
  ...from("exp", "expm1", "log", "log10", "log1p", "relu", "polarScale"),
  ...from("sigmoid", "softplus", "tanh", "silu", "gelu", "geluTanh"),
  ...from("erf", "erfc", "normalDensity", "normalDistribution"),
  ...fromTwo("pow", "multiplyEach", "reluBackward", "sigmoidBackward"),
  ...fromTwo("softplusBackward", "tanhBackward", "siluBackward"),
  ...fromTwo("geluBackward", "geluTanhBackward"),
  ["elu", A, E, COUNT, 0.9, 1.1],
  ["eluBackward", A, B, E, COUNT, 0.9, 1.1],
  ["leakyRelu", A, E, COUNT, 0.1],
  ["leakyReluBackward", A, B, E, COUNT, 0.1],
  // What is remembered of the gradients: no squares below 0.
  ["multiplyEach", A, A, F, COUNT],
  ["descend", E, A, COUNT, 0.1],
  ["stepMomentum", E, A, F, COUNT, 0.1, 0.9],
  ["stepNesterov", E, A, F, COUNT, 0.1, 0.9],
  ["multiplyEach", A, A, F, COUNT],
  ["stepRMSProp", E, A, F, COUNT, 0.1, 0.9, 0.1, 1e-8],
  ["stepAdam", E, A, B, F, COUNT, 0.1, 0.9, 0.99, 0.1, 0.01, 1e-8],
];

/**
 * Compares two builds of the kernel, bit by bit, in every function.
 *
 * @param builds Each gives its functions for a memory.
 * @returns The name of a function whose results differ; undefined if none do.
 */
export function disagreement(
  builds: readonly [
    (on: WebAssembly.Memory) => Kernel,
    (on: WebAssembly.Memory) => Kernel,
  ],
): keyof Kernel | undefined {
  const [one, other] = builds.map((build) => {
    const memory = newMemory();
    fill(new Float64Array(memory.buffer, A, 4 * ROOM));
    new Uint32Array(memory.buffer, ROWS, M).set([...Array(M).keys()]);
    return {
      kernel: build(memory) as Record<string, (...args: number[]) => unknown>,
      halves: new Uint32Array(memory.buffer, E, 4 * ROOM),
    };
  });
  for (const [name, ...args] of CALLS) {
    const results = [one, other].map(({ kernel }) => kernel[name](...args));
    if (!Object.is(results[0], results[1])) return name;
    for (let i = 0; i < one.halves.length; i++) {
      if (one.halves[i] !== other.halves[i]) return name;
    }
  }
  return undefined;
}

/** Numbers of many magnitudes and both signs, and zeros in rows. */
function fill(numbers: Float64Array): void {
  for (let i = 0, bits = 1; i < numbers.length; i++) {
    bits = Math.imul(bits, 1664525) + 1013904223 | 0;
    const isZero = (bits >>> 9) % 5 > 2;
    numbers[i] = isZero ? 0 : bits / 2 ** 23 / (1 + (bits >>> 4) % 1000);
  }
}
