import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  defineActivation,
  leakyRelu,
  linear,
  Matrix,
  relu,
  sigmoid,
  tanh,
} from "weightlab";
import { flatShares, slopeOf } from "../../lib/diagnosis/_slopes.ts";

/** A function whose slope is `slope(z)`. */
const sloped = (slope: (z: number) => number) =>
  defineActivation("sloped", (z) => z, slope);

Deno.test("slopeOf() holds slopes to 1 % of the steepest in [-10, 10]", () => {
  assertAlmostEquals(slopeOf(sigmoid).bar, 0.0025, 1e-15);
  assertAlmostEquals(slopeOf(tanh).bar, 0.01, 1e-15);
  assertEquals(slopeOf(relu).bar, 0.01);
  const spike = (at: number) => sloped((z) => Math.abs(z - at) < 1e-9 ? -3 : 1);
  for (const at of [-10, -3.14, 0, 10]) {
    assertAlmostEquals(slopeOf(spike(at)).bar, 0.03, 1e-15);
  }
  for (const at of [-10.01, 10.01]) assertEquals(slopeOf(spike(at)).bar, 0.01);
});

Deno.test("slopeOf() calls a function bounded that is flat far out on both sides", () => {
  const bounded = [sigmoid, tanh, relu, linear].map((f) => slopeOf(f).bounded);
  assertEquals(bounded, [true, true, false, false]);
  assertEquals(slopeOf(sloped((z) => Number(z < 1))).bounded, false);
  assertEquals(
    slopeOf(sloped((z) => z < 30 && z > -30 ? 1 : 0.0099)).bounded,
    true,
  );
  assertEquals(
    slopeOf(sloped((z) => z < 30 && z > -30 ? 1 : 0.01)).bounded,
    false,
  );
});

Deno.test("flatShares() counts slopes below the bar, not at it", () => {
  const z = new Matrix([[-1, 1, 2], [-2, -1, 3]]);
  const shares = (slope: number) =>
    flatShares([sloped((z) => z > 0 ? 1 : slope)], z, z);
  assertEquals(shares(0.01), { dead: 0 });
  // Of the first unit both examples are flat; of the second one.
  assertEquals(shares(0.0099), { dead: 1 / 3 });
  assertEquals(shares(-0.0099), { dead: 1 / 3 });
  assertEquals(flatShares([leakyRelu()], z, leakyRelu()(z)), { dead: 0 });
});

Deno.test("flatShares() gives the share of all flat values where a function is bounded", () => {
  const z = new Matrix([[9, 0, 1], [-9, 9, 0]]);
  assertEquals(flatShares([tanh], z, tanh(z)), {
    saturated: 3 / 6,
    dead: 1 / 3,
  });
  const lost = new Matrix([[NaN, 0, 9], [1, 0, 9]]);
  assertEquals(flatShares([tanh], lost, tanh(lost)), {
    saturated: NaN,
    dead: NaN,
  });
});

Deno.test("flatShares() takes a function for each neuron", () => {
  const z = new Matrix([[-1, -1, -1], [-2, -2, 3]]);
  const functions = [0, 0.5, 0].map((slope) => leakyRelu({ slope }));
  // The first is flat for both, the second for none, the third for one.
  assertEquals(flatShares(functions, z, z), { dead: 1 / 3 });
});
