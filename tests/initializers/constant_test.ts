import { assertEquals, assertThrows } from "@std/assert";
import { constant, ones, zeros } from "weightlab";
import { assertInitializer } from "./_initializer.ts";

function noRandomness(): number {
  throw new Error("drew a number");
}

Deno.test("constant() gives every weight one value, and draws nothing", () => {
  const w = constant({ value: -0.5 })(noRandomness, 2, 3);
  assertEquals(w.to2DArray(), [[-0.5, -0.5, -0.5], [-0.5, -0.5, -0.5]]);
  assertInitializer("constant", constant({ value: 1 }));
});

Deno.test("zeros() gives every weight 0", () => {
  assertEquals(zeros()(noRandomness, 1, 2).to2DArray(), [[0, 0]]);
  assertInitializer("zeros", zeros());
});

Deno.test("ones() gives every weight 1", () => {
  assertEquals(ones()(noRandomness, 2, 1).to2DArray(), [[1], [1]]);
  assertInitializer("ones", ones());
});

Deno.test("constant() refuses a value that is no number", () => {
  for (const value of [NaN, Infinity, undefined as unknown as number]) {
    assertThrows(
      () => constant({ value }),
      RangeError,
      `Cannot make constant: value must be a finite number, got ${value}`,
    );
  }
});
