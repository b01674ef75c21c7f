import { assertGreater, assertLess } from "@std/assert";
import {
  Affine,
  BatchNormalization,
  checkGradients,
  columnSums,
  he,
  Matrix,
  seeded,
  Sequential,
} from "weightlab";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn } from "../_property.ts";
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
  assertLess(dx.abs().max(), 1e-14);
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
  assertLess(dx.abs().max(), 1e-14);
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
  assertLess(affine.b.grad.abs().max(), 1e-13);
  assertGreater(affine.W.grad.abs().max(), 0.1);
});
