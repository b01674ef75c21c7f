import {
  assertEquals,
  assertLess,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { Dropout, type Layer, Matrix, type Mode, seeded } from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { assertUnchanged } from "../_unchanged.ts";

Deno.test("Dropout drops where the draw is below the ratio, and scales the rest", () => {
  const uniforms = [0.1, 0.74, 0.75, 0.9];
  const layer = new Dropout(0.75, { rng: () => uniforms.shift()! });
  const y = layer.forward(new Matrix([[1, 2], [3, 4]]), "train");
  assertEquals(y.to2DArray(), [[0, 0], [12, 16]]);
  const dx = layer.backward(new Matrix([[1, 1], [1, 2]]));
  assertEquals(dx.to2DArray(), [[0, 0], [4, 8]]);
});

Deno.test("Dropout in infer mode passes x and dout through, and draws nothing", () => {
  const layer = new Dropout(0.5, {
    rng: () => {
      throw new Error("drew a number");
    },
  });
  const x = drawn("x", 3, 2), dout = drawn("dout", 3, 2);
  assertCloseTo(layer.forward(x, "infer"), x, 0);
  assertCloseTo(layer.backward(dout), dout, 0);
});

Deno.test("Dropout keeps E[y] = x and drops the ratio asked for", () => {
  const ratio = 0.3, n = 100_000;
  const layer = new Dropout(ratio, { rng: seeded("mask") });
  const y = layer.forward(Matrix.ones(n / 100, 100), "train").to1DArray();
  // y is 0 or 1 / (1 - ratio): variance ratio / (1 - ratio).
  const mean = y.reduce((sum, v) => sum + v, 0) / n;
  assertLess(Math.abs(mean - 1), 4 * Math.sqrt(ratio / (1 - ratio) / n));
  const dropped = y.filter((v) => v === 0).length / n;
  assertLess(
    Math.abs(dropped - ratio),
    4 * Math.sqrt(ratio * (1 - ratio) / n),
  );
});

Deno.test("Dropout(0) drops nothing", () => {
  const x = drawn("x", 3, 2);
  const y = new Dropout(0, { rng: seeded(1) }).forward(x, "train");
  assertCloseTo(y, x, 0);
});

/** Dropout whose every pass draws the same mask, as a numerical gradient needs. */
class SameMask implements Layer {
  readonly name = "Dropout";
  readonly params = [];
  #rng = seeded("mask");
  #dropout = new Dropout(0.4, { rng: () => this.#rng() });

  forward(x: Matrix, mode: Mode): Matrix {
    this.#rng = seeded("mask");
    return this.#dropout.forward(x, mode);
  }

  backward(dout: Matrix): Matrix {
    return this.#dropout.backward(dout);
  }
}

Deno.test("Dropout's gradient agrees with the numerical, in both modes", () => {
  for (const mode of ["train", "infer"] as const) {
    assertGradients(new SameMask(), drawn("x", 6, 5), drawn("dout", 6, 5), {
      mode,
      bar: 1e-9,
    });
  }
});

Deno.test("Dropout leaves x and dout as they were", () => {
  const layer = new Dropout(0.5, { rng: seeded(1) });
  const x = drawn("x", 3, 2), dout = drawn("dout", 3, 2);
  for (const mode of ["train", "infer"] as const) {
    const y = assertUnchanged(() => layer.forward(x, mode), x);
    const dx = assertUnchanged(() => layer.backward(dout), x, dout);
    assertUnchanged(() => (y.fill(0), dx.fill(0)), x, dout);
  }
});

Deno.test("Dropout refuses ratios outside [0, 1), no mode, and no forward pass", () => {
  for (const ratio of [-0.1, 1, NaN]) {
    assertThrows(
      () => new Dropout(ratio, { rng: seeded(1) }),
      RangeError,
      `Cannot make Dropout: ratio must be a finite number at least 0 and below 1, got ${ratio}`,
    );
  }
  const layer = new Dropout(0.5, { rng: seeded(1) });
  assertThrows(
    () => layer.backward(new Matrix(1, 1)),
    Error,
    "Cannot run Dropout backward: call forward first",
  );
  assertThrows(
    () => layer.forward(new Matrix(1, 1), "test" as Mode),
    RangeError,
    'Cannot drop out: mode must be "train" or "infer", got test',
  );
  layer.forward(new Matrix(2, 1), "train");
  assertThrows(
    () => layer.backward(new Matrix(1, 2)),
    RangeError,
    "Cannot run Dropout backward: dout must be 2 x 1",
  );
});

Deno.test("Dropout keeps any shape; the same mask for the same seed, others for another", () => {
  holds(fc.property(size, size, seed, seed, (rows, columns, a, b) => {
    const run = (seed: number, rows: number, columns: number) =>
      new Dropout(0.5, { rng: seeded(seed) })
        .forward(drawn("x", rows, columns), "train");
    const y = run(a, rows, columns);
    assertEquals([y.rows, y.columns], [rows, columns]);
    assertEquals(run(a, rows, columns).to2DArray(), y.to2DArray());
    fc.pre(a !== b);
    assertNotEquals(run(a, 13, 13).to2DArray(), run(b, 13, 13).to2DArray());
  }));
});
