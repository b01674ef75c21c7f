import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  BatchNormalization,
  type BatchNormalizationConstants,
  type BatchNormalizationConvention,
  batchNormalizationConventions,
  type BatchNormalizationOptions,
  Matrix,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";

const conventions = Object.keys(
  batchNormalizationConventions,
) as BatchNormalizationConvention[];

Deno.test("BatchNormalization({ convention }) keeps each one's running averages: two batches by hand", () => {
  // (0, 2, 4): mean 2, variance 8/3 biased, 4 unbiased. (1, 1, 7): 3, 8, 12.
  const expected: Record<BatchNormalizationConvention, [number, number]> = {
    paper: [(2 + 3) / 2, (4 + 12) / 2],
    book: [0.9 * 0.2 + 0.3, 0.9 * (0.1 * 8 / 3) + 0.1 * 8],
    pytorch: [0.9 * 0.2 + 0.3, 0.9 * (0.9 + 0.1 * 4) + 0.1 * 12],
    keras: [0.99 * 0.02 + 0.03, 0.99 * (0.99 + 0.01 * 8 / 3) + 0.01 * 8],
  };
  assertEquals(Object.keys(expected), conventions);
  for (const convention of conventions) {
    const layer = new BatchNormalization(1, { convention });
    layer.forward(Matrix.columnVector([0, 2, 4]), "train");
    layer.forward(Matrix.columnVector([1, 1, 7]), "train");
    const [mean, variance] = expected[convention];
    assertCloseTo(layer.runningMean, [[mean]], 1e-15);
    assertCloseTo(layer.runningVariance, [[variance]], 1e-14);
  }
});

Deno.test("BatchNormalization({ convention }) adds each one's eps to the biased variance", () => {
  // A variance of eps is doubled by eps: x-hat is 1 / sqrt 2.
  const expected = { paper: 1e-5, book: 1e-6, pytorch: 1e-5, keras: 1e-3 };
  for (const convention of conventions) {
    const e = Math.sqrt(expected[convention]);
    const layer = new BatchNormalization(1, { convention });
    const y = layer.forward(Matrix.columnVector([-e, e]), "train");
    assertAlmostEquals(y.get(1, 0), Math.SQRT1_2, 1e-12);
  }
});

Deno.test("BatchNormalization({ convention }) starts where each one does", () => {
  const start = { paper: 1, book: 0, pytorch: 1, keras: 1 };
  for (const convention of conventions) {
    const layer = new BatchNormalization(2, { convention });
    assertEquals(layer.runningMean.to2DArray(), [[0, 0]]);
    assertEquals(layer.runningVariance.to1DArray(), [
      start[convention],
      start[convention],
    ]);
  }
});

Deno.test("BatchNormalization({ convention: pytorch }) agrees with PyTorch's batch norm", () => {
  // Recorded from PyTorch, whose channel is a feature here: the 16 values of one
  // channel, over all examples and places. One batch of its BatchNorm2d.
  const values = [1, 2, 3, 4].flatMap((v) => [v, v + 1, v + 2, v + 3]);
  const layer = new BatchNormalization(1, { convention: "pytorch" });
  const y = layer.forward(Matrix.columnVector(values), "train");
  assertAlmostEquals(y.get(0, 0), -1.8974, 5e-5);
  assertAlmostEquals(layer.runningVariance.get(0, 0), 1.1667, 5e-5);
  assertAlmostEquals(layer.runningMean.get(0, 0), 0.4, 1e-15);
});

Deno.test("BatchNormalization's momentum has its convention's direction", () => {
  const running = (options: BatchNormalizationOptions) => {
    const layer = new BatchNormalization(1, { ...options, runningMean: 10 });
    layer.forward(Matrix.columnVector([1, 3]), "train");
    return layer.runningMean.get(0, 0);
  };
  assertAlmostEquals(running({ convention: "pytorch", momentum: 0.25 }), 8);
  assertAlmostEquals(running({ convention: "keras", momentum: 0.25 }), 4);
  assertAlmostEquals(running({ convention: "book", momentum: 0.25 }), 4);
  assertAlmostEquals(running({ momentum: 0.25 }), 4);
  assertAlmostEquals(running({ momentum: 0.25, momentumWeighs: "new" }), 8);
  // All of the new value, or only the mean over batches.
  assertEquals(running({ convention: "pytorch", momentum: 1 }), 2);
  assertEquals(running({ convention: "keras", momentum: "cumulative" }), 2);
});

Deno.test("BatchNormalization({ momentum: cumulative }) weighs all batches the same", () => {
  const layer = new BatchNormalization(3, {
    momentum: "cumulative",
    runningMean: 99,
    runningVariance: 99,
  });
  const batches = [1, 2, 3, 4, 5].map((seed) => drawn(seed, 6, 3));
  for (const batch of batches) layer.forward(batch, "train");
  const mean = (of: (batch: Matrix) => number[]) =>
    batches.reduce(
      (sum, batch) => sum.add(Matrix.rowVector(of(batch))),
      new Matrix(1, 3),
    ).div(batches.length);
  assertCloseTo(layer.runningMean, mean((x) => x.mean("column")), 1e-14);
  assertCloseTo(
    layer.runningVariance,
    mean((x) => x.variance("column", { unbiased: false })),
    1e-14,
  );
});

Deno.test("BatchNormalization({ convention }) lets every piece be set alone", () => {
  const pieces: BatchNormalizationOptions = {
    eps: 0.5,
    momentum: 0.3,
    momentumWeighs: "new",
    runningMean: 7,
    runningVariance: 8,
    estimator: "unbiased",
  };
  for (const convention of conventions) {
    const constants = batchNormalizationConventions[convention];
    const made = new BatchNormalization(1, { convention }).constants;
    assertEquals(made, constants);
    for (const [name, value] of Object.entries(pieces)) {
      const options = { convention, [name]: value };
      const layer = new BatchNormalization(1, options);
      assertEquals(layer.constants, { ...constants, [name]: value });
      // A piece that is undefined is not set.
      const unset = new BatchNormalization(1, {
        convention,
        [name]: undefined,
      });
      assertEquals(unset.constants, constants);
    }
  }
});

Deno.test("BatchNormalization without a convention is the book's, bit for bit", () => {
  const [plain, book] = [{}, { convention: "book" } as const].map((options) => {
    const layer = new BatchNormalization(3, options);
    const y = [1, 2].map((seed) => layer.forward(drawn(seed, 5, 3), "train"));
    const { runningMean, runningVariance } = layer;
    return [...y, runningMean, runningVariance].map((x) => x.to2DArray());
  });
  assertEquals(plain, book);
});

Deno.test("BatchNormalization has the book's constants unless told", async () => {
  const constants = (options: BatchNormalizationOptions) => ({
    ...new BatchNormalization(1, options).constants,
  });
  await assertDefaults<{ convention: BatchNormalizationConvention }>(
    constants,
    { convention: ["book", "keras"] },
  );
  await assertDefaults<BatchNormalizationConstants>(constants, {
    eps: [1e-6, 1.01e-6],
    momentum: [0.9, 0.901],
    momentumWeighs: ["old", "new"],
    runningMean: [0, 1e-3],
    runningVariance: [0, 1e-3],
    estimator: ["biased", "unbiased"],
  });
});

Deno.test("BatchNormalization gives each constant the option's value, and the convention's otherwise", () => {
  const other: BatchNormalizationConstants = {
    eps: 0.5,
    momentum: 0.25,
    momentumWeighs: "new",
    runningMean: 2,
    runningVariance: 3,
    estimator: "biased",
  };
  for (const convention of conventions) {
    const given = batchNormalizationConventions[convention];
    for (const [name, value] of Object.entries(other)) {
      const options = { convention, [name]: value };
      assertEquals(
        { ...new BatchNormalization(1, options).constants },
        { ...given, [name]: value },
      );
    }
  }
});

Deno.test("new BatchNormalization() refuses conventions and directions that are none", () => {
  const wrong: [BatchNormalizationOptions, string][] = [
    [
      { convention: "torch" as "pytorch" },
      'convention must be "paper", "book", "pytorch" or "keras", got torch',
    ],
    [
      { convention: "toString" as "pytorch" },
      'convention must be "paper", "book", "pytorch" or "keras", got toString',
    ],
    [
      { momentumWeighs: "both" as "old" },
      'momentumWeighs must be "old" or "new", got both',
    ],
    [
      { convention: "pytorch", momentum: 0 },
      "momentum must be a finite number above 0 and at most 1, got 0",
    ],
    [
      { convention: "pytorch", momentum: 1.1 },
      "momentum must be a finite number above 0 and at most 1, got 1.1",
    ],
    [
      { convention: "keras", momentum: 1 },
      "momentum must be a finite number at least 0 and below 1, got 1",
    ],
    [
      { momentum: "all" as "cumulative" },
      'momentum must be a finite number at least 0 and below 1, got "all"',
    ],
  ];
  for (const [options, message] of wrong) {
    assertThrows(
      () => new BatchNormalization(2, options),
      RangeError,
      `Cannot make BatchNormalization: ${message}`,
    );
  }
});
