import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { identity, matmul, Matrix, seeded } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertCloseTo } from "../_close_to.ts";
import { drawn, holds, size } from "../_property.ts";
import { assertInitializer } from "./_initializer.ts";

function noRandomness(): number {
  throw new Error("drew a number");
}

Deno.test("identity() is 1 on the main diagonal, else 0, for any two fans", () => {
  assertEquals(identity()(noRandomness, 2, 2).to2DArray(), [[1, 0], [0, 1]]);
  assertEquals(identity()(noRandomness, 3, 2).to2DArray(), [
    [1, 0],
    [0, 1],
    [0, 0],
  ]);
  assertEquals(identity()(noRandomness, 1, 3).to2DArray(), [[1, 0, 0]]);
  assertInitializer("identity", identity());
});

Deno.test("identity() passes x on: cut where fanOut is less, with zeros where more", () => {
  const x = drawn("x", 4, 3);
  const times = (fanOut: number) => matmul(x, identity()(seeded(1), 3, fanOut));
  assertCloseTo(times(3), x, 0);
  assertCloseTo(times(2), x.subMatrix(0, 3, 0, 1), 0);
  assertCloseTo(times(4).subMatrix(0, 3, 0, 2), x, 0);
  assertCloseTo(times(4).subMatrix(0, 3, 3, 3), new Matrix(4, 1), 0);
});

Deno.test("identity({ gain }) is gain on the diagonal, also below zero", () => {
  for (const gain of [0, -2, 0.5]) {
    assertEquals(identity({ gain })(noRandomness, 2, 2).to2DArray(), [
      [gain, 0],
      [0, gain],
    ]);
  }
});

Deno.test("identity() refuses a gain that is no number", () => {
  for (const gain of [NaN, Infinity]) {
    assertThrows(
      () => identity({ gain }),
      RangeError,
      `Cannot make identity: gain must be a finite number, got ${gain}`,
    );
  }
});

Deno.test("identity() has gain 1 unless told", async () => {
  await assertDefaults(
    (options) => identity(options)(seeded(1), 3, 2).to2DArray(),
    { gain: [1, 1.001] },
  );
});

Deno.test("identity({ gain }) is gain where i = j and 0 elsewhere, for any fans", () => {
  const gain = fc.double({ min: -9, max: 9, noNaN: true });
  holds(fc.property(gain, size, size, (gain, fanIn, fanOut) => {
    const w = identity({ gain })(noRandomness, fanIn, fanOut).to2DArray();
    w.forEach((row, i) =>
      // A zero's sign is no matter.
      row.forEach((value, j) => assertEquals(value + 0, i === j ? gain + 0 : 0))
    );
  }));
});
