// In a page, in place of lib/datasets/_mnist_package.ts, which starts Deno to fetch digits.

/** Declines, in the words that the library has outside of Deno. */
export function readFullTraining(
  _checksums: unknown,
  first: number,
): Promise<never> {
  return Promise.reject(
    new RangeError(
      `Cannot load MNIST: train must be at most 5000 where Deno, which fetches the others, does not run the program, got ${first}`,
    ),
  );
}
