import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  gradientError,
  mapElements,
  Matrix,
  numericalGradient,
  seeded,
  SigmoidCrossEntropy,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** N x C numbers in [0, 1), the same for the same seed. */
function shares(of: string | number, n: number, outputs: number): Matrix {
  const rng = seeded(`shares/${of}`);
  return mapElements(new Matrix(n, outputs), rng);
}

Deno.test("SigmoidCrossEntropy of a worked 2 x 2 example, in nats", () => {
  // Sigmoids of 1/2, 1/4 and 3/4, 1/2.
  const loss = new SigmoidCrossEntropy(), z = Math.log(3);
  const value = loss.forward(
    new Matrix([[0, -z], [z, 0]]),
    new Matrix([[1, 0], [1, 0.5]]),
  );
  const right = [1 / 2, 3 / 4, 3 / 4, 1 / 2].map((y) => -Math.log(y));
  assertAlmostEquals(value, right.reduce((a, b) => a + b) / 4, 1e-15);
  assertCloseTo(
    loss.backward(),
    [[-1 / 8, 1 / 16], [-1 / 16, 0]],
    1e-15,
  );
});

Deno.test("SigmoidCrossEntropy of classes is that of their column of zeros and ones, bit for bit", () => {
  const z = drawn("z", 6, 1), classes = [0, 1, 1, 0, 1, 0];
  const of = (targets: number[] | Matrix) => {
    const loss = new SigmoidCrossEntropy();
    return [loss.forward(z, targets), loss.backward().to2DArray()];
  };
  assertEquals(of(classes), of(Matrix.columnVector(classes)));
});

Deno.test("SigmoidCrossEntropy's gradient agrees with the numerical", () => {
  const z = mapElements(drawn("z", 5, 4), (v) => 3 * v);
  const t = shares("t", 5, 4), loss = new SigmoidCrossEntropy();
  loss.forward(z, t);
  const dz = loss.backward();
  assertLess(
    gradientError(dz, numericalGradient(() => loss.forward(z, t), z)),
    1e-9,
  );
  const column = drawn("column", 5, 1), classes = Uint8Array.of(1, 0, 0, 1, 1);
  loss.forward(column, classes);
  const dcolumn = loss.backward();
  const numerical = numericalGradient(
    () => loss.forward(column, classes),
    column,
  );
  assertLess(gradientError(dcolumn, numerical), 1e-9);
});

Deno.test("SigmoidCrossEntropy is the same for -z and 1 - t, and its gradient the opposite", () => {
  holds(fc.property(size, size, seed, (n, outputs, seed) => {
    const z = mapElements(drawn(seed, n, outputs), (v) => 5 * v);
    const t = shares(seed, n, outputs);
    const one = new SigmoidCrossEntropy(), other = new SigmoidCrossEntropy();
    const mirrored = other.forward(
      mapElements(z, (v) => -v),
      mapElements(t, (v) => 1 - v),
    );
    assertAlmostEquals(one.forward(z, t), mirrored, 1e-13);
    assertCloseTo(
      one.backward(),
      mapElements(other.backward(), (v) => -v),
      1e-15,
    );
  }));
});

Deno.test("SigmoidCrossEntropy of extreme logits neither overflows nor vanishes", () => {
  const of = (z: number, t: number) => {
    const loss = new SigmoidCrossEntropy();
    return [
      loss.forward(new Matrix([[z]]), new Matrix([[t]])),
      loss.backward().get(0, 0),
    ];
  };
  assertEquals(of(1e300, 0), [1e300, 1]);
  assertEquals(of(-1e300, 1), [1e300, -1]);
  assertEquals(of(1e300, 1), [0, 0]);
  assertEquals(of(-1e300, 0), [0, 0]);
  assertEquals(of(1e308, 0.5), [0.5e308, 0.5]);
  assertAlmostEquals(of(-40, 0)[0] / Math.exp(-40), 1, 1e-12);
  assertAlmostEquals(of(40, 1)[0] / Math.exp(-40), 1, 1e-12);
  // At the limit the loss is none, or without bound.
  assertEquals(of(Infinity, 1), [0, 0]);
  assertEquals(of(-Infinity, 0), [0, 0]);
  assertEquals(of(Infinity, 0), [Infinity, 1]);
  assertEquals(of(-Infinity, 0.25), [Infinity, -0.25]);
  for (const t of [0, 0.5, 1]) assertEquals(of(NaN, t), [NaN, NaN]);
});

Deno.test("SigmoidCrossEntropy's mean is finite where the sum of the losses is not", () => {
  const z = Matrix.columnVector([1e308, 1.5e308, -1e308]);
  const loss = new SigmoidCrossEntropy().forward(z, [0, 0, 1]);
  assertAlmostEquals(loss / 1e308, 3.5 / 3, 1e-15);
});

Deno.test("SigmoidCrossEntropy of any batch: a loss of at least 0, and what it is given stays", () => {
  holds(fc.property(size, size, seed, (n, outputs, seed) => {
    const loss = new SigmoidCrossEntropy(), z = drawn(seed, n, outputs);
    const t = shares(seed, n, outputs);
    const dz = assertUnchanged(
      () => {
        assert(loss.forward(z, t) >= 0);
        return loss.backward();
      },
      z,
      t,
    );
    assertEquals([dz.rows, dz.columns], [n, outputs]);
  }));
});

Deno.test("SigmoidCrossEntropy keeps the pass: what the caller does afterwards comes too late", () => {
  const loss = new SigmoidCrossEntropy(), z = drawn("z", 2, 3);
  const t = shares("t", 2, 3);
  loss.forward(z, t);
  const before = loss.backward().to2DArray();
  z.fill(9);
  t.fill(1);
  loss.backward().fill(7);
  assertEquals(loss.backward().to2DArray(), before);
});

Deno.test("SigmoidCrossEntropy.backward() wants a forward pass", () => {
  assertThrows(
    () => new SigmoidCrossEntropy().backward(),
    Error,
    "Cannot run SigmoidCrossEntropy backward: call forward first",
  );
});

Deno.test("SigmoidCrossEntropy.checkTargets() says what targets are to it", () => {
  const loss = new SigmoidCrossEntropy();
  const check = (t: number[] | Matrix, outputs: number) =>
    loss.checkTargets("train", "data.t", t, outputs);
  assertEquals(check([0, 1], 1), "classes");
  assertEquals(check(new Matrix([[0], [1]]), 1), "values");
  assertEquals(check(new Matrix([[0, 0.5]]), 2), "values");
});
