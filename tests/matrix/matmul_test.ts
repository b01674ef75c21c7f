import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { MatrixTransposeView } from "ml-matrix";
import { mapElements, matmul, Matrix } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { assertSameWherever, stored } from "./_storage.ts";

Deno.test("matmul() multiplies a worked 2 x 2 example, transposed or not", () => {
  const a = new Matrix([[1, 2], [3, 4]]), b = new Matrix([[5, 6], [7, 8]]);
  assertEquals(matmul(a, b).to2DArray(), [[19, 22], [43, 50]]);
  assertEquals(
    matmul(a, b, { transposeA: true }).to2DArray(),
    [[26, 30], [38, 44]],
  );
  assertEquals(
    matmul(a, b, { transposeB: true }).to2DArray(),
    [[17, 23], [39, 53]],
  );
  assertEquals(
    matmul(a, b, { transposeA: true, transposeB: true }).to2DArray(),
    [[23, 31], [34, 46]],
  );
});

Deno.test("matmul() agrees with ml-matrix's mmul for every shape and transpose", () => {
  holds(
    fc.property(
      fc.tuple(size, size, size, seed),
      fc.boolean(),
      fc.boolean(),
      ([m, k, n, seed], transposeA, transposeB) => {
        const a = drawn(`${seed}/a`, m, k), b = drawn(`${seed}/b`, k, n);
        const product = matmul(
          transposeA ? a.transpose() : a,
          transposeB ? b.transpose() : b,
          { transposeA, transposeB },
        );
        assertCloseTo(product, a.mmul(b), 1e-13 * k * 10);
      },
    ),
    200,
  );
});

Deno.test("matmul() is associative, and reverses under the transpose", () => {
  holds(fc.property(size, size, size, seed, (m, k, n, seed) => {
    const a = drawn(`${seed}/a`, m, k), b = drawn(`${seed}/b`, k, n);
    const c = drawn(`${seed}/c`, n, m);
    assertCloseTo(matmul(matmul(a, b), c), matmul(a, matmul(b, c)), 1e-11);
    // (A B)^T = B^T A^T
    assertCloseTo(
      matmul(a, b).transpose(),
      matmul(b, a, { transposeA: true, transposeB: true }),
      0,
    );
  }));
});

Deno.test("matmul() leaves its factors as they were, and gives a new matrix", () => {
  const a = drawn("a", 5, 5), b = drawn("b", 5, 5);
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      const c = assertUnchanged(
        () => matmul(a, b, { transposeA, transposeB }),
        a,
        b,
      );
      assertUnchanged(() => c.fill(0), a, b);
    }
  }
});

Deno.test("matmul() of a matrix with itself reads one matrix twice", () => {
  const a = drawn("self", 6, 6);
  assertCloseTo(matmul(a, a, { transposeB: true }), a.mmul(a.transpose()));
});

Deno.test("matmul() over an inner size of 0 gives zeros", () => {
  const c = matmul(new Matrix(2, 0), new Matrix(0, 3));
  assertEquals(c.to2DArray(), [[0, 0, 0], [0, 0, 0]]);
});

Deno.test("matmul() passes NaN and Infinity on, even through a zero", () => {
  const a = new Matrix([[0, 1], [1, 0]]);
  const c = matmul(a, new Matrix([[Infinity, 1], [1, NaN]]));
  assertEquals(c.to2DArray(), [[NaN, NaN], [Infinity, NaN]]);
});

Deno.test("matmul() refuses inner sizes that differ, and names both shapes", () => {
  const a = new Matrix(2, 3), b = new Matrix(2, 3);
  assertThrows(
    () => matmul(a, b),
    RangeError,
    "Cannot multiply: the inner sizes must agree, got 2 x 3 times 2 x 3",
  );
  assertThrows(
    () => matmul(a, new Matrix(3, 1), { transposeA: true }),
    RangeError,
    "got 2 x 3 transposed times 3 x 1",
  );
  assertThrows(
    () => matmul(a, new Matrix(3, 2), { transposeB: true }),
    RangeError,
    "got 2 x 3 times 3 x 2 transposed",
  );
});

Deno.test("matmul() refuses arrays and views, which own no rows", () => {
  const a = new Matrix([[1, 2], [3, 4]]);
  const array = [[1, 2], [3, 4]] as unknown as Matrix;
  assertThrows(() => matmul(array, a), TypeError, "got an Array");
  assertThrows(() => matmul(a, array), TypeError, "got an Array");
  const view = new MatrixTransposeView(a) as unknown as Matrix;
  assertThrows(() => matmul(a, view), TypeError, "must be an ml-matrix Matrix");
});

Deno.test("matmul() gives the same bits wherever the matrices lie", () => {
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      const a = transposeA ? [4, 3] as const : [3, 4] as const;
      const b = transposeB ? [5, 4] as const : [4, 5] as const;
      assertSameWherever(
        [a, b, [3, 5]],
        (a, b, out) => matmul(a, b, { transposeA, transposeB, out }),
      );
      assertSameWherever(
        [a, b],
        (a, b) => matmul(a, b, { transposeA, transposeB }),
      );
    }
  }
});

Deno.test("matmul() writes into out, whatever it held, and returns it", () => {
  const a = drawn("a", 3, 4), b = drawn("b", 4, 5), c = matmul(a, b);
  for (const out of Object.values(stored("out", 3, 5))) {
    out.fill(NaN);
    assertStrictEquals(matmul(a, b, { out }), out);
    assertEquals(out.to2DArray(), c.to2DArray());
  }
});

Deno.test("matmul() refuses an out of another shape, and one that is a factor", () => {
  const a = drawn("a", 3, 3), b = drawn("b", 3, 3);
  for (const [out, got] of [[a, "a"], [b, "b"], [drawn("o", 3, 2), "3 x 2"]]) {
    assertThrows(
      () => matmul(a, b, { out: out as Matrix }),
      RangeError,
      `out must be 3 x 3 and no factor, got ${got}`,
    );
  }
});

Deno.test("matmul() transposes neither unless told", async () => {
  const a = drawn("a", 3, 3), b = drawn("b", 3, 3);
  await assertDefaults((options) => matmul(a, b, options).to2DArray(), {
    transposeA: [false, true],
    transposeB: [false, true],
  });
});

Deno.test("matmul() is linear in each factor: exactly for powers of two", () => {
  const numbers = fc.record({
    m: size,
    k: size,
    n: size,
    seed,
    exponent: fc.integer({ min: -30, max: 30 }),
    factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
  });
  holds(fc.property(numbers, ({ m, k, n, seed, exponent, factor }) => {
    const a = drawn(`a${seed}`, m, k), b = drawn(`b${seed}`, k, n);
    const c = matmul(a, b);
    const times = (x: Matrix, s: number) => mapElements(x, (v) => s * v);
    const s = 2 ** exponent;
    assertCloseTo(matmul(times(a, s), b), times(c, s), 0);
    assertCloseTo(matmul(a, times(b, s)), times(c, s), 0);
    // Else each of the k products and sums rounds once more, by 2^-53 of at most
    // k |a| |b| |s| with |a|, |b| below 6.
    const rounding = 4 * k * k * 36 * factor * 2 ** -53;
    assertCloseTo(matmul(times(a, factor), b), times(c, factor), rounding);
  }));
});
