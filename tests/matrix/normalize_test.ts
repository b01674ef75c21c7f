import { assertEquals } from "@std/assert";
import { Matrix } from "weightlab";
import { normalize, normalizeBackward } from "../../lib/matrix/normalize.ts";
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
