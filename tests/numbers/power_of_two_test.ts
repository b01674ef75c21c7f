import { assert, assertEquals } from "@std/assert";
import { powerOfTwo } from "../../lib/numbers/power_of_two.ts";

Deno.test("powerOfTwo() is the power of two below a size, of every size", () => {
  for (let k = -1074; k <= 1023; k++) {
    assertEquals(powerOfTwo(2 ** k), 2 ** k);
    const share = 1.75 * 2 ** k / powerOfTwo(1.75 * 2 ** k);
    assert(share >= 1 && share <= 2, `${k}`);
  }
  assertEquals(powerOfTwo(Number.MAX_VALUE), 2 ** 1023);
});

Deno.test("powerOfTwo() of 0, and of what is no size, is 1", () => {
  for (const size of [0, Infinity, NaN]) assertEquals(powerOfTwo(size), 1);
});
