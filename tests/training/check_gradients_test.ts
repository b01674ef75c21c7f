import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
} from "@std/assert";
import fc from "fast-check";
import {
  Affine,
  BatchNormalization,
  checkGradients,
  gradientError,
  he,
  matmul,
  Matrix,
  type Mode,
  numericalGradient,
  Relu,
  seeded,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("numericalGradient() of a cubic is its gradient, off by h^2", () => {
  const x = new Matrix([[2, -1], [0.5, 3]]);
  const f = () => x.to1DArray().reduce((sum, v) => sum + v ** 3, 0);
  const g = assertUnchanged(() => numericalGradient(f, x), x);
  assertCloseTo(g, [[12, 3], [0.75, 27]], 2e-9);
  // (x + h)^3 - (x - h)^3 = 2h (3 x^2 + h^2): the error is h^2 itself.
  const coarse = numericalGradient(f, x, 0.1);
  assertCloseTo(coarse, [[12.01, 3.01], [0.76, 27.01]], 1e-12);
});

Deno.test("gradientError() is the largest difference over the largest element", () => {
  const a = new Matrix([[4, 0], [1, 1]]), b = new Matrix([[4, 0], [1, 0]]);
  const error = assertUnchanged(() => gradientError(a, b), a, b);
  assertEquals(error, 0.25);
  assertEquals(gradientError(b, a), 0.25);
  assertEquals(gradientError(a, a), 0);
});

Deno.test("gradientError() compares absolutely below its floor", () => {
  const noise = new Matrix([[1e-10]]), zero = new Matrix(1, 1);
  assertAlmostEquals(gradientError(noise, zero), 1e-6, 1e-20);
  assertAlmostEquals(gradientError(noise, zero, 1e-2), 1e-8, 1e-20);
});

Deno.test("gradientError() is NaN where a gradient is, wherever it stands", () => {
  const right = new Matrix([[1, 2]]);
  for (const wrong of [[[NaN, 2]], [[1, NaN]]]) {
    assertEquals(gradientError(new Matrix(wrong), right), NaN);
    assertEquals(gradientError(right, new Matrix(wrong)), NaN);
  }
});

Deno.test("checkGradients() checks x and each parameter, and changes none", () => {
  const layer = new Affine(3, 2, { init: he(), rng: seeded(1) });
  const x = drawn("x", 4, 3), dout = drawn("dout", 4, 2);
  const checks = assertUnchanged(
    () => checkGradients(layer, x, dout),
    x,
    dout,
    layer.W.value,
    layer.b.value,
  );
  assertEquals(checks.map(({ name }) => name), ["x", "W", "b"]);
});

Deno.test("checkGradients() would catch a wrong Affine: dW, db and dx each", () => {
  class Wrong extends Affine {
    override backward(dout: Matrix): Matrix {
      const dx = super.backward(dout);
      this.W.grad.mul(1.01);
      this.b.grad.div(dout.rows); // a mean where the sum belongs
      return dx.neg();
    }
  }
  const layer = new Wrong(3, 2, { init: he(), rng: seeded(1) });
  const checks = checkGradients(layer, drawn("x", 4, 3), drawn("dout", 4, 2));
  for (const { name, error } of checks) assertGreater(error, 1e-3, name);
});

Deno.test("checkGradients() would catch batch statistics taken for constants", () => {
  // The mistake: dx = gamma dy / sqrt(v + eps), as if mean and variance did not
  // depend on x.
  class Wrong extends BatchNormalization {
    override forward(x: Matrix, mode: "train" | "infer"): Matrix {
      const y = super.forward(x, mode);
      this.#std = x.standardDeviation("column", { unbiased: false });
      return y;
    }
    override backward(dout: Matrix): Matrix {
      super.backward(dout);
      return dout.clone().mulRowVector(this.gamma.value)
        .divRowVector(Matrix.rowVector(this.#std));
    }
    #std: number[] = [];
  }
  const layer = new Wrong(3);
  layer.gamma.value = drawn("gamma", 1, 3);
  const [dx, dgamma, dbeta] = checkGradients(
    layer,
    drawn("x", 8, 3),
    drawn("dout", 8, 3),
  );
  assertGreater(dx.error, 1e-3);
  assertLess(dgamma.error, 1e-8);
  assertLess(dbeta.error, 1e-8);
});

Deno.test("checkGradients() would catch a NaN anywhere in a gradient", () => {
  class Wrong extends Relu {
    override backward(dout: Matrix): Matrix {
      return super.backward(dout).set(1, 1, NaN);
    }
  }
  const x = new Matrix([[1, 2], [3, 4]]);
  const [dx] = checkGradients(new Wrong(), x, drawn("dout", 2, 2));
  assertEquals(dx.error, NaN);
});

Deno.test("checkGradients() takes the mode and the nudge asked for", () => {
  const layer = new BatchNormalization(2, { runningVariance: 1 });
  const x = drawn("x", 5, 2), dout = drawn("dout", 5, 2);
  assertUnchanged(
    () => checkGradients(layer, x, dout, { mode: "infer" }),
    layer.runningMean,
  );
  const [coarse] = checkGradients(layer, x, dout, { h: 0.1 });
  assertGreater(coarse.error, 1e-4);
});

Deno.test("numericalGradient() nudges by 1e-5, gradientError() has a floor of 1e-4, unless told", () => {
  const x = new Matrix([[0.5, 2]]);
  const cubes = () => x.get(0, 0) ** 3 + x.get(0, 1) ** 3;
  const g = (h?: number) => numericalGradient(cubes, x, h).to2DArray();
  assertEquals(g(), g(1e-5));
  assertNotEquals(g(), g(1.1e-5));
  const a = new Matrix([[1e-6]]), b = new Matrix([[2e-6]]);
  assertEquals(gradientError(a, b), gradientError(a, b, 1e-4));
  assertNotEquals(gradientError(a, b), gradientError(a, b, 1.01e-4));
});

Deno.test("checkGradients() is in train mode and nudges by 1e-5 unless told", async () => {
  const x = drawn("x", 5, 3), dout = drawn("dout", 5, 3);
  await assertDefaults(
    (options: { mode?: Mode; h?: number }) => {
      // What it computes depends on the mode, and in a curved way.
      const modes: Mode[] = [];
      const layer = new BatchNormalization(3);
      const { forward } = BatchNormalization.prototype;
      layer.forward = (x, mode) => {
        modes.push(mode);
        return forward.call(layer, x, "train");
      };
      const checks = checkGradients(layer, x, dout, options);
      return { checks, mode: modes[0] };
    },
    { mode: ["train", "infer"], h: [1e-5, 1.1e-5] },
  );
});

Deno.test("numericalGradient() of sum(A x) is A's column sums, in any shape, x put back", () => {
  holds(fc.property(size, size, size, seed, (m, rows, columns, seed) => {
    const a = drawn(`a${seed}`, m, rows), x = drawn(`x${seed}`, rows, columns);
    const f = () => matmul(a, x).sum();
    const g = assertUnchanged(() => numericalGradient(f, x), x, a);
    const sums = a.sum("column");
    const expected = sums.map((s) => new Array<number>(columns).fill(s));
    // Linear: what is left is f's rounding over 2h, with f below 2,000 here.
    assertCloseTo(g, expected, 2000 * 2 ** -53 / 1e-5);
    assertEquals(gradientError(g, g), 0);
  }));
});

Deno.test("gradientError() of gradients near the largest number is a number", () => {
  const a = new Matrix([[1e308, 1e300]]), b = new Matrix([[0.9e308, 1e300]]);
  assertAlmostEquals(gradientError(a, b), 0.1, 1e-12);
  assertEquals(gradientError(new Matrix(0, 3), new Matrix(0, 3)), 0);
});
