import { assertThrows } from "@std/assert";
import { checkCount, checkNumber } from "../../lib/check/numbers.ts";

Deno.test("checkCount() holds a count to the whole numbers from `least` up", () => {
  checkCount("draw", "n", 1);
  checkCount("draw", "n", 0, 0);
  for (const n of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(
      () => checkCount("draw", "n", n),
      RangeError,
      `Cannot draw: n must be a whole number of at least 1, got ${n}`,
    );
  }
});

Deno.test("checkNumber() holds a number to an interval, each end in or out", () => {
  checkNumber("make", "p", 0, { least: 0, below: 1 });
  checkNumber("make", "p", 1, { above: 0, most: 1 });
  checkNumber("make", "p", -7, {});
  const wrong: [number, Parameters<typeof checkNumber>[3], string][] = [
    [1, { least: 0, below: 1 }, "finite number at least 0 and below 1, got 1"],
    [-1, { least: 0 }, "finite number at least 0, got -1"],
    [0, { above: 0, most: 1 }, "finite number above 0 and at most 1, got 0"],
    [2, { most: 1 }, "finite number at most 1, got 2"],
    [NaN, {}, "finite number, got NaN"],
    [Infinity, { least: 0 }, "finite number at least 0, got Infinity"],
  ];
  for (const [value, interval, message] of wrong) {
    assertThrows(
      () => checkNumber("make", "p", value, interval),
      RangeError,
      `Cannot make: p must be a ${message}`,
    );
  }
});
