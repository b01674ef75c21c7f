import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Matrix } from "weightlab";
import { histogramCounts, histograms } from "weightlab/charts";
import { binEdges } from "../../lib/charts/histogram_counts.ts";
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
  for (
    const range of [[1, 1], [1, 0], [0, NaN], [0, Infinity], [
      -Infinity,
      0,
    ]] as const
  ) {
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

/** The bins that hold something, and how much. */
function held(values: number[], bins: number, low: number, high: number) {
  const counts = histogramCounts(values, { bins, range: [low, high] });
  // Nothing but bins: no count of a bin that is no number.
  assertEquals(Object.keys(counts).length, bins);
  return Object.fromEntries(
    [...counts.entries()].filter(([, count]) => count > 0),
  );
}

Deno.test("histogramCounts() counts in ranges whose bins are among the smallest numbers", () => {
  // NumPy 2.4 counts so too.
  assertEquals(held([0, 5e-309, 1e-308], 50, 0, 1e-308), {
    0: 1,
    25: 1,
    49: 1,
  });
  assertEquals(held([1e-308], 30, 0, 1e-307), { 3: 1 });
  assertEquals(held([-1e-309, 0, 7e-310], 10, -1e-309, 1e-309), {
    0: 1,
    5: 1,
    8: 1,
  });
  assertEquals(held([0, 5e-324, 1e-323], 2, 0, 1e-323), { 0: 1, 1: 2 });
  assertEquals(held([1e-310, 9.9e-309], 1000, 0, 1e-308), { 10: 1, 990: 1 });
  // More bins than numbers: those without a width hold nothing.
  assertEquals(held([0, 5e-324], 4, 0, 5e-324), { 2: 1, 3: 1 });
});

Deno.test("histogramCounts() counts in ranges wider than the largest number", () => {
  const far = 1.7e308;
  assertEquals(held([-1e308, -1, 0, 1, 1e308], 4, -1e308, 1e308), {
    0: 1,
    1: 1,
    2: 2,
    3: 1,
  });
  assertEquals(held([-far, -far / 2, 0, far / 2, far], 3, -far, far), {
    0: 2,
    1: 1,
    2: 2,
  });
  assertEquals(held([1e308, 1.1e308], 1000, -far, far), { 794: 1, 823: 1 });
  assertEquals(
    held(
      [-Number.MAX_VALUE, Number.MAX_VALUE],
      2,
      -Number.MAX_VALUE,
      Number.MAX_VALUE,
    ),
    {
      0: 1,
      1: 1,
    },
  );
});

Deno.test("histogramCounts() counts each value once, by the edges, at any size", () => {
  const exponent = fc.integer({ min: -1074, max: 1023 });
  const shares = fc.array(fc.double({ noNaN: true, min: 0, max: 1 }));
  holds(
    fc.property(
      exponent,
      shares,
      fc.integer({ min: 1, max: 60 }),
      (e, shares, bins) => {
        const high = 1.7 * 2 ** e, range = [-high, high] as const;
        const values = shares.map((share) => high * (2 * share - 1));
        const edges = binEdges({ bins, range });
        const counts = histogramCounts(values, { bins, range });
        edges.slice(1).forEach((to, i) => {
          const last = i === bins - 1;
          const inside = values.filter((v) =>
            edges[i] <= v && (last || v < to)
          );
          assertEquals(counts[i], inside.length);
        });
      },
    ),
  );
});

Deno.test("histograms() refuses a range that is too wide to be drawn", () => {
  assertThrows(
    () => histograms([new Matrix([[0]])], { range: [-1e308, 1e308] }),
    RangeError,
    "range must be at most 1.7976931348623157e+308 wide, got [-1e+308, 1e+308]",
  );
});
