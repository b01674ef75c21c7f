import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  BatchNormalization,
  type BatchNormalizationOptions,
  columnMeans,
  columnVariances,
  mapElements,
  Matrix,
  type Mode,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, seed } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";
import { randomNormalization, skewed } from "./_batch_normalization.ts";

Deno.test("BatchNormalization.forward() normalizes a worked 2 x 2 example", () => {
  const layer = new BatchNormalization(2, { eps: 0 });
  layer.gamma.value = new Matrix([[2, 1]]);
  layer.beta.value = new Matrix([[0, 10]]);
  // Columns (1, 3) and (4, 0): means 2 and 2, deviations 1 and 2.
  const y = layer.forward(new Matrix([[1, 4], [3, 0]]), "train");
  assertEquals(y.to2DArray(), [[-2, 11], [2, 9]]);
});

Deno.test("BatchNormalization.forward() gives mean 0 and variance v / (v + eps)", () => {
  const x = skewed("x", 200, 4), eps = 0.5;
  const y = new BatchNormalization(4, { eps }).forward(x, "train");
  assertCloseTo(columnMeans(y), new Matrix(1, 4), 1e-13);
  const expected = mapElements(columnVariances(x), (v) => v / (v + eps));
  assertCloseTo(columnVariances(y), expected, 1e-13);
});

Deno.test("BatchNormalization.forward() gives mean beta and deviation |gamma|", () => {
  const layer = randomNormalization(3, { eps: 0 });
  const y = layer.forward(skewed("x", 50, 3), "train");
  assertCloseTo(columnMeans(y), layer.beta.value, 1e-13);
  assertCloseTo(
    columnVariances(y),
    mapElements(layer.gamma.value, (g) => g * g),
    1e-13,
  );
});

Deno.test("BatchNormalization.forward() forgets its input's shift and scale", () => {
  const numbers = fc.record({
    seed,
    shift: fc.double({ min: -10, max: 10, noNaN: true }),
    scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
  });
  holds(fc.property(numbers, ({ seed, shift, scale }) => {
    const x = drawn(seed, 8, 3),
      moved = mapElements(x, (v) => scale * v + shift);
    const run = (x: Matrix, eps: number) =>
      new BatchNormalization(3, { eps }).forward(x, "train");
    assertCloseTo(run(moved, 0), run(x, 0), 1e-11);
    // With eps the scale shows, by about eps / 2v (1 - 1 / scale^2) of a value;
    // eight normals keep v above .02 in these draws, and |x-hat| below sqrt 8.
    const eps = 1e-6, most = Math.sqrt(8) * eps / (2 * 0.02) * (1 + 100);
    assertCloseTo(run(moved, eps), run(x, eps), most);
  }));
});

Deno.test("BatchNormalization's running averages follow three conventions", () => {
  // The column (0, 2, 4): mean 2, variance 8/3 biased and 4 unbiased.
  const x = Matrix.columnVector([0, 2, 4]);
  const conventions: [BatchNormalizationOptions, number, number][] = [
    [{}, 0.2, 0.1 * 8 / 3], // the book
    [{ runningVariance: 1, estimator: "unbiased" }, 0.2, 0.9 + 0.4], // PyTorch
    [{ runningVariance: 1, momentum: 0.99 }, 0.02, 0.99 + 0.01 * 8 / 3], // Keras
  ];
  for (const [options, mean, variance] of conventions) {
    const layer = new BatchNormalization(1, options);
    const y = layer.forward(x, "train");
    assertCloseTo(layer.runningMean, [[mean]], 1e-15);
    assertCloseTo(layer.runningVariance, [[variance]], 1e-15);
    // Whatever the running variance averages, the batch is normalized biased.
    assertAlmostEquals(y.get(2, 0), 2 / Math.sqrt(8 / 3), 1e-6);
  }
});

Deno.test("BatchNormalization's running averages decay: two steps by hand", () => {
  const layer = new BatchNormalization(1, { momentum: 0.5 });
  layer.forward(Matrix.columnVector([0, 2]), "train"); // mean 1, variance 1
  layer.forward(Matrix.columnVector([0, 6]), "train"); // mean 3, variance 9
  assertEquals(layer.runningMean.to2DArray(), [[0.5 * 0.5 + 0.5 * 3]]);
  assertEquals(layer.runningVariance.to2DArray(), [[0.5 * 0.5 + 0.5 * 9]]);
});

Deno.test("BatchNormalization in infer mode uses the running averages alone", () => {
  const layer = new BatchNormalization(2, {
    eps: 1,
    runningMean: 2,
    runningVariance: 3,
  });
  const y = assertUnchanged(
    () => layer.forward(new Matrix([[4, 0]]), "infer"),
    layer.runningMean,
    layer.runningVariance,
  );
  assertEquals(y.to2DArray(), [[1, -1]]);
});

Deno.test("BatchNormalization starts as the post's: gamma 1, beta 0, averages 0", () => {
  const layer = new BatchNormalization(2);
  assertEquals(layer.params.map(({ name }) => name), ["gamma", "beta"]);
  assertEquals(layer.gamma.value.to2DArray(), [[1, 1]]);
  assertEquals(layer.beta.value.to2DArray(), [[0, 0]]);
  assertEquals(layer.runningMean.to2DArray(), [[0, 0]]);
  assertEquals(layer.runningVariance.to2DArray(), [[0, 0]]);
});

Deno.test("BatchNormalization with eps keeps a constant feature finite", () => {
  const x = new Matrix([[7], [7], [7]]);
  const y = new BatchNormalization(1).forward(x, "train");
  assertEquals(y.to2DArray(), [[0], [0], [0]]);
});

Deno.test("BatchNormalization leaves x, dout, gamma and beta as they were", () => {
  for (const mode of ["train", "infer"] as const) {
    const layer = randomNormalization(3);
    const x = skewed("x", 5, 3), dout = drawn("dout", 5, 3);
    assertUnchanged(
      () => {
        layer.forward(x, mode);
        layer.backward(dout);
      },
      x,
      dout,
      layer.gamma.value,
      layer.beta.value,
    );
  }
});

Deno.test("BatchNormalization.setPopulation() puts its mean and variance in place", () => {
  // (0, 2, 4): mean 2, variance 8/3 biased and 4 unbiased; (1, 1, 7): 3, 8 and 12.
  const x = new Matrix([[0, 1], [2, 1], [4, 7]]);
  const variances = { biased: [[8 / 3, 8]], unbiased: [[4, 12]] };
  for (const estimator of ["biased", "unbiased"] as const) {
    const layer = randomNormalization(2, { estimator });
    // Whatever was there: also what a network left that has diverged.
    layer.runningMean.fill(NaN);
    layer.runningVariance.fill(Infinity);
    assertUnchanged(
      () => layer.setPopulation(x),
      x,
      ...layer.params.flatMap(({ value, grad }) => [value, grad]),
    );
    assertCloseTo(layer.runningMean, [[2, 3]], 1e-15);
    assertCloseTo(layer.runningVariance, variances[estimator], 1e-14);
  }
});

Deno.test("BatchNormalization.setPopulation() refuses one row, losing nothing", () => {
  const layer = randomNormalization(3);
  const wrong: [Matrix, string][] = [
    [new Matrix(1, 3), "x must have at least 2 rows, got 1"],
    [new Matrix(0, 3), "x must have at least one row, got 0 x 3"],
    [new Matrix(5, 2), "x must have 3 columns, got 5 x 2"],
  ];
  for (const [x, message] of wrong) {
    assertUnchanged(
      () => {
        assertThrows(
          () => layer.setPopulation(x),
          RangeError,
          `Cannot set a population: ${message}`,
        );
      },
      layer.runningMean,
      layer.runningVariance,
    );
  }
});

Deno.test("BatchNormalization refuses a batch of one in train mode, losing nothing", () => {
  const layer = randomNormalization(3);
  assertUnchanged(
    () => {
      assertThrows(
        () => layer.forward(new Matrix(1, 3), "train"),
        RangeError,
        "Cannot normalize: in train mode a batch must have at least 2 rows, got 1",
      );
    },
    layer.runningMean,
    layer.runningVariance,
  );
  assertEquals(layer.forward(new Matrix(1, 3), "infer").rows, 1);
});

Deno.test("BatchNormalization refuses wrong batches, modes and gradients", () => {
  const layer = new BatchNormalization(3);
  assertThrows(
    () => layer.forward(new Matrix(4, 2), "train"),
    RangeError,
    "Cannot normalize: x must have 3 columns, got 4 x 2",
  );
  assertThrows(
    () => layer.forward(new Matrix(0, 3), "train"),
    RangeError,
    "x must have at least one row, got 0 x 3",
  );
  assertThrows(
    () => layer.forward(new Matrix(4, 3), undefined as unknown as Mode),
    RangeError,
    'Cannot normalize: mode must be "train" or "infer", got undefined',
  );
  assertThrows(
    () => layer.backward(new Matrix(4, 3)),
    Error,
    "Cannot run BatchNormalization backward: call forward first",
  );
  layer.forward(new Matrix(4, 3), "train");
  assertThrows(
    () => layer.backward(new Matrix(5, 3)),
    RangeError,
    "Cannot run BatchNormalization backward: dout must be 4 x 3",
  );
});

Deno.test("new BatchNormalization() refuses constants outside their ranges", () => {
  const wrong: [number, BatchNormalizationOptions, string][] = [
    [0, {}, "features must be a whole number of at least 1, got 0"],
    [2, { eps: -1 }, "eps must be a finite number at least 0, got -1"],
    [
      2,
      { momentum: 1 },
      "momentum must be a finite number at least 0 and below 1",
    ],
    [2, { momentum: -0.1 }, "momentum must be"],
    [2, { runningMean: NaN }, "runningMean must be a finite number, got NaN"],
    [2, { runningVariance: -1 }, "runningVariance must be"],
    [
      2,
      { estimator: "sample" as "biased" },
      'estimator must be "biased" or "unbiased", got sample',
    ],
  ];
  for (const [features, options, message] of wrong) {
    assertThrows(
      () => new BatchNormalization(features, options),
      RangeError,
      `Cannot make BatchNormalization: ${message}`,
    );
  }
});
