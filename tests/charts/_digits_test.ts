import { assertEquals } from "@std/assert";
import {
  digitsToDiffer,
  digitsToPlace,
  labelFormat,
  rounded,
  valueFormat,
} from "../../lib/charts/_digits.ts";

Deno.test("rounded() keeps so many digits, and all those before the point", () => {
  const cases: [value: number, digits: number, is: number][] = [
    [0.45912, 4, 0.4591],
    [123456.789, 4, 123457],
    [-123456.789, 4, -123457],
    [1234.5, 4, 1235],
    [1234.4999, 2, 1234],
    [999.96, 4, 1000],
    [99.996, 4, 100],
    [12345, 2, 12345],
    [0.30000000000000004, 12, 0.3],
    [1e15 + 0.5, 3, 1e15 + 1],
    [123456789012345680, 3, 123456789012345680],
    [1.23456e25, 3, 1.23e25],
    [8.8141e-7, 3, 8.81e-7],
    [0, 3, 0],
    [NaN, 3, NaN],
    [-Infinity, 3, -Infinity],
  ];
  for (const [value, digits, is] of cases) {
    assertEquals(rounded(value, digits), is, `${value} at ${digits}`);
  }
});

Deno.test("digitsToDiffer() is the least, unless numbers would look alike", () => {
  assertEquals(digitsToDiffer([0.01, 0.1, 1], 3), 3);
  assertEquals(digitsToDiffer([5, 5], 3), 3);
  assertEquals(digitsToDiffer([], 3), 3);
  assertEquals(digitsToDiffer([0, -0], 3), 3);
  for (
    const values of [
      [0.100001, 0.100002],
      [1000000.1, 1000000.2, 1000000.3],
      [0.1 + 0.2, 0.3],
      [1, 1 + Number.EPSILON],
      [-2.00001, -2.00002, 5],
    ]
  ) {
    const digits = digitsToDiffer(values, 3);
    const texts = values.map((value) => rounded(value, digits));
    assertEquals(new Set(texts).size, values.length, String(values));
  }
});

Deno.test("digitsToPlace() keeps to a thousandth of the gaps", () => {
  assertEquals(digitsToPlace([1, 2, 4], 6), 6);
  const values = [1000000.1, 1000000.2, 1000000.3];
  const digits = digitsToPlace(values, 6);
  assertEquals(rounded(1000000.1234567, digits), 1000000.1235);
});

Deno.test("labelFormat() and valueFormat() write no number before the point as a power", () => {
  assertEquals(labelFormat([0, 0.5, 1], 4), ".4~g");
  assertEquals(labelFormat([0, 12345], 4), ".5~g");
  assertEquals(labelFormat([100.1, 100.2], 2), ".5~g");
  assertEquals(valueFormat([0.001, 2.3], 4), ".4~g");
  assertEquals(valueFormat([-1234567.8, 2], 4), ".7~g");
  assertEquals(valueFormat([1e300], 4), ".4~g");
});
