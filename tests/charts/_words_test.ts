import { assertEquals } from "@std/assert";
import {
  countText,
  fullText,
  numberText,
  plural,
  textsOf,
} from "../../lib/charts/_words.ts";

Deno.test("countText() groups what is before the point, and that alone", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [999, "999"],
    [1000, "1,000"],
    [-1234567, "-1,234,567"],
    [9007199254740991, "9,007,199,254,740,991"],
    [0.1 + 0.2, "0.3"],
    [0.1 * 3 - 0.3, "5.55112e-17"],
    [1234.5678, "1,234.5678"],
    [12345.5, "12,345.5"],
    [100000.25, "100,000.25"],
    [1 / 3, "0.333333"],
    [20000 / 3, "6,666.67"],
    [1e-7, "1e-7"],
    [1e21, "1e+21"],
  ];
  for (const [count, text] of cases) assertEquals(countText(count), text);
});

Deno.test("fullText() is a number as it was meant, without dust or groups", () => {
  assertEquals([0.7 + 0.1, 1.1 * 3, -0.1 * 3, 12345, 2e-9].map(fullText), [
    "0.8",
    "3.3",
    "-0.3",
    "12345",
    "2e-9",
  ]);
});

Deno.test("numberText() has three digits, and all those before the point", () => {
  assertEquals([0.45912, 1234.5, 12345, 1e-9].map((v) => numberText(v)), [
    "0.459",
    "1235",
    "12345",
    "1e-9",
  ]);
});

Deno.test("plural() speaks of one and of many", () => {
  assertEquals([0, 1, 1500].map((n) => plural(n, "layer")), [
    "0 layers",
    "1 layer",
    "1,500 layers",
  ]);
});

Deno.test("textsOf() writes as many digits as tell numbers apart", () => {
  assertEquals([0.12345, 1].map(textsOf([0.12345, 1])), ["0.123", "1"]);
  const close = [0.100001, 0.100002];
  assertEquals(close.map(textsOf(close)), ["0.100001", "0.100002"]);
  assertEquals(textsOf([0.12345], 4)(0.12345), "0.1235");
});
