import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  diagnose,
  gradientError,
  largestDifference,
  mapElements,
  Matrix,
  mlp,
  numericalGradient,
  ones,
  relu,
  seeded,
  SoftmaxCrossEntropy,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** How many classes there may be. */
const several = fc.integer({ min: 2, max: 13 });

/** N x C probabilities, the same for the same seed. */
function probabilities(of: string | number, n: number, classes: number) {
  const e = mapElements(drawn(`p/${of}`, n, classes), Math.exp);
  return new Matrix(
    e.to2DArray().map((row) => {
      const sum = row.reduce((a, b) => a + b);
      return row.map((p) => p / sum);
    }),
  );
}

Deno.test("SoftmaxCrossEntropy of a worked 2 x 2 example, in nats", () => {
  // Rows softmax to (1/4, 3/4) and (1/2, 1/2).
  const loss = new SoftmaxCrossEntropy();
  const z = new Matrix([[0, Math.log(3)], [5, 5]]);
  assertAlmostEquals(
    loss.forward(z, [0, 1]),
    (Math.log(4) + Math.log(2)) / 2,
    1e-15,
  );
  assertCloseTo(loss.backward(), [[-3 / 8, 3 / 8], [1 / 4, -1 / 4]], 1e-15);
});

Deno.test("SoftmaxCrossEntropy of equal logits is ln(classes)", () => {
  const loss = new SoftmaxCrossEntropy();
  assertAlmostEquals(
    loss.forward(new Matrix(3, 10), [0, 4, 9]),
    Math.log(10),
    1e-15,
  );
});

Deno.test("SoftmaxCrossEntropy's gradient agrees with the numerical", () => {
  const labels = Uint8Array.of(3, 0, 0, 2, 1);
  const z = mapElements(drawn("z", 5, 4), (v) => 3 * v);
  const loss = new SoftmaxCrossEntropy();
  loss.forward(z, labels);
  const dz = loss.backward();
  const numerical = numericalGradient(() => loss.forward(z, labels), z);
  assertLess(gradientError(dz, numerical), 1e-9);
});

Deno.test("SoftmaxCrossEntropy.backward()'s rows sum to 0", () => {
  holds(fc.property(size, several, seed, (n, classes, seed) => {
    const loss = new SoftmaxCrossEntropy();
    const labels = Array.from({ length: n }, (_, i) => (seed + i) % classes);
    loss.forward(drawn(seed, n, classes), labels);
    assertCloseTo(
      Matrix.columnVector(loss.backward().sum("row")),
      new Matrix(n, 1),
      1e-15,
    );
  }));
});

Deno.test("SoftmaxCrossEntropy does not change when a row's logits are shifted", () => {
  holds(
    fc.property(
      fc.double({ min: -100, max: 100, noNaN: true }),
      seed,
      (shift, seed) => {
        const z = drawn(seed, 4, 3), labels = [0, 1, 2, 0];
        const one = new SoftmaxCrossEntropy(),
          other = new SoftmaxCrossEntropy();
        assertAlmostEquals(
          one.forward(z, labels),
          other.forward(mapElements(z, (v) => v + shift), labels),
          1e-12,
        );
        assertCloseTo(one.backward(), other.backward(), 1e-12);
      },
    ),
  );
});

Deno.test("SoftmaxCrossEntropy of huge logits neither overflows nor vanishes", () => {
  const loss = new SoftmaxCrossEntropy();
  const z = new Matrix([[1e300, 0], [-1e4, 0]]);
  assertEquals(loss.forward(z, [0, 0]), 5000);
  assertEquals(loss.backward().to2DArray(), [[0, 0], [-0.5, 0.5]]);
});

Deno.test("SoftmaxCrossEntropy loses no difference of logits that are large", () => {
  const losses: [number[], number, number][] = [
    [[1e16, 1e16], 1, Math.LN2],
    [[-1e16, -1e16, -1e16], 2, Math.log(3)],
    [Array(10).fill(1e300), 7, Math.log(10)],
    [[1e15 + 2, 1e15 - 1], 0, Math.log1p(Math.exp(-3))],
    [[1e15 + 2, 1e15 - 1], 1, 3 + Math.log1p(Math.exp(-3))],
    [[1e17, 1e17 - 16], 1, 16 + Math.log1p(Math.exp(-16))],
    [[1e308, -1e308], 0, 0],
    [[1e308, 0], 1, 1e308],
    [[0, -Infinity], 0, 0],
  ];
  for (const [logits, label, right] of losses) {
    const loss = new SoftmaxCrossEntropy();
    const got = loss.forward(new Matrix([logits]), [label]);
    assertAlmostEquals(got, right, 1e-15 * Math.max(1, right));
    // The loss and its gradient, y_t - 1, tell one story.
    const slope = loss.backward().get(0, label);
    assertAlmostEquals(slope, Math.exp(-right) - 1, 1e-15);
  }
});

Deno.test("SoftmaxCrossEntropy's loss changes as its gradient says, for logits of any size", () => {
  for (const size of [1, 1e3, 1e6, 1e9, 1e12]) {
    // Logits of every size take this step exactly.
    const h = 2 ** -10;
    const at = (step: number) => {
      const loss = new SoftmaxCrossEntropy();
      const z = new Matrix([[size + step, size - h, size + 1]]);
      return { loss: loss.forward(z, [0]), slope: loss.backward().get(0, 0) };
    };
    const measured = (at(h).loss - at(-h).loss) / (2 * h);
    assertAlmostEquals(measured, at(0).slope, 1e-6, `${size}`);
  }
});

Deno.test("SoftmaxCrossEntropy's mean is finite where the sum of the losses is not", () => {
  const z = new Matrix([[1e308, 0], [1.5e308, 0], [0, 1e308]]);
  const loss = new SoftmaxCrossEntropy().forward(z, [1, 1, 0]);
  assertAlmostEquals(loss / 1e308, 3.5 / 3, 1e-15);
  const infinite = new Matrix([[0, -Infinity]]);
  assertEquals(new SoftmaxCrossEntropy().forward(infinite, [1]), Infinity);
});

Deno.test("SoftmaxCrossEntropy of a logit that is Infinity is NaN, and its gradient", () => {
  for (const logits of [[Infinity, 0], [Infinity, Infinity], [NaN, 0]]) {
    const loss = new SoftmaxCrossEntropy();
    assertEquals(loss.forward(new Matrix([logits]), [0]), NaN);
    assertEquals(loss.backward().get(0, 0), NaN);
  }
});

Deno.test("SoftmaxCrossEntropy of an mlp of ones on equal digits is ln(classes)", () => {
  // Equal weights make equal logits, here of 1e18; classes cannot be told apart.
  const sizes = [784, ...Array(8).fill(100), 10];
  const net = mlp(sizes, { activation: relu, init: ones(), rng: seeded(1) });
  const x = mapElements(drawn("x", 20, 784), Math.abs);
  const labels = Array.from({ length: 20 }, (_, i) => i % 10);
  const logits = net.forward(x, "infer");
  assertGreater(largestDifference(logits, 0), 1e17);
  assertAlmostEquals(
    new SoftmaxCrossEntropy().forward(logits, labels),
    Math.log(10),
    1e-14,
  );
  const { loss } = diagnose(net, { x, t: labels });
  assertAlmostEquals(loss!, Math.log(10), 1e-14);
});

Deno.test("SoftmaxCrossEntropy of NaN is NaN, so that divergence shows", () => {
  const loss = new SoftmaxCrossEntropy();
  assertEquals(loss.forward(new Matrix([[0, NaN]]), [0]), NaN);
});

Deno.test("SoftmaxCrossEntropy leaves logits as they were, and keeps its labels", () => {
  const loss = new SoftmaxCrossEntropy();
  const z = drawn("z", 2, 3), labels = [0, 1];
  assertUnchanged(() => loss.forward(z, labels), z);
  const dz = loss.backward();
  // What the caller does to its labels, or to a gradient, comes too late.
  labels[0] = 2;
  assertEquals(loss.backward().to2DArray(), dz.to2DArray());
  dz.fill(0);
  assertLess(loss.backward().get(0, 0), -0.1);
});

Deno.test("SoftmaxCrossEntropy refuses labels that are no classes, and names the row", () => {
  const loss = new SoftmaxCrossEntropy();
  for (const label of [-1, 3, 0.5, NaN]) {
    assertThrows(
      () => loss.forward(new Matrix(2, 3), [0, label]),
      RangeError,
      `Cannot compute the loss: targets must hold classes in 0 .. 2, as the network has 3 outputs, got ${label} for example 1`,
    );
  }
});

Deno.test("SoftmaxCrossEntropy refuses an empty batch and ragged labels", () => {
  const loss = new SoftmaxCrossEntropy();
  assertThrows(
    () => loss.forward(new Matrix(0, 3), []),
    RangeError,
    "logits must have a row for each target, and at least one, got 0 x 3 logits and 0 targets",
  );
  assertThrows(
    () => loss.forward(new Matrix(2, 3), [1]),
    RangeError,
    "got 2 x 3 logits and 1 targets",
  );
});

Deno.test("SoftmaxCrossEntropy.backward() wants a forward pass", () => {
  assertThrows(
    () => new SoftmaxCrossEntropy().backward(),
    Error,
    "Cannot run SoftmaxCrossEntropy backward: call forward first",
  );
});

Deno.test("SoftmaxCrossEntropy gives the same gradient at every backward() of a pass", () => {
  const loss = new SoftmaxCrossEntropy();
  loss.forward(new Matrix([[1, 2, 3], [0, -1, 4]]), [0, 2]);
  const first = loss.backward().to2DArray();
  assertEquals(loss.backward().to2DArray(), first);
  // What is returned is the caller's.
  loss.backward().fill(7);
  assertEquals(loss.backward().to2DArray(), first);
});

Deno.test("SoftmaxCrossEntropy keeps the labels of its pass, whatever becomes of the array", () => {
  const loss = new SoftmaxCrossEntropy(), labels = [0, 2];
  loss.forward(new Matrix([[1, 2, 3], [0, -1, 4]]), labels);
  const before = loss.backward().to2DArray();
  labels.fill(1);
  assertEquals(loss.backward().to2DArray(), before);
});

Deno.test("SoftmaxCrossEntropy of any batch: a loss of at least 0, dz of the logits' shape", () => {
  holds(fc.property(size, several, seed, (n, classes, seed) => {
    const loss = new SoftmaxCrossEntropy(), logits = drawn(seed, n, classes);
    const labels = Array.from({ length: n }, (_, i) => (i + seed) % classes);
    const given = [...labels];
    const dz = assertUnchanged(() => {
      const value = loss.forward(logits, labels);
      assert(value >= 0);
      return loss.backward();
    }, logits);
    assertEquals([dz.rows, dz.columns], [n, classes]);
    assertEquals(labels, given);
  }));
});

Deno.test("SoftmaxCrossEntropy of probabilities: a worked 2 x 2 example", () => {
  // Rows softmax to (1/4, 3/4) and (1/2, 1/2).
  const loss = new SoftmaxCrossEntropy();
  const z = new Matrix([[0, Math.log(3)], [5, 5]]);
  const p = new Matrix([[0.5, 0.5], [0.25, 0.75]]);
  const value = loss.forward(z, p);
  const first = -(Math.log(1 / 4) + Math.log(3 / 4)) / 2;
  assertAlmostEquals(value, (first + Math.log(2)) / 2, 1e-15);
  assertCloseTo(loss.backward(), [[-1 / 8, 1 / 8], [1 / 8, -1 / 8]], 1e-15);
});

Deno.test("SoftmaxCrossEntropy of rows of a one and zeros is that of classes, bit for bit", () => {
  const z = mapElements(drawn("z", 5, 4), (v) => 30 * v);
  const labels = [3, 0, 0, 2, 1];
  const of = (targets: number[] | Matrix) => {
    const loss = new SoftmaxCrossEntropy();
    return [loss.forward(z, targets), loss.backward().to2DArray()];
  };
  const oneHot = new Matrix(5, 4);
  labels.forEach((label, i) => oneHot.set(i, label, 1));
  assertEquals(of(oneHot), of(labels));
  // A class that cannot be costs nothing where it is not right.
  const impossible = new Matrix([[0, -Infinity]]);
  assertEquals(
    new SoftmaxCrossEntropy().forward(impossible, new Matrix([[1, 0]])),
    0,
  );
});

Deno.test("SoftmaxCrossEntropy's gradient of probabilities agrees with the numerical", () => {
  const z = mapElements(drawn("z", 5, 4), (v) => 3 * v);
  const p = probabilities("gradient", 5, 4), loss = new SoftmaxCrossEntropy();
  // As far off from 1 as is let pass: the gradient is that of the loss all the same.
  p.set(0, 0, p.get(0, 0) + 9e-7);
  loss.forward(z, p);
  const dz = loss.backward();
  const numerical = numericalGradient(() => loss.forward(z, p), z);
  assertLess(gradientError(dz, numerical), 1e-9);
});

Deno.test("SoftmaxCrossEntropy of probabilities does not change when a row's logits are shifted", () => {
  holds(
    fc.property(fc.integer({ min: -100, max: 100 }), seed, (shift, seed) => {
      const z = drawn(seed, 4, 3), p = probabilities(seed, 4, 3);
      const one = new SoftmaxCrossEntropy(), other = new SoftmaxCrossEntropy();
      assertAlmostEquals(
        one.forward(z, p),
        other.forward(mapElements(z, (v) => v + shift), p),
        1e-12,
      );
      assertCloseTo(one.backward(), other.backward(), 1e-12);
    }),
  );
});

Deno.test("SoftmaxCrossEntropy leaves probabilities as they were, and keeps its own", () => {
  const loss = new SoftmaxCrossEntropy(), z = drawn("z", 2, 3);
  const p = probabilities("kept", 2, 3);
  assertUnchanged(() => loss.forward(z, p), z, p);
  const before = loss.backward().to2DArray();
  p.fill(1 / 3);
  assertEquals(loss.backward().to2DArray(), before);
});

Deno.test("SoftmaxCrossEntropy.checkTargets() says what targets are to it", () => {
  const loss = new SoftmaxCrossEntropy();
  const check = (t: number[] | Matrix) =>
    loss.checkTargets("train", "data.t", t, 2);
  assertEquals(check([0, 1]), "classes");
  assertEquals(check(new Matrix([[0, 1], [0.5, 0.5]])), "values");
});
