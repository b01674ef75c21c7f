import { assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { QrDecomposition } from "ml-matrix";
import {
  mapElements,
  matmul,
  Matrix,
  orthogonal,
  randn,
  seeded,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { assertRandomInitializer } from "./_initializer.ts";
import { holds, seed } from "../_property.ts";

Deno.test("orthogonal() gives orthonormal columns, or rows where they are fewer", () => {
  for (
    const [fanIn, fanOut] of [[40, 25], [25, 40], [30, 30], [1, 5], [1, 1]]
  ) {
    const w = orthogonal()(seeded("q"), fanIn, fanOut);
    const gram = matmul(
      w,
      w,
      fanIn < fanOut ? { transposeB: true } : { transposeA: true },
    );
    assertCloseTo(gram, Matrix.eye(Math.min(fanIn, fanOut)), 1e-12);
  }
  assertRandomInitializer("orthogonal", orthogonal());
});

Deno.test("orthogonal({ gain }) scales the orthonormal matrix", () => {
  const q = orthogonal()(seeded(1), 6, 4);
  const w = orthogonal({ gain: 1.5 })(seeded(1), 6, 4);
  assertCloseTo(w, mapElements(q, (v) => 1.5 * v), 1e-15);
  assertCloseTo(orthogonal({ gain: 0 })(seeded(1), 6, 4), new Matrix(6, 4), 0);
});

Deno.test("orthogonal() is the Q whose R has a positive diagonal", () => {
  // Q R = A with R's diagonal positive is unique, so Q^T A must be that R.
  const a = randn(seeded("signs"), 8, 8);
  const w = orthogonal()(seeded("signs"), 8, 8);
  const r = matmul(w, a, { transposeA: true });
  const other = new QrDecomposition(a).upperTriangularMatrix;
  for (let i = 0; i < 8; i++) {
    assertLess(Math.abs(r.get(i, i) - Math.abs(other.get(i, i))), 1e-12);
    for (let j = 0; j < i; j++) assertLess(Math.abs(r.get(i, j)), 1e-12);
  }
});

Deno.test("orthogonal() is uniform over the group: the trace has mean 0, variance 1", () => {
  // Of a uniform orthogonal matrix (size 2 and up) E tr = 0, E tr^2 = 1 and
  // E tr^4 = 3, as of a standard normal: standard errors sqrt(1 / k), sqrt(2 / k).
  const rng = seeded("haar"), k = 2000;
  let sum = 0, squares = 0;
  for (let i = 0; i < k; i++) {
    const trace = orthogonal()(rng, 5, 5).trace();
    sum += trace;
    squares += trace * trace;
  }
  assertLess(Math.abs(sum / k), 4 * Math.sqrt(1 / k));
  assertLess(Math.abs(squares / k - 1), 4 * Math.sqrt(2 / k));
});

Deno.test("orthogonal() refuses a gain below zero", () => {
  for (const gain of [-1, NaN]) {
    assertThrows(
      () => orthogonal({ gain }),
      RangeError,
      `Cannot make orthogonal: gain must be a finite number at least 0, got ${gain}`,
    );
  }
});

Deno.test("orthogonal() has gain 1 unless told", async () => {
  await assertDefaults(
    (options) => orthogonal(options)(seeded(1), 3, 2).to2DArray(),
    { gain: [1, 1.001] },
  );
});

Deno.test("orthogonal({ gain }) has W^T W = gain^2 I to 1e-12, or W W^T, for any fans", () => {
  const fan = fc.integer({ min: 1, max: 40 });
  const gain = fc.double({ min: 0.1, max: 1, noNaN: true });
  holds(fc.property(fan, fan, gain, seed, (fanIn, fanOut, gain, seed) => {
    const w = orthogonal({ gain })(seeded(seed), fanIn, fanOut);
    const short = Math.min(fanIn, fanOut);
    const gram = matmul(w, w, {
      transposeA: fanIn >= fanOut,
      transposeB: fanIn < fanOut,
    });
    assertCloseTo(gram, Matrix.eye(short).mul(gain * gain), 1e-12);
  }));
});
