import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { leakyRelu, Matrix, relu } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { slopeOf } from "../../lib/activations/leaky_relu.ts";
import { holds } from "../_property.ts";
import { assertDerivative, reals } from "./_derivative.ts";

Deno.test("leakyRelu() is slope z below 0, slope .01 unless given", () => {
  const z = new Matrix([[-2, 0], [3, -0.5]]);
  const y = leakyRelu({ slope: 0.25 })(z);
  assertEquals(y.to2DArray(), [[-0.5, 0], [3, -0.125]]);
  assertEquals(leakyRelu()(-2), -0.02);
  assertEquals(leakyRelu().name, "leaky ReLU");
});

Deno.test("leakyRelu({ slope }) is ReLU at 0, linear at 1, |z| at -1", () => {
  holds(fc.property(reals, (z) => {
    assertAlmostEquals(leakyRelu({ slope: 0 })(z), relu(z), 0);
    assertEquals(leakyRelu({ slope: 1 })(z), z);
    assertAlmostEquals(leakyRelu({ slope: -1 })(z), Math.abs(z), 0);
  }));
});

Deno.test("leakyRelu().derivative() is the slope; at the kink that from below", () => {
  for (const slope of [0.01, 0.5, -1]) {
    const f = leakyRelu({ slope });
    assertDerivative(f);
    assertEquals(f.derivative(0), slope);
  }
});

Deno.test("leakyRelu() keeps NaN and the infinities", () => {
  const f = leakyRelu();
  assertEquals([f(NaN), f(Infinity), f(-Infinity)], [NaN, Infinity, -Infinity]);
});

Deno.test("slopeOf() knows a leaky ReLU's slope, and of no other function", () => {
  assertEquals(slopeOf(leakyRelu({ slope: 0.2 })), 0.2);
  assertEquals(slopeOf(relu), undefined);
});

Deno.test("leakyRelu() has slope .01 unless told", async () => {
  await assertDefaults(
    (options) => [leakyRelu(options)(-1), leakyRelu(options).derivative(-1)],
    { slope: [0.01, 0.0101] },
  );
});

Deno.test("leakyRelu() refuses a slope that is no number", () => {
  for (
    const [slope, shown] of [
      [NaN, "NaN"],
      [Infinity, "Infinity"],
      ["1" as unknown as number, '"1"'],
    ] as const
  ) {
    assertThrows(
      () => leakyRelu({ slope }),
      RangeError,
      `Cannot make leakyRelu: slope must be a finite number, got ${shown}`,
    );
  }
});
