import type { Kernel } from "./functions.ts";
import { newMemory, RESERVED } from "./wasm.ts";

/** So many numbers are there at first, and so many after them are for results. */
const COUNT = 4096;
const X = RESERVED, Y = X + 8 * COUNT, SCRATCH = Y + 8 * COUNT;

/** Sizes that are no whole number of vectors, of any width. */
const M = 13, K = 37, N = 27;

/**
 * What is called, on numbers at X with results at Y: sizes and arguments after the
 * addresses. A function that is not called here is compared by the tests alone.
 */
const CALLS: readonly [name: keyof Kernel, ...args: number[]][] = [
  ["relu", X, Y, COUNT],
  ["descend", Y, X, COUNT, 0.1],
];

/**
 * Compares two builds of the kernel, bit by bit, on some products and passes.
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
    const numbers = new Float64Array(memory.buffer, X, COUNT);
    // All magnitudes from 2^-8 to 2^8, both signs, and zeros: some in rows.
    for (let i = 0, bits = 1; i < COUNT; i++) {
      bits = Math.imul(bits, 1664525) + 1013904223 | 0;
      const isZero = (bits >>> 9) % 5 > 2;
      numbers[i] = isZero ? 0 : bits / 2 ** (23 + (bits >>> 4) % 16);
    }
    return {
      functions: build(memory) as Record<string, (...args: number[]) => void>,
      bits: new BigInt64Array(memory.buffer, X, 2 * COUNT),
    };
  });
  for (const [name, ...args] of CALLS) {
    one.functions[name](...args);
    other.functions[name](...args);
    if (one.bits.some((bits, i) => bits !== other.bits[i])) return name;
  }
  return undefined;
}
