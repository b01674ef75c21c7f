import { assertEquals, fail } from "@std/assert";
import { type Rng, seeded } from "weightlab";
import * as kernel from "../../lib/kernel/kernel.wasm";
import { indicesAt, SCRATCH } from "../../lib/kernel/memory.ts";
import { Arena } from "./_arena.ts";
import { diverged, numbers, upTo } from "./_draw.ts";

const arena = new Arena(1_500_000);

/** Room for `count` numbers of 4 bytes, by address. */
function room(count: number): number {
  return arena.output(Math.ceil(count / 2)).byteOffset;
}

/** The addresses of a matrix and of the lists of its nonzeros. */
function listing(x: Float64Array, rows: number, k: number) {
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
  arena.clear();
  const x = numbers(rng, rows * k, () => rng() - 0.5, rng());
  if (x.length > 2) x[1] = -0;
  const { table } = listing(x, rows, k);
  const picked = Array.from({ length: m }, () => upTo(rng, rows) - 1);
  const indices = room(m);
  indicesAt(indices, m).set(picked);
  const batch = new Float64Array(m * k);
  for (const [i, row] of picked.entries()) {
    batch.set(x.subarray(row * k, (row + 1) * k), i * k);
  }
  const A = arena.input(batch).byteOffset;
  for (const transpose of [0, 1]) {
    const [outRows, inner] = transpose ? [k, m] : [m, k];
    const what = `${outRows} x ${inner} x ${n}${transpose ? " A^T" : ""}`;
    const b = numbers(rng, inner * n, () => rng() - 0.5);
    const B = arena.input(b).byteOffset;
    const got = arena.output(outRows * n), want = arena.output(outRows * n);
    const C = want.byteOffset;
    kernel.product(A, B, C, outRows, inner, n, transpose, 0, SCRATCH, 0);
    const done = kernel.gemmListed(
      table,
      indices,
      B,
      got.byteOffset,
      m,
      k,
      n,
      transpose,
      SCRATCH,
    );
    assertEquals(done, 1, what);
    for (let i = 0; i < want.length; i++) {
      // Skipped zeros may turn -0 into 0.
      if (got[i] !== want[i]) {
        fail(`${what}, number ${i}: got ${got[i]} for ${want[i]}`);
      }
    }
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
    // Blocks are 48 rows, 160 of k (which is m for the transpose) and 512 columns.
    [49, 161, 22],
    [97, 161, 25],
    [96, 160, 24],
    [193, 321, 9],
    [330, 8, 513],
    [100, 784, 100],
  ] as const;
  for (const shape of shapes) assertListed(rng, 50, shape);
});

Deno.test("gemmListed() refuses a B that is not finite, whose 0 NaN would be lost", () => {
  const rng = seeded("listed/odd");
  for (const odd of [NaN, Infinity, -Infinity]) {
    for (const transpose of [0, 1]) {
      arena.clear();
      const { table } = listing(new Float64Array(12), 3, 4);
      const indices = room(3);
      indicesAt(indices, 3).set([0, 1, 2]);
      const b = numbers(rng, 20, rng);
      b[upTo(rng, transpose ? 15 : 20) - 1] = odd;
      const B = arena.input(b).byteOffset, c = arena.output(20).byteOffset;
      assertEquals(
        kernel.gemmListed(table, indices, B, c, 3, 4, 5, transpose, SCRATCH),
        0,
      );
      arena.assertIntact("gemmListed");
    }
  }
});

Deno.test("gemmListed() gives NaN throughout where every column of B holds one", () => {
  const rng = seeded("listed/diverged");
  for (const transpose of [0, 1]) {
    arena.clear();
    const { table } = listing(new Float64Array(12), 3, 4);
    const indices = room(3);
    indicesAt(indices, 3).set([0, 1, 2]);
    const inner = transpose ? 3 : 4;
    const b = diverged(rng, inner, 5);
    const B = arena.input(b).byteOffset;
    const c = arena.output(transpose ? 20 : 15);
    const at = c.byteOffset;
    assertEquals(
      kernel.gemmListed(table, indices, B, at, 3, 4, 5, transpose, SCRATCH),
      1,
    );
    assertEquals(c.every(Number.isNaN), true);
    arena.assertIntact("gemmListed");
  }
});
