import { assertGreater, assertLess } from "@std/assert";
import fc from "fast-check";
import {
  Affine,
  BatchNormalization,
  checkGradients,
  columnSums,
  columnVariances,
  he,
  largestDifference,
  mapElements,
  matmul,
  Matrix,
  seeded,
  Sequential,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { randomNormalization, skewed } from "./_batch_normalization.ts";

Deno.test("BatchNormalization.backward() of a worked example", () => {
  // x-hat = (-1, 1, -1, 1); dy = (1, 0, 0, 3): sums 4 and 2, so that
  // dx = (dy - 1 - x-hat / 2) / 1.
  const layer = new BatchNormalization(1, { eps: 0 });
  layer.forward(Matrix.columnVector([4, 6, 4, 6]), "train");
  const dx = layer.backward(Matrix.columnVector([1, 0, 0, 3]));
  assertCloseTo(dx, [[0.5], [-1.5], [-0.5], [1.5]], 1e-15);
  assertCloseTo(layer.gamma.grad, [[2]], 1e-15);
  assertCloseTo(layer.beta.grad, [[4]], 1e-15);
});

Deno.test("BatchNormalization's gradients agree with the numerical, in both modes", () => {
  for (const mode of ["train", "infer"] as const) {
    for (const eps of [1e-6, 1e-3, 0.5]) {
      for (const [n, features] of [[3, 2], [7, 4], [32, 3]]) {
        const x = skewed(`${n}`, n, features);
        const dout = drawn("dout", n, features);
        assertGradients(randomNormalization(features, { eps }), x, dout, {
          mode,
        });
      }
    }
  }
});

Deno.test("BatchNormalization.backward() in train mode is orthogonal to 1 and x-hat", () => {
  // y does not change when x is shifted, or (eps aside) scaled.
  const layer = randomNormalization(3, { eps: 0 });
  const x = skewed("x", 9, 3);
  layer.forward(x, "train");
  const dx = layer.backward(drawn("dout", 9, 3));
  assertCloseTo(columnSums(dx), new Matrix(1, 3), 1e-13);
  assertCloseTo(columnSums(Matrix.mul(dx, x)), new Matrix(1, 3), 1e-12);
});

Deno.test("BatchNormalization: dout of ones gives dx = 0, so it checks nothing", () => {
  const layer = randomNormalization(3);
  layer.forward(skewed("x", 8, 3), "train");
  const dx = layer.backward(Matrix.ones(8, 3));
  assertLess(largestDifference(dx, 0), 1e-14);
  // A backward pass that just returns zeros passes such a check ...
  class Zeros extends BatchNormalization {
    override backward(dout: Matrix): Matrix {
      return super.backward(dout).fill(0);
    }
  }
  const x = skewed("x", 8, 3);
  const error = (dout: Matrix) =>
    checkGradients(new Zeros(3), x, dout)[0].error;
  assertLess(error(Matrix.ones(8, 3)), 1e-5);
  // ... and fails one with weights of its own for every element.
  assertGreater(error(drawn("dout", 8, 3)), 0.5);
});

Deno.test("BatchNormalization: a batch of two has x-hat = -1, 1 and dx near 0", () => {
  // Whatever x is: only eps lets anything through. Hence the larger batches above.
  const layer = randomNormalization(3, { eps: 0 });
  layer.forward(skewed("x", 2, 3), "train");
  const dx = layer.backward(drawn("dout", 2, 3));
  assertLess(largestDifference(dx, 0), 1e-14);
});

Deno.test("BatchNormalization in infer mode has dx = gamma dy / sqrt(v + eps)", () => {
  const layer = randomNormalization(1, { eps: 0.5, runningVariance: 3.5 });
  layer.gamma.value.set(0, 0, 6);
  layer.forward(new Matrix([[1], [5]]), "infer");
  const dx = layer.backward(new Matrix([[1], [2]]));
  assertCloseTo(dx, [[3], [6]], 1e-15);
});

Deno.test("BatchNormalization makes the gradient of a bias before it 0", () => {
  const affine = new Affine(4, 3, { init: he(), rng: seeded(1) });
  const net = new Sequential([affine, randomNormalization(3)]);
  net.forward(drawn("x", 10, 4), "train");
  net.backward(drawn("dout", 10, 3));
  assertLess(largestDifference(affine.b.grad, 0), 1e-13);
  assertGreater(largestDifference(affine.W.grad, 0), 0.1);
});

/** BN(x W) of a batch, and the gradient of W for a random upstream gradient. */
function normalized(W: Matrix, eps: number, x: Matrix, dout: Matrix) {
  const init = () => W, rng = seeded("unused");
  const affine = new Affine(W.rows, W.columns, { init, rng });
  const net = new Sequential([
    affine,
    new BatchNormalization(W.columns, { eps }),
  ]);
  const y = net.forward(x, "train"), dx = net.backward(dout);
  return { y, dx, dW: affine.W.grad };
}

const SCALED = fc.record({
  seed,
  fanIn: size,
  fanOut: size,
  n: fc.integer({ min: 2, max: 20 }),
});

Deno.test("BatchNormalization makes y and dx blind to W's scale a, and dW 1 / a: bit for bit", () => {
  const exponent = fc.integer({ min: -30, max: 30 });
  holds(fc.property(SCALED, exponent, ({ seed, fanIn, fanOut, n }, k) => {
    const W = drawn(`W${seed}`, fanIn, fanOut), a = 2 ** k;
    const x = drawn(`x${seed}`, n, fanIn), dout = drawn(`dy${seed}`, n, fanOut);
    const one = normalized(W, 0, x, dout);
    const scaled = normalized(mapElements(W, (w) => a * w), 0, x, dout);
    // A power of two changes exponents alone, through the root and back.
    assertCloseTo(scaled.y, one.y, 0);
    assertCloseTo(scaled.dx, one.dx, 0);
    assertCloseTo(mapElements(scaled.dW, (g) => a * g), one.dW, 0);
  }));
});

Deno.test("BatchNormalization hides W's scale up to eps: x-hat shrinks by sqrt(v / (v + eps))", () => {
  const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
  holds(fc.property(SCALED, factor, ({ seed, fanIn, fanOut, n }, a) => {
    const W = drawn(`W${seed}`, fanIn, fanOut);
    const x = drawn(`x${seed}`, n, fanIn), dout = drawn(`dy${seed}`, n, fanOut);
    const eps = 1e-6;
    const one = normalized(W, 0, x, dout);
    const scaled = normalized(mapElements(W, (w) => a * w), eps, x, dout);
    const shrunk = mapElements(
      columnVariances(matmul(x, W)),
      (v) => Math.sqrt(a * a * v / (a * a * v + eps)),
    );
    // x-hat is at most sqrt n, and loses digits where the mean is large beside the
    // deviation, in these draws by less than 1e4.
    const expected = one.y.clone().mulRowVector(shrunk);
    assertCloseTo(scaled.y, expected, Math.sqrt(n) * 1e4 * 2 ** -52);
  }));
});
