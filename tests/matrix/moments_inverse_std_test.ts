import { assertEquals, assertThrows } from "@std/assert";
import {
  BatchNormalization,
  diagnose,
  GroupNormalization,
  type Layer,
  LayerNormalization,
  Matrix,
  mlp,
  type MlpOptions,
  type Mode,
  normal,
  relu,
  RMSNormalization,
  seeded,
  SGD,
  train,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

/** Whole numbers, and some whose sums are rounded, so that a mean misses them. */
const CONSTANTS = [100, 7, -3, 0.1, -0.1, 1 / 3, 0.7, 1e-9, 1e300, 1e308];

/** Every size for which sums of .1 are rounded to one side or the other. */
const SIZES = [2, 3, 4, 6, 7, 10, 64, 100];

/** Columns that vary around one that does not, so many that every strip is met. */
function withConstant(n: number, c: number, value: number): Matrix {
  const x = drawn(`${n} ${c}`, n, c);
  for (let i = 0; i < n; i++) x.set(i, c - 1, value);
  return x;
}

Deno.test("BatchNormalization and BatchNormalization refuse a constant feature with eps 0, losing nothing", () => {
  for (const value of [...CONSTANTS, 0]) {
    for (const n of SIZES) {
      for (const c of [1, 2, 8, 11]) {
        const x = withConstant(n, c, value);
        for (
          const layer of [
            new BatchNormalization(c, { eps: 0 }),
            new BatchNormalization(c, { eps: 0, ghostSize: n }),
          ]
        ) {
          assertUnchanged(
            () => {
              assertThrows(
                () => layer.forward(x, "train"),
                RangeError,
                `variance of every feature must be above 0, got 0 for feature ${c}; an eps above 0 makes its xHat 0`,
              );
            },
            x,
            layer.runningMean,
            layer.runningVariance,
          );
        }
      }
    }
  }
});

Deno.test("BatchNormalization with eps 0 refuses what is constant in its last ghost, losing nothing", () => {
  const layer = new BatchNormalization(1, { eps: 0, ghostSize: 2 });
  const x = new Matrix([[1], [3], [0.1], [0.1]]);
  assertUnchanged(
    () => {
      assertThrows(
        () => layer.forward(x, "train"),
        RangeError,
        "Cannot normalize: with an eps of 0 in each ghost the variance of every feature must be above 0, got 0 for feature 1",
      );
    },
    layer.runningMean,
    layer.runningVariance,
  );
});

Deno.test("BatchNormalization and BatchNormalization refuse a running variance of 0 with eps 0", () => {
  for (
    const layer of [
      new BatchNormalization(2, { eps: 0 }),
      new BatchNormalization(2, { eps: 0, ghostSize: 2 }),
    ]
  ) {
    assertThrows(
      () => layer.forward(new Matrix([[1, 2]]), "infer"),
      RangeError,
      "Cannot normalize: with an eps of 0 the running variance of every feature must be above 0, got 0 for feature 1",
    );
    layer.forward(new Matrix([[1, 2], [3, 5]]), "train");
    layer.forward(new Matrix([[1, 2]]), "infer");
  }
});

Deno.test("LayerNormalization refuses an example of equal features with eps 0", () => {
  for (const value of [...CONSTANTS, 0]) {
    for (const features of SIZES) {
      const x = drawn("x", 3, features);
      x.setRow(1, Array(features).fill(value));
      assertThrows(
        () => new LayerNormalization(features, { eps: 0 }).forward(x),
        RangeError,
        "Cannot normalize: with an eps of 0 the variance of every example must be above 0, got 0 for row 1; an eps above 0 makes its xHat 0",
      );
    }
  }
});

Deno.test("RMSNormalization refuses an example of zeros with eps 0, but no other constant", () => {
  const layer = new RMSNormalization(3, { eps: 0 });
  assertThrows(
    () => layer.forward(new Matrix([[1, 2, 3], [0, 0, 0]])),
    RangeError,
    "Cannot normalize: with an eps of 0 the mean square of every example must be above 0, got 0 for row 1; an eps above 0 makes its xHat 0",
  );
  assertCloseTo(layer.forward(new Matrix([[0.1, 0.1, 0.1]])), [[1, 1, 1]]);
});

Deno.test("Every normalization makes a constant exactly 0, however small an eps above 0", () => {
  for (const value of CONSTANTS) {
    for (const n of SIZES) {
      for (const eps of [1e-5, 1e-40, 5e-324]) {
        const layers: [Layer, Mode, Matrix][] = [
          [new BatchNormalization(1, { eps }), "train", new Matrix(n, 1)],
          [
            new BatchNormalization(1, { eps, ghostSize: n }),
            "train",
            new Matrix(n, 1),
          ],
          [new LayerNormalization(n, { eps }), "train", new Matrix(1, n)],
          [
            new GroupNormalization(2 * n, { eps, groups: 2 }),
            "train",
            new Matrix(1, 2 * n),
          ],
        ];
        for (const [layer, mode, x] of layers) {
          const y = layer.forward(x.fill(value), mode);
          assertEquals(
            y.to1DArray(),
            Array(x.columns * x.rows).fill(0),
            `${layer.name}, ${value}`,
          );
          const dx = layer.backward(Matrix.ones(y.rows, y.columns));
          if (eps > 1e-300) assertEquals(dx.to1DArray().every(isFinite), true);
        }
      }
    }
  }
});

Deno.test("normalizations refuse finite numbers whose variance is Infinity, losing nothing", () => {
  // The last: of the ghost it is finite, and twice that, without bias, is not.
  for (const size of [1e200, 1e155, 1e308, 1.3e154]) {
    const x = new Matrix([[1, 1], [2, 2], [3, size], [4, -size]]);
    const options = { convention: "pytorch", ghostSize: 2 } as const;
    const { ghostSize: _, ...batch } = options;
    for (
      const layer of [
        new BatchNormalization(2, { ...batch, estimator: "unbiased" }),
        new BatchNormalization(2, options),
      ]
    ) {
      const { runningMean, runningVariance } = layer;
      for (
        const refused of [
          () => layer.forward(x, "train"),
          () => layer.setPopulation(x.subMatrix(2, 3, 0, 1)),
        ]
      ) {
        assertUnchanged(
          () => {
            assertThrows(
              refused,
              RangeError,
              "the variance of every feature must be finite, got Infinity for feature 2",
            );
          },
          x,
          runningMean,
          runningVariance,
        );
      }
    }
    if (size < 1e155) continue;
    for (const Layer of [LayerNormalization, RMSNormalization]) {
      const whose = Layer === RMSNormalization
        ? "the mean square"
        : "the variance";
      assertThrows(
        () => new Layer(2).forward(new Matrix([[1, 2], [size, -size]])),
        RangeError,
        `Cannot normalize: ${whose} of every example must be finite, got Infinity for row 1`,
      );
    }
  }
});

Deno.test("normalizations give the right xHat of the largest numbers that they take", () => {
  const size = 1e153, x = new Matrix([[size, 1], [-size, 2]]);
  const layer = new BatchNormalization(2);
  assertCloseTo(layer.forward(x, "train"), [[1, -1], [-1, 1]], 1e-4);
  assertCloseTo(layer.forward(x, "train").getColumnVector(0), [[1], [-1]]);
});

Deno.test("normalizations of a network that has diverged show it", () => {
  for (const bad of [NaN, Infinity]) {
    const x = new Matrix([[1, bad], [2, 3]]);
    for (
      const layer of [
        new BatchNormalization(2),
        new LayerNormalization(2),
        new RMSNormalization(2),
        new GroupNormalization(2, { groups: 1 }),
      ]
    ) {
      assertEquals(layer.forward(x, "train").get(0, 1), NaN);
    }
  }
});

Deno.test("normalizations in train() and diagnose() show that a network diverges, and go on", () => {
  const start = {
    activation: relu,
    init: normal({ std: 1e155 }),
    rng: seeded("diverges"),
  };
  const data = {
    x: drawn("x", 20, 3),
    t: Uint8Array.from(Array(20).keys(), (i) => i % 2),
  };
  const normalized: Partial<MlpOptions>[] = [
    { batchNorm: true },
    { normalization: (n) => new LayerNormalization(n) },
    { normalization: (n) => new GroupNormalization(n, { groups: 2 }) },
  ];
  for (const more of normalized) {
    const net = () => mlp([3, 4, 4, 2], { ...start, ...more });
    const { losses } = train(net(), data, {
      optimizer: new SGD({ lr: 0.1 }),
      batchSize: 10,
      updates: 3,
      rng: seeded("batches"),
    });
    assertEquals(losses, [NaN, NaN, NaN]);
    assertEquals(diagnose(net(), data).problems[0].kind, "diverged");
  }
});

Deno.test("normalizations with eps 0 refuse a variance that has lost its digits", () => {
  const x = new Matrix([[2e-162, -2e-162], [-2e-162, 2e-162]]);
  for (
    const layer of [
      new BatchNormalization(2, { eps: 0 }),
      new LayerNormalization(2, { eps: 0 }),
      new RMSNormalization(2, { eps: 0 }),
      new GroupNormalization(2, { eps: 0, groups: 1 }),
    ]
  ) {
    assertThrows(
      () => layer.forward(x, "train"),
      RangeError,
      "must be at least 2.2250738585072014e-308, got 5e-324 for",
    );
  }
  const y = new LayerNormalization(2, { eps: 0 })
    .forward(new Matrix([[1e-150, -1e-150]]));
  assertCloseTo(y, [[1, -1]], 1e-15);
});
