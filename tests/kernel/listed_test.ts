import { assertEquals } from "@std/assert";
import { type Rng, seeded } from "weightlab";
import { Arena, assertSameNumbers } from "./_arena.ts";
import { type Build, builds, free, memory } from "./_builds.ts";
import { diverged, numbers, upTo } from "./_draw.ts";

const SCRATCH = free;
const arena = new Arena(
  1_500_000,
  memory,
  free + builds[0].kernel.gemmScratch(),
);

function indicesAt(address: number, length: number): Uint32Array {
  return new Uint32Array(memory.buffer, address, length);
}

/** Room for `count` numbers of 4 bytes, by address. */
function room(count: number): number {
  return arena.output(Math.ceil(count / 2)).byteOffset;
}

/** The addresses of a matrix and of the lists of its nonzeros. */
function listing(
  kernel: Build["kernel"],
  x: Float64Array,
  rows: number,
  k: number,
) {
  const a = arena.input(x).byteOffset;
  const nonzeros = kernel.countNonzeros(a, rows * k);
  assertEquals(nonzeros, x.filter((value) => value !== 0).length);
  const count = rows * kernel.listsPerRow(k);
  const lists = arena.output(2 * (nonzeros + count + 1)).byteOffset;
  const table = room(count + 1);
  kernel.listMatrix(a, rows, k, lists, table);
  return { a, table };
}

/** Some rows of a listed matrix, times and transposed times another. */
function assertListed(
  rng: Rng,
  rows: number,
  [m, k, n]: readonly [number, number, number],
): void {
  const x = numbers(rng, rows * k, () => rng() - 0.5, rng());
  if (x.length > 2) x[1] = -0;
  const picked = Array.from({ length: m }, () => upTo(rng, rows) - 1);
  const factors = [k, m].map((inner) =>
    numbers(rng, inner * n, () => rng() - 0.5)
  );
  for (const build of builds) {
    for (const threads of [1, 2]) {
      assertListedOn(build, threads, x, picked, factors, [m, k, n]);
    }
  }
}

function assertListedOn(
  { name, kernel }: Build,
  threads: number,
  x: Float64Array,
  picked: readonly number[],
  factors: readonly Float64Array[],
  [m, k, n]: readonly [number, number, number],
): void {
  arena.clear();
  const { table } = listing(kernel, x, x.length / k, k);
  const indices = room(m);
  indicesAt(indices, m).set(picked);
  const batch = new Float64Array(m * k);
  for (const [i, row] of picked.entries()) {
    batch.set(x.subarray(row * k, (row + 1) * k), i * k);
  }
  const A = arena.input(batch).byteOffset;
  for (const transpose of [0, 1]) {
    const [outRows, inner] = transpose ? [k, m] : [m, k];
    const what = `${name}: ${outRows} x ${inner} x ${n}${
      transpose ? " A^T" : ""
    }`;
    const B = arena.input(factors[transpose]).byteOffset;
    const got = arena.output(outRows * n), want = arena.output(outRows * n);
    const C = want.byteOffset, shape = [outRows, inner, n] as const;
    // The product of builds[0] is held to chains of multiply-adds in gemm_test.ts.
    const flags = [transpose, 0, 0, outRows, 0, 1, SCRATCH] as const;
    builds[0].kernel.gemm(A, B, C, ...shape, ...flags);
    const done = kernel.gemmListed(
      table,
      indices,
      B,
      got.byteOffset,
      m,
      k,
      n,
      transpose,
      threads,
      SCRATCH,
    );
    assertEquals(done, 1, what);
    assertSameNumbers(got, want, what);
    arena.assertIntact(what);
  }
}

Deno.test("gemmListed() gives the bits of gemm() for rows in any order, and again", () => {
  const rng = seeded("listed");
  for (let i = 0; i < 150; i++) {
    const shape = [upTo(rng, 20), upTo(rng, 20), upTo(rng, 30)] as const;
    assertListed(rng, upTo(rng, 20), shape);
  }
});

Deno.test("gemmListed() gives the bits of gemm() across the borders of its blocks", () => {
  const rng = seeded("listed/borders");
  const shapes = [
    // Blocks are 48 rows, 160 of k (which is m for the transpose) and 480 columns.
    [49, 161, 22],
    [97, 161, 25],
    [96, 160, 24],
    [193, 321, 9],
    [330, 8, 513],
    [100, 784, 100],
    // Large enough for two threads.
    [500, 400, 90],
  ] as const;
  for (const shape of shapes) assertListed(rng, 50, shape);
});

Deno.test("gemmListed() refuses a B that is not finite, whose 0 NaN would be lost", () => {
  const rng = seeded("listed/odd");
  for (const odd of [NaN, Infinity, -Infinity]) {
    for (const transpose of [0, 1]) {
      const b = numbers(rng, 20, rng);
      b[upTo(rng, transpose ? 15 : 20) - 1] = odd;
      for (const { name, kernel } of builds) {
        const { done } = zerosTimes(kernel, b, transpose);
        assertEquals(done, 0, name);
      }
    }
  }
});

Deno.test("gemmListed() gives NaN throughout where every column of B holds one", () => {
  const rng = seeded("listed/diverged");
  for (const transpose of [0, 1]) {
    const b = diverged(rng, transpose ? 3 : 4, 5);
    for (const { name, kernel } of builds) {
      const { done, c } = zerosTimes(kernel, b, transpose);
      assertEquals(done, 1, name);
      assertEquals(c.every(Number.isNaN), true, name);
    }
  }
});

/** A listed 3 x 4 of zeros, or its transpose, times a B with 5 columns. */
function zerosTimes(
  kernel: Build["kernel"],
  b: Float64Array,
  transpose: number,
) {
  arena.clear();
  const { table } = listing(kernel, new Float64Array(12), 3, 4);
  const at = room(3);
  indicesAt(at, 3).set([0, 1, 2]);
  const B = arena.input(b).byteOffset;
  const c = arena.output(transpose ? 20 : 15), C = c.byteOffset;
  const rest = [transpose, 1, SCRATCH] as const;
  const done = kernel.gemmListed(table, at, B, C, 3, 4, 5, ...rest);
  arena.assertIntact("gemmListed");
  return { done, c };
}
