import { assertEquals } from "@std/assert";
import {
  countText,
  listText,
  numberText,
  plural,
} from "../../lib/charts/_words.ts";

Deno.test("countText() parts thousands", () => {
  assertEquals([0, 999, 1000, 12345, 1234567].map(countText), [
    "0",
    "999",
    "1,000",
    "12,345",
    "1,234,567",
  ]);
});

Deno.test("numberText() keeps three digits unless told", () => {
  assertEquals(
    [0.45949, 2, 1234, -0.5].map((value) => numberText(value)),
    ["0.459", "2", "1230", "-0.5"],
  );
  assertEquals(numberText(0.45949, 2), "0.46");
});

Deno.test("listText() and plural() write as one would say it", () => {
  assertEquals([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listText), [
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
  assertEquals([0, 1, 2, 1000].map((n) => plural(n, "layer")), [
    "0 layers",
    "1 layer",
    "2 layers",
    "1,000 layers",
  ]);
});
