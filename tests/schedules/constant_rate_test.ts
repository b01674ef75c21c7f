import { assertEquals, assertThrows } from "@std/assert";
import { constantRate } from "weightlab";

Deno.test("constantRate() gives every update the same", () => {
  const lr = constantRate({ lr: 0.3 });
  assertEquals([1, 2, 1e9].map(lr), [0.3, 0.3, 0.3]);
});

Deno.test("constantRate() refuses a rate that is not above 0, and what is no update", () => {
  for (const lr of [0, -1, NaN, Infinity]) {
    assertThrows(
      () => constantRate({ lr }),
      RangeError,
      `Cannot make a constant rate: lr must be a finite number above 0, got ${lr}`,
    );
  }
  for (const update of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => constantRate({ lr: 1 })(update),
      RangeError,
      `Cannot give a constant rate: update must be a whole number of at least 1, got ${update}`,
    );
  }
});
