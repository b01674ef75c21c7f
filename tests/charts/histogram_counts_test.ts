import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { histogramCounts, Matrix } from "weightlab";
import { holds } from "../_property.ts";

Deno.test("histogramCounts() counts a worked example", () => {
  const values = [0, 0.1, 0.3, 0.5, 0.74, 0.9];
  assertEquals(histogramCounts(values, { bins: 4, range: [0, 1] }), [
    2,
    1,
    2,
    1,
  ]);
});

Deno.test("histogramCounts() puts an edge into the bin above, the last into the last", () => {
  const edges = [0, 1, 2, 3];
  assertEquals(histogramCounts(edges, { bins: 3, range: [0, 3] }), [1, 1, 2]);
});

Deno.test("histogramCounts() decides by the edges where the quotient rounds across", () => {
  // (0.7 - 0) * 10 rounds to 7, and 3 * 0.1 is above 0.3: NumPy 2.4 counts so too.
  assertEquals(
    histogramCounts([0.3, 0.6, 0.7], { bins: 10, range: [0, 1] }),
    [0, 0, 1, 0, 0, 1, 1, 0, 0, 0],
  );
});

Deno.test("histogramCounts() leaves out what lies outside, infinities too", () => {
  const values = [-0.1, 0.5, 1.1, Infinity, -Infinity];
  assertEquals(histogramCounts(values, { bins: 2, range: [0, 1] }), [0, 1]);
  assertEquals(histogramCounts([], { bins: 2, range: [0, 1] }), [0, 0]);
});

Deno.test("histogramCounts() keeps the negative half when the range does", () => {
  const values = [-1, -0.5, 0, 0.5, 1];
  assertEquals(histogramCounts(values, { bins: 2, range: [-1, 1] }), [2, 3]);
});

Deno.test("histogramCounts() refuses NaN, no bin and an empty range", () => {
  assertThrows(
    () => histogramCounts([1, NaN], { bins: 2, range: [0, 1] }),
    RangeError,
    "got NaN at 1",
  );
  for (const bins of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => histogramCounts([1], { bins, range: [0, 1] }),
      RangeError,
      `got ${bins}`,
    );
  }
  for (const range of [[1, 1], [1, 0], [0, NaN], [0, Infinity]] as const) {
    assertThrows(
      () => histogramCounts([1], { bins: 1, range }),
      RangeError,
      "the lower first",
    );
  }
});

Deno.test("histogramCounts() counts each value inside exactly once", () => {
  holds(fc.property(
    fc.array(fc.double({ noNaN: true, min: -3, max: 3 })),
    fc.integer({ min: 1, max: 40 }),
    (values, bins) => {
      const counts = histogramCounts(values, { bins, range: [-1, 2] });
      const inside = values.filter((v) => v >= -1 && v <= 2).length;
      assertEquals(counts.length, bins);
      assertEquals(counts.reduce((sum, count) => sum + count, 0), inside);
    },
  ));
});

Deno.test("histogramCounts() counts a matrix's values, not its entries", () => {
  const values = new Matrix([[0, 0.25], [0.5, 1]]);
  assertEquals(histogramCounts(values, { bins: 2, range: [0, 1] }), [2, 2]);
});

Deno.test("histogramCounts() refuses what is not a number", () => {
  const entries = [[0, 0, 1]] as unknown as number[];
  assertThrows(
    () => histogramCounts(entries, { bins: 2, range: [0, 1] }),
    TypeError,
    "each must be a number, got an Array at 0",
  );
});

Deno.test("histogramCounts() goes by the edges where the quotient rounds across one", () => {
  // .3 / 3 is .09999999999999999 and 10 times that below 1: the bin above has it.
  const edge = 0.3 / 3;
  const options = { bins: 3, range: [0, 0.3] } as const;
  assertEquals(histogramCounts([edge], options), [0, 1, 0]);
  assertEquals(histogramCounts([edge - 2 ** -54], options), [1, 0, 0]);
});
