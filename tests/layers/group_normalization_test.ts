import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  GroupNormalization,
  type GroupNormalizationOptions,
  LayerNormalization,
  mapElements,
  Matrix,
  zipWith,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { assertGradients } from "../_gradients.ts";
import { drawn, holds, seed, size } from "../_property.ts";
import { skewed } from "./_batch_normalization.ts";
import {
  assertExampleNormalization,
  withRandomParams,
} from "./_example_normalization.ts";

Deno.test("GroupNormalization.forward() normalizes each group of a worked example", () => {
  const layer = new GroupNormalization(4, { groups: 2, eps: 0 });
  layer.gamma.value = new Matrix([[2, 1, 1, 3]]);
  layer.beta.value = new Matrix([[0, 10, 0, 1]]);
  // Groups (1, 3) and (4, 0), then (6, 2) and (-1, 1): deviations 1, 2, 2 and 1.
  const y = layer.forward(new Matrix([[1, 3, 4, 0], [6, 2, -1, 1]]));
  assertEquals(y.to2DArray(), [[-2, 11, 1, -2], [2, 9, -1, 4]]);
});

Deno.test("GroupNormalization.backward() of a worked example", () => {
  // LayerNormalization's example of four features, and its negative behind it.
  const layer = new GroupNormalization(8, { groups: 2, eps: 0 });
  const gamma = [1, 2, 1, 1 / 3];
  layer.gamma.value = new Matrix([[...gamma, ...gamma]]);
  layer.forward(new Matrix([[4, 6, 4, 6, -4, -6, -4, -6]]));
  const dx = layer.backward(new Matrix([[1, 0, 0, 3, 10, 0, 0, 30]]));
  assertCloseTo(dx, [[0.5, -0.5, -0.5, 0.5, 5, -5, -5, 5]], 1e-14);
  const { gamma: { grad: dgamma }, beta: { grad: dbeta } } = layer;
  assertCloseTo(dgamma, [[-1, 0, 0, 3, 10, 0, 0, -30]], 1e-14);
  assertCloseTo(dbeta, [[1, 0, 0, 3, 10, 0, 0, 30]], 0);
});

Deno.test("GroupNormalization of one group keeps what every normalization of examples does", () => {
  assertExampleNormalization((features, eps) =>
    new GroupNormalization(features, { groups: 1, eps })
  );
});

Deno.test("GroupNormalization's gradients agree with the numerical, whatever the groups", () => {
  for (const [n, features, groups] of [[1, 4, 2], [5, 9, 3], [7, 12, 4]]) {
    for (const eps of [1e-5, 0.5]) {
      const make = () =>
        withRandomParams(new GroupNormalization(features, { groups, eps }));
      const x = skewed(`${n}`, n, features), dout = drawn("dout", n, features);
      for (const mode of ["train", "infer"] as const) {
        // Where two features make a group, xHat is near a jump from one sign to the other.
        const bar = features / groups === 2 && eps < 0.5 ? 1e-6 : 1e-8;
        assertGradients(make(), x, dout, { mode, bar });
      }
    }
  }
});

Deno.test("GroupNormalization with one group is LayerNormalization, to the bit", () => {
  holds(fc.property(size, size, seed, (n, size, seed) => {
    const features = size + 1;
    const one = withRandomParams(
      new GroupNormalization(features, { groups: 1 }),
    );
    const other = withRandomParams(new LayerNormalization(features));
    const x = drawn(`x${seed}`, n, features), dout = drawn("d", n, features);
    assertEquals(one.forward(x).to2DArray(), other.forward(x).to2DArray());
    assertEquals(
      one.backward(dout).to2DArray(),
      other.backward(dout).to2DArray(),
    );
    one.params.forEach(({ grad }, i) =>
      assertEquals(grad.to2DArray(), other.params[i].grad.to2DArray())
    );
  }));
});

Deno.test("GroupNormalization is LayerNormalization of each group by itself, to the bit", () => {
  holds(fc.property(size, size, size, seed, (n, size, groups, seed) => {
    const width = size + 1, features = width * groups;
    const whole = withRandomParams(
      new GroupNormalization(features, { groups }),
    );
    const x = drawn(`x${seed}`, n, features), dout = drawn("d", n, features);
    const y = whole.forward(x), dx = whole.backward(dout);
    for (let k = 0; k < groups; k++) {
      const part = (m: Matrix) =>
        m.subMatrix(0, m.rows - 1, k * width, (k + 1) * width - 1);
      const own = new LayerNormalization(width);
      own.params.forEach((p, i) => p.value = part(whole.params[i].value));
      assertEquals(own.forward(part(x)).to2DArray(), part(y).to2DArray());
      assertEquals(own.backward(part(dout)).to2DArray(), part(dx).to2DArray());
      own.params.forEach(({ grad }, i) =>
        assertEquals(
          grad.to2DArray(),
          part(whole.params[i].grad).to2DArray(),
        )
      );
    }
  }));
});

Deno.test("GroupNormalization forgets a group's shift and scale, each group's own", () => {
  const layer = withRandomParams(
    new GroupNormalization(6, { groups: 2, eps: 0 }),
  );
  const x = skewed("x", 3, 6), y = layer.forward(x);
  const scales = new Matrix(3, 6), shifts = new Matrix(3, 6);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 6; j++) {
      const group = Math.floor(j / 3);
      scales.set(i, j, [1, 0.01, 30, 7, 2, 0.5][2 * i + group]);
      shifts.set(i, j, [0, 7, -2, 0.1, 1, 20][2 * i + group]);
    }
  }
  const moved = zipWith(
    zipWith(x, scales, (a, b) => a * b),
    shifts,
    (a, b) => a + b,
  );
  assertCloseTo(layer.forward(moved), y, 1e-10);
});

Deno.test("GroupNormalization of a group that is not finite is NaN in that group alone", () => {
  for (const bad of [NaN, Infinity]) {
    const layer = new GroupNormalization(4, { groups: 2, eps: 0 });
    const y = layer.forward(new Matrix([[1, bad, 3, 5], [1, 3, 3, 5]]));
    assertEquals(y.to2DArray(), [[NaN, NaN, -1, 1], [-1, 1, -1, 1]]);
  }
});

Deno.test("GroupNormalization refuses a constant group with eps 0, and a variance of Infinity", () => {
  const layer = new GroupNormalization(4, { groups: 2, eps: 0 });
  assertThrows(
    () => layer.forward(new Matrix([[1, 2, 3, 4], [1, 2, 0.1, 0.1]])),
    RangeError,
    "Cannot normalize: with an eps of 0 the variance of every group must be above 0, got 0 for group 2 of row 1; an eps above 0 makes its xHat 0",
  );
  assertThrows(
    () => layer.forward(new Matrix([[1e200, -1e200, NaN, 4]])),
    RangeError,
    "Cannot normalize: the variance of every group must be finite, got Infinity for group 1 of row 0",
  );
});

Deno.test("GroupNormalization has eps 1e-5 unless told, which keeps equal features finite", () => {
  const e = Math.sqrt(1e-5);
  const y = new GroupNormalization(4, { groups: 2 })
    .forward(new Matrix([[-e, e, 7, 7]]));
  assertAlmostEquals(y.get(0, 1), Math.SQRT1_2, 1e-12);
  assertEquals(y.getRow(0).slice(2), [0, 0]);
});

Deno.test("new GroupNormalization()'s eps has the documented default", async () => {
  const x = drawn("x", 3, 4);
  await assertDefaults<Pick<GroupNormalizationOptions, "eps">>(
    (options) =>
      new GroupNormalization(4, { groups: 2, ...options }).forward(x)
        .to2DArray(),
    { eps: [1e-5, 1.01e-5] },
  );
});

Deno.test("GroupNormalization starts with gamma 1 and beta 0, and says its groups and eps", () => {
  const layer = new GroupNormalization(4, { groups: 2 });
  assertEquals([layer.groups, layer.eps], [2, 1e-5]);
  assertEquals(layer.params.map(({ name, value }) => [name, value.getRow(0)]), [
    ["gamma", [1, 1, 1, 1]],
    ["beta", [0, 0, 0, 0]],
  ]);
});

Deno.test("GroupNormalization.clone() has the groups and the eps", () => {
  const layer = withRandomParams(
    new GroupNormalization(6, { groups: 3, eps: 0.5 }),
  );
  const x = mapElements(drawn("x", 4, 6), (v) => v / 3);
  const clone = layer.clone();
  assertEquals(clone.groups, 3);
  assertEquals(clone.forward(x).to2DArray(), layer.forward(x).to2DArray());
});
