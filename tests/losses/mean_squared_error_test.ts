import {
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  gradientError,
  Matrix,
  MeanSquaredError,
  numericalGradient,
  type Targets,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** The loss, and its gradient. */
function of(outputs: Matrix, targets: Targets): [number, number[][]] {
  const loss = new MeanSquaredError();
  return [loss.forward(outputs, targets), loss.backward().to2DArray()];
}

Deno.test("MeanSquaredError of a worked 2 x 2 example: the mean over all elements", () => {
  assertEquals(
    of(new Matrix([[1, 2], [3, 5]]), new Matrix([[1, 0], [4, 2]])),
    [(0 + 4 + 1 + 9) / 4, [[0, 1], [-0.5, 1.5]]],
  );
});

Deno.test("MeanSquaredError of one output takes numbers, of several classes", () => {
  const y = new Matrix([[0.5], [2]]);
  assertEquals(of(y, [1, -2.5]), of(y, new Matrix([[1], [-2.5]])));
  const several = drawn("y", 3, 3);
  assertEquals(
    of(several, Uint8Array.of(2, 0, 1)),
    of(several, new Matrix([[0, 0, 1], [1, 0, 0], [0, 1, 0]])),
  );
});

Deno.test("MeanSquaredError's gradient agrees with the numerical", () => {
  const cases: [Matrix, Targets][] = [
    [drawn("y", 5, 4), drawn("t", 5, 4)],
    [drawn("y", 5, 1), [1.5, -2, 0, 3, 0.25]],
    [drawn("y", 5, 3), [0, 2, 1, 1, 0]],
  ];
  for (const [y, t] of cases) {
    const loss = new MeanSquaredError();
    loss.forward(y, t);
    const dy = loss.backward();
    const numerical = numericalGradient(() => loss.forward(y, t), y);
    assertLess(gradientError(dy, numerical), 1e-9);
  }
});

Deno.test("MeanSquaredError is the same with outputs and targets exchanged, its gradient the opposite", () => {
  holds(fc.property(size, size, seed, (n, outputs, seed) => {
    const a = drawn(seed, n, outputs), b = drawn(seed + 1, n, outputs);
    const [loss, da] = assertUnchanged(() => of(a, b), a, b);
    const [exchanged, db] = of(b, a);
    assertEquals(loss, exchanged);
    assertCloseTo(
      Matrix.add(new Matrix(da), new Matrix(db)),
      new Matrix(n, outputs),
      0,
    );
  }));
});

Deno.test("MeanSquaredError of large errors is finite where it can be, and shows NaN", () => {
  const y = new Matrix([[1e154], [1e154]]);
  assertAlmostEquals(of(y, [-2e153, 0])[0] / 1.22e308, 1, 1e-12);
  assertEquals(of(new Matrix([[1e200]]), [0])[0], Infinity);
  assertEquals(of(new Matrix([[NaN]]), [0]), [NaN, [[NaN]]]);
});

Deno.test("MeanSquaredError keeps the pass: what the caller does afterwards comes too late", () => {
  const loss = new MeanSquaredError(), y = drawn("y", 2, 3);
  const t = drawn("t", 2, 3);
  loss.forward(y, t);
  const before = loss.backward().to2DArray();
  y.fill(9);
  t.fill(1);
  loss.backward().fill(7);
  assertEquals(loss.backward().to2DArray(), before);
});

Deno.test("MeanSquaredError.backward() wants a forward pass", () => {
  assertThrows(
    () => new MeanSquaredError().backward(),
    Error,
    "Cannot run MeanSquaredError backward: call forward first",
  );
});

Deno.test("MeanSquaredError.checkTargets() says what targets are to it", () => {
  const loss = new MeanSquaredError();
  const check = (t: Targets, outputs: number) =>
    loss.checkTargets("train", "data.t", t, outputs);
  assertEquals(check([0, 1.5], 1), "values");
  assertEquals(check([0, 1], 2), "classes");
  assertEquals(check(new Matrix([[0, 1]]), 2), "values");
});
