import { Matrix, Nesterov, param, SGD } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn } from "../_property.ts";
import {
  assertOptimizer,
  assertRange,
  assertShapeKept,
  steps,
} from "./_optimizer.ts";

Deno.test("Nesterov steps by v = momentum v + lr g, w -= momentum v + lr g: three by hand", () => {
  // v: (.3, .1), then .5 v + (-.1, .2) = (.05, .25), then (.075, .125); each step
  // .5 v + lr g: (.45, .15), (-.075, .325), (.0875, .0625).
  assertCloseTo(
    new Matrix(steps(new Nesterov({ lr: 0.1, momentum: 0.5 }))),
    [[0.55, -2.15], [0.625, -2.475], [0.5375, -2.5375]],
    1e-15,
  );
});

/** The slope of a bowl with curvatures of its own for each element, and a tilt. */
function slope(x: Matrix): Matrix {
  const curvatures = new Matrix([[1, 3, 10]]);
  return Matrix.mul(x, curvatures).add(new Matrix([[0.3, -0.2, 1]]));
}

Deno.test("Nesterov's w is Sutskever's theta + momentum v, at every update", () => {
  const lr = 0.03, momentum = 0.9;
  const w = param("W", drawn("w", 1, 3));
  const optimizer = new Nesterov({ lr, momentum });
  // Equations 3 and 4 as they are printed, from v = 0, where both points are one.
  const theta = w.value.clone(), v = new Matrix(1, 3);
  for (let t = 0; t < 20; t++) {
    w.grad = slope(w.value);
    optimizer.update([w]);
    const ahead = Matrix.add(theta, Matrix.mul(v, momentum));
    v.mul(momentum).sub(slope(ahead).mul(lr));
    theta.add(v);
    const next = Matrix.add(theta, Matrix.mul(v, momentum));
    assertCloseTo(w.value, next, 1e-14);
  }
});

Deno.test("Nesterov's w is Sutskever's theta + momentum v where lr changes, too", () => {
  const momentum = 0.9, lr = (update: number) => 0.06 / update;
  const w = param("W", drawn("w", 1, 3));
  const optimizer = new Nesterov({ lr, momentum });
  const theta = w.value.clone(), v = new Matrix(1, 3);
  for (let t = 1; t <= 20; t++) {
    w.grad = slope(w.value);
    optimizer.update([w]);
    const ahead = Matrix.add(theta, Matrix.mul(v, momentum));
    v.mul(momentum).sub(slope(ahead).mul(lr(t)));
    theta.add(v);
    const next = Matrix.add(theta, Matrix.mul(v, momentum));
    assertCloseTo(w.value, next, 1e-14);
  }
});

Deno.test("Nesterov's steps are PyTorch's: buf = momentum buf + g, w -= lr (g + momentum buf)", () => {
  const lr = 0.03, momentum = 0.9;
  const w = param("W", drawn("w", 1, 3));
  const optimizer = new Nesterov({ lr, momentum });
  const theirs = w.value.clone(), buf = new Matrix(1, 3);
  for (let t = 0; t < 20; t++) {
    w.grad = slope(w.value);
    optimizer.update([w]);
    const g = slope(theirs);
    buf.mul(momentum).add(g);
    theirs.sub(Matrix.mul(buf, momentum).add(g).mul(lr));
    assertCloseTo(w.value, theirs, 1e-14);
  }
});

Deno.test("Nesterov without momentum is SGD", () => {
  assertCloseTo(
    new Matrix(steps(new Nesterov({ lr: 0.1, momentum: 0 }))),
    steps(new SGD({ lr: 0.1 })),
    1e-15,
  );
});

Deno.test("Nesterov has momentum .9 unless told", () => {
  assertCloseTo(
    new Matrix(steps(new Nesterov({ lr: 0.1 }))),
    steps(new Nesterov({ lr: 0.1, momentum: 0.9 })),
    0,
  );
});

Deno.test("Nesterov writes only into value", () => {
  assertOptimizer(() => new Nesterov({ lr: 0.1 }));
});

Deno.test("Nesterov without momentum is Nesterov of .9, bit for bit", async () => {
  await assertDefaults(
    (options) => steps(new Nesterov({ lr: 0.1, ...options })),
    { momentum: [0.9, 0.901] },
  );
});

Deno.test("new Nesterov() refuses constants outside their ranges", () => {
  assertRange("Nesterov", "lr", (lr) => new Nesterov({ lr }), [0, -1]);
  assertRange(
    "Nesterov",
    "momentum",
    (momentum) => new Nesterov({ lr: 1, momentum }),
    [-0.1, 1],
  );
});

Deno.test("Nesterov refuses a parameter of another shape than at its first update", () => {
  assertShapeKept("Nesterov", () => new Nesterov({ lr: 0.1 }));
});
