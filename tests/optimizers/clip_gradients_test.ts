import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { clipGradients, Matrix, type Param, param } from "weightlab";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** A parameter of each gradient. */
function withGradients(...grads: number[][][]): Param[] {
  return grads.map((grad) => {
    const w = param("W", new Matrix(grad));
    w.grad = new Matrix(grad);
    return w;
  });
}

const gradientsOf = (params: readonly Param[]) =>
  params.map(({ grad }) => grad.to2DArray());

Deno.test("clipGradients() scales all gradients by norm / (n + 1e-6): by hand", () => {
  const params = withGradients([[2, -4], [4, 0]], [[8]]);
  const grads = params.map(({ grad }) => grad);
  assertEquals(clipGradients(params, { norm: 2.5 }), 10);
  const factor = 2.5 / (10 + 1e-6);
  assertEquals(gradientsOf(params), [
    [[2 * factor, -4 * factor], [4 * factor, 0 * factor]],
    [[8 * factor]],
  ]);
  // In the matrices that are there, whose values it leaves.
  assertEquals(params.map(({ grad }, i) => grad === grads[i]), [true, true]);
  assertEquals(params[1].value.to2DArray(), [[8]]);
});

Deno.test("clipGradients() leaves gradients within the norm to the bit, zeros too", () => {
  for (const grads of [[[0.1, 0.7]], [[0, -0]], [[3, 4 - 2e-6]]]) {
    const params = withGradients(grads);
    assertUnchanged(
      () => clipGradients(params, { norm: 5 }),
      ...params.map(({ grad }) => grad),
    );
  }
  assertEquals(clipGradients(withGradients([[0, 0]]), { norm: 1 }), 0);
  assertEquals(clipGradients([], { norm: 1 }), 0);
});

Deno.test("clipGradients() of gradients whose squares overflow or vanish", () => {
  const huge = withGradients([[3e200]], [[-4e200]]);
  assertAlmostEquals(clipGradients(huge, { norm: 1 }) / 5e200, 1, 1e-15);
  assertAlmostEquals(huge[0].grad.get(0, 0), 0.6, 1e-15);
  assertAlmostEquals(huge[1].grad.get(0, 0), -0.8, 1e-15);
  const tiny = withGradients([[3e-200, 4e-200]]);
  assertAlmostEquals(clipGradients(tiny, { norm: 1 }) / 5e-200, 1, 1e-15);
  assertEquals(gradientsOf(tiny), [[[3e-200, 4e-200]]]);
  const least = withGradients([[5e-324]]);
  assertEquals(clipGradients(least, { norm: 1e-300 }), 5e-324);
  // n itself is beyond the largest number.
  const beyond = withGradients([[1.5e308, 1.5e308]]);
  assertEquals(clipGradients(beyond, { norm: 1 }), Infinity);
  for (const g of beyond[0].grad.to1DArray()) {
    assertAlmostEquals(g, Math.SQRT1_2, 1e-15);
  }
});

Deno.test("clipGradients() leaves gradients with a NaN or Infinity among them, and says so", () => {
  for (
    const [bad, norm] of [[NaN, NaN], [Infinity, Infinity], [
      -Infinity,
      Infinity,
    ]]
  ) {
    const params = withGradients([[1e3, 2]], [[bad]]);
    assertUnchanged(
      () => assertEquals(clipGradients(params, { norm: 1 }), norm),
      ...params.map(({ grad }) => grad),
    );
  }
  const both = withGradients([[Infinity, NaN]]);
  assertEquals(clipGradients(both, { norm: 1 }), NaN);
});

Deno.test("clipGradients() keeps the direction, and the norm at most as large as asked", () => {
  const norm = fc.double({ min: 1e-3, max: 20, noNaN: true });
  holds(fc.property(size, size, seed, norm, (rows, columns, seed, norm) => {
    const params = ["W", "b"].map((name, i) => {
      const one = param(name, new Matrix(rows, columns));
      one.grad = drawn(`${seed}/${i}`, rows, columns);
      return one;
    });
    const flat = () => params.flatMap(({ grad }) => grad.to1DArray());
    const length = (g: number[]) =>
      Math.sqrt(g.reduce((sum, one) => sum + one * one, 0));
    const before = flat(), n = clipGradients(params, { norm });
    assertAlmostEquals(n, length(before), 1e-12 * n);
    const after = flat(), clipped = length(after);
    assert(clipped <= Math.max(norm, 0) || n <= norm);
    assertAlmostEquals(clipped, Math.min(n, norm), 2e-3 * norm);
    before.forEach((g, i) =>
      assertAlmostEquals(after[i] * n, g * clipped, 1e-12 * n * n)
    );
  }));
});

Deno.test("clipGradients() takes a norm above 0", () => {
  const params = withGradients([[3]]);
  for (const norm of [0, -1, NaN, Infinity]) {
    assertUnchanged(
      () =>
        assertThrows(
          () => clipGradients(params, { norm }),
          RangeError,
          `Cannot clip gradients: norm must be a finite number above 0, got ${norm}`,
        ),
      params[0].grad,
    );
  }
});
