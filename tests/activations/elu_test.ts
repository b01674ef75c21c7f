import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { elu, Matrix } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertDerivative } from "./_derivative.ts";

Deno.test("elu() at -ln 2, 0 and 2 is -alpha / 2, 0 and 2", () => {
  for (const alpha of [1, 0.5]) {
    const y = elu({ alpha })(new Matrix([[-Math.log(2), 0, 2]]));
    assertAlmostEquals(y.get(0, 0), -alpha / 2, 1e-16);
    assertEquals([y.get(0, 1), y.get(0, 2)], [0, 2]);
  }
  assertAlmostEquals(elu()(-1), -0.6321205588285576784, 1e-16);
  assertEquals(elu().name, "ELU");
});

Deno.test("elu() keeps the digits of small z, where exp(z) - 1 would not", () => {
  // exp(z) - 1 = z + z^2 / 2 + .., and z^2 / 2 is below the last bit here.
  assertEquals(elu()(-1e-17), -1e-17);
});

Deno.test("elu().derivative() is the slope; alpha at 0", () => {
  for (const alpha of [1, 2, 0]) {
    const f = elu({ alpha });
    assertDerivative(f);
    assertEquals(f.derivative(0), alpha);
  }
  assertAlmostEquals(elu().derivative(-50), Math.exp(-50), 1e-37);
});

Deno.test("elu() runs to -alpha without overflow, and keeps NaN", () => {
  const f = elu({ alpha: 2 });
  assertEquals([f(-1000), f(-Infinity), f(1000)], [-2, -2, 1000]);
  assertEquals([f.derivative(-1000), f.derivative(1000)], [0, 1]);
  assertEquals([f(NaN), f(Infinity)], [NaN, Infinity]);
});

Deno.test("elu() has alpha 1 unless told", async () => {
  await assertDefaults(
    (options) => [elu(options)(-1), elu(options).derivative(-1)],
    { alpha: [1, 1.001] },
  );
  assertEquals(elu().name, elu({ alpha: 1 }).name);
});

Deno.test("elu() refuses an alpha below zero, and what is no number", () => {
  for (const alpha of [-1, NaN, Infinity]) {
    assertThrows(
      () => elu({ alpha }),
      RangeError,
      `Cannot make elu: alpha must be a finite number at least 0, got ${alpha}`,
    );
  }
});
