import { assertEquals } from "@std/assert";
import { gapText, lineOf } from "../../lib/charts/_gaps.ts";

Deno.test("lineOf() tells values, gaps and those without a neighbour", () => {
  assertEquals(lineOf("draw", "a", [1, NaN, 2, null, undefined, 3, 4]), {
    values: [1, null, 2, null, null, 3, 4],
    finite: [1, 2, 3, 4],
    lone: [0, 2],
    gaps: [1, 3, 4],
  });
  assertEquals(lineOf("draw", "a", [-Infinity]).gaps, [0]);
  assertEquals(lineOf("draw", "a", [7]).lone, [0]);
});

Deno.test("gapText() puts neighbours together, and stops after five", () => {
  const place = (i: number) => 10 * i;
  assertEquals(gapText([], place), "");
  assertEquals(gapText([1, 2, 3, 5], place), "10 to 30 and 50");
  assertEquals(
    gapText([0, 2, 4, 6, 8, 10, 12], place),
    "0, 20, 40, 60, 80 and 2 more",
  );
});
