import { assertEquals } from "@std/assert";
import { Matrix } from "weightlab";
import { normalize, normalizeBackward } from "../../lib/matrix/passes.ts";
import { resident } from "../../lib/storage/resident.ts";
import { rowRange } from "../../lib/storage/row_range.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { assertSameWherever } from "./_storage.ts";

Deno.test("normalize() gives xHat = (x - mean) inverseStd and y = gamma xHat + beta", () => {
  const x = new Matrix([[1, 2], [5, 6]]);
  const [mean, inverse, gamma, beta] = [[3, 4], [0.5, 2], [10, 1], [0, -1]].map(
    (row) => new Matrix([row]),
  );
  const { xHat, y } = assertUnchanged(
    () => normalize(x, mean, inverse, gamma, beta),
    x,
    mean,
    inverse,
    gamma,
    beta,
  );
  assertEquals(xHat.to2DArray(), [[-1, -4], [1, 4]]);
  assertEquals(y.to2DArray(), [[-10, -5], [10, 3]]);
});

Deno.test("normalizeBackward() gives a worked example's gradients", () => {
  const dy = new Matrix([[1], [2], [6]]), xHat = new Matrix([[-1], [0], [1]]);
  const gamma = new Matrix([[2]]), inverse = new Matrix([[0.5]]);
  const dgamma = new Matrix(1, 1), dbeta = new Matrix(1, 1);
  const dx = assertUnchanged(
    () => normalizeBackward(dy, xHat, gamma, inverse, dgamma, dbeta),
    dy,
    xHat,
    gamma,
    inverse,
  );
  assertEquals([dgamma.get(0, 0), dbeta.get(0, 0)], [5, 9]);
  // g = 2, 4, 12 with mean 6; mean(g xHat) = 10 / 3.
  const share = 10 / 3;
  assertEquals(dx.to1DArray(), [
    (2 - 6 + share) * 0.5,
    (4 - 6) * 0.5,
    (12 - 6 - share) * 0.5,
  ]);
});

Deno.test("normalize() and its backward pass give the same bits wherever the matrices lie", () => {
  const row = [1, 5] as const;
  assertSameWherever([[7, 5], row, row, row, row], (x, m, i, g, b) => {
    const { xHat, y } = normalize(x, m, i, g, b);
    return [xHat, y];
  });
  assertSameWherever(
    [[7, 5], [7, 5], row, row, row, row],
    normalizeBackward,
  );
});

Deno.test("normalize() and its backward pass write into some rows of given matrices", () => {
  const x = drawn("x", 5, 3), dy = drawn("dy", 5, 3);
  const row = (seed: string) => drawn(seed, 1, 3);
  const [mean, inverse, gamma, beta] = ["m", "i", "g", "b"].map(row);
  const expected = normalize(x, mean, inverse, gamma, beta);
  for (const place of [(x: Matrix) => x, resident]) {
    const [xHat, y, dx] = [1, 2, 3].map(() => place(new Matrix(9, 3)));
    const part = (x: Matrix) => rowRange(x, 2, 7);
    const out = { xHat: part(xHat), y: part(y) };
    normalize(x, mean, inverse, gamma, beta, out);
    const sums = [new Matrix(1, 3), new Matrix(1, 3)] as const;
    const expectedDx = normalizeBackward(
      dy,
      expected.xHat,
      gamma,
      inverse,
      ...sums,
    );
    normalizeBackward(dy, out.xHat, gamma, inverse, ...sums, part(dx));
    const pairs: [Matrix, Matrix][] = [
      [xHat, expected.xHat],
      [y, expected.y],
      [dx, expectedDx],
    ];
    for (const [whole, middle] of pairs) {
      const zeros = (rows: number) => new Matrix(rows, 3).to2DArray();
      assertEquals(whole.to2DArray(), [
        ...zeros(2),
        ...middle.to2DArray(),
        ...zeros(2),
      ]);
    }
  }
});
