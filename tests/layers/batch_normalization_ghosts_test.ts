import { assertEquals, assertThrows } from "@std/assert";
import {
  BatchNormalization,
  type BatchNormalizationConvention,
  batchNormalizationConventions,
  type BatchNormalizationOptions,
  columnSums,
  Matrix,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { randomNormalization, skewed } from "./_batch_normalization.ts";
import { withRandomParams } from "./_example_normalization.ts";

/** A layer with random gamma and beta, and running averages of its own. */
function ghosts(
  features: number,
  options: BatchNormalizationOptions,
): BatchNormalization {
  return withRandomParams(
    new BatchNormalization(features, {
      runningMean: 0.3,
      runningVariance: 1.7,
      ...options,
    }),
  );
}

/** Rows `from` up to `to`, copied. */
function part(x: Matrix, from: number, to: number): Matrix {
  return x.subMatrix(from, to - 1, 0, x.columns - 1);
}

Deno.test("BatchNormalization.forward() normalizes two ghosts of a worked example", () => {
  const layer = new BatchNormalization(2, { ghostSize: 2, eps: 0 });
  layer.gamma.value = new Matrix([[2, 1]]);
  layer.beta.value = new Matrix([[0, 10]]);
  const x = new Matrix([[1, 4], [3, 0], [30, 5], [10, 7]]);
  assertEquals(layer.forward(x, "train").to2DArray(), [
    [-2, 11],
    [2, 9],
    [2, 9],
    [-2, 11],
  ]);
  // Means (2, 2) and (20, 6), variances (1, 4) and (100, 1): one update each.
  assertCloseTo(
    layer.runningMean,
    [[0.9 * 0.2 + 0.1 * 20, 0.9 * 0.2 + 0.1 * 6]],
    1e-15,
  );
  assertCloseTo(
    layer.runningVariance,
    [[0.9 * 0.1 + 0.1 * 100, 0.9 * 0.4 + 0.1 * 1]],
    1e-14,
  );
});

Deno.test("BatchNormalization is BatchNormalization of one ghost after another", () => {
  const cases: [rows: number, ghostSize: number, ghosts: number[]][] = [
    [12, 4, [0, 4, 8, 12]],
    [12, 12, [0, 12]],
    [5, 12, [0, 5]], // fewer rows than a ghost has
    [14, 4, [0, 4, 8, 12, 14]], // the last ghost holds the rest
    [11, 3, [0, 3, 6, 9, 11]],
  ];
  const conventions = Object.keys(
    batchNormalizationConventions,
  ) as BatchNormalizationConvention[];
  for (const [rows, ghostSize, ends] of cases) {
    for (const convention of conventions) {
      const layer = ghosts(3, { ghostSize, convention });
      const plain = randomNormalization(3, { convention });
      const x = skewed("x", rows, 3), dout = drawn("dout", rows, 3);
      const y = assertUnchanged(() => layer.forward(x, "train"), x);
      const dx = assertUnchanged(() => layer.backward(dout), x, dout);
      const dgamma = new Matrix(1, 3), dbeta = new Matrix(1, 3);
      for (let i = 0; i + 1 < ends.length; i++) {
        const [from, to] = [ends[i], ends[i + 1]];
        const expected = plain.forward(part(x, from, to), "train");
        assertCloseTo(part(y, from, to), expected, 0);
        const expectedDx = plain.backward(part(dout, from, to));
        assertCloseTo(part(dx, from, to), expectedDx, 0);
        dgamma.add(plain.gamma.grad);
        dbeta.add(plain.beta.grad);
      }
      assertCloseTo(layer.gamma.grad, dgamma, 1e-14);
      assertCloseTo(layer.beta.grad, dbeta, 1e-14);
      assertCloseTo(layer.runningMean, plain.runningMean, 0);
      assertCloseTo(layer.runningVariance, plain.runningVariance, 0);
      const held = drawn("held", 7, 3);
      const inferred = layer.forward(held, "infer");
      assertCloseTo(inferred, plain.forward(held, "infer"), 0);
      const inferredDout = drawn("dout", 7, 3);
      assertCloseTo(
        layer.backward(inferredDout),
        plain.backward(inferredDout),
        0,
      );
    }
  }
});

Deno.test("BatchNormalization's gradients agree with the numerical, in both modes", () => {
  for (const mode of ["train", "infer"] as const) {
    for (const eps of [1e-6, 0.5]) {
      for (const [n, ghostSize] of [[12, 4], [13, 5], [6, 9]]) {
        const x = skewed(`${n}`, n, 3), dout = drawn("dout", n, 3);
        assertGradients(ghosts(3, { ghostSize, eps }), x, dout, { mode });
      }
    }
  }
});

Deno.test("BatchNormalization.backward() has dx of sum 0 in each ghost", () => {
  const layer = ghosts(3, { ghostSize: 4 });
  layer.forward(skewed("x", 8, 3), "train");
  const dx = layer.backward(drawn("dout", 8, 3));
  for (const from of [0, 4]) {
    const sums = columnSums(part(dx, from, from + 4));
    assertCloseTo(sums, new Matrix(1, 3), 1e-13);
  }
});

Deno.test("BatchNormalization.backward() of one pass twice gives the same gradients", () => {
  const layer = ghosts(3, { ghostSize: 4 });
  layer.forward(skewed("x", 8, 3), "train");
  const dout = drawn("dout", 8, 3);
  const gradients = () => {
    layer.backward(dout);
    return layer.params.map(({ grad }) => grad.to2DArray());
  };
  assertEquals(gradients(), gradients());
});

Deno.test("BatchNormalization in infer mode uses the running averages alone", () => {
  const layer = new BatchNormalization(2, {
    ghostSize: 2,
    eps: 1,
    runningMean: 2,
    runningVariance: 3,
  });
  const y = assertUnchanged(
    () => layer.forward(new Matrix([[4, 0], [2, 2], [0, 6]]), "infer"),
    layer.runningMean,
    layer.runningVariance,
  );
  assertEquals(y.to2DArray(), [[1, -1], [0, 0], [-1, 2]]);
});

Deno.test("BatchNormalization.setPopulation() takes all rows as one", () => {
  const x = skewed("x", 9, 3);
  for (const estimator of ["biased", "unbiased"] as const) {
    const layer = ghosts(3, { ghostSize: 2, estimator });
    const plain = new BatchNormalization(3, { estimator });
    layer.setPopulation(x);
    plain.setPopulation(x);
    assertCloseTo(layer.runningMean, plain.runningMean, 0);
    assertCloseTo(layer.runningVariance, plain.runningVariance, 0);
  }
});

Deno.test("BatchNormalization refuses a ghost of one row, losing nothing", () => {
  for (const [rows, ghostSize] of [[9, 4], [1, 4], [3, 2]]) {
    const layer = ghosts(3, { ghostSize });
    assertUnchanged(
      () => {
        assertThrows(
          () => layer.forward(new Matrix(rows, 3), "train"),
          RangeError,
          `Cannot normalize: in train mode every ghost must have at least 2 rows, got ${rows} rows in ghosts of ${ghostSize}, the last of 1`,
        );
      },
      layer.runningMean,
      layer.runningVariance,
    );
    assertEquals(layer.forward(new Matrix(rows, 3), "infer").rows, rows);
  }
});

Deno.test("new BatchNormalization() refuses ghosts of fewer than two rows", () => {
  for (const ghostSize of [1, 2.5, 0, NaN]) {
    assertThrows(
      () => new BatchNormalization(2, { ghostSize }),
      RangeError,
      `Cannot make BatchNormalization: ghostSize must be a whole number of at least 2, got ${ghostSize}`,
    );
  }
});
