import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { classCounts } from "../../lib/datasets/class_counts.ts";

Deno.test("classCounts() counts a worked example, absent classes as 0", () => {
  assertEquals(
    classCounts(Uint8Array.of(1, 1, 3)),
    [0, 2, 0, 1, 0, 0, 0, 0, 0, 0],
  );
});

Deno.test("classCounts() of no labels is all zeros", () => {
  assertEquals(classCounts(new Uint8Array(), 3), [0, 0, 0]);
});

Deno.test("classCounts() adds up to the number of labels", () => {
  fc.assert(fc.property(fc.uint8Array({ max: 6 }), (t) => {
    const total = classCounts(t, 7).reduce((a, b) => a + b, 0);
    assertEquals(total, t.length);
  }));
});

Deno.test("classCounts() refuses a label that is no class", () => {
  assertThrows(
    () => classCounts(Uint8Array.of(0, 3), 3),
    RangeError,
    "Cannot count classes: labels must be in 0 .. 2, got 3 at position 1",
  );
});

Deno.test("classCounts() counts ten classes unless told", () => {
  assertEquals(
    classCounts(Uint8Array.of(9, 0, 9)),
    classCounts(Uint8Array.of(9, 0, 9), 10),
  );
  assertEquals(classCounts(Uint8Array.of(9, 0, 9)).length, 10);
});

Deno.test("classCounts() refuses a number of classes that is not one", () => {
  for (const classes of [0, -1, 2.5, NaN]) {
    assertThrows(
      () => classCounts(Uint8Array.of(0), classes),
      RangeError,
      `classes must be a whole number of at least 1, got ${classes}`,
    );
  }
});
