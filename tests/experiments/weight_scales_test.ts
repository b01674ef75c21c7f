import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { weightScales } from "weightlab/experiments";
import { assertDefaults } from "../_defaults.ts";

Deno.test("weightScales() is the post's sixteen, logspace(0, -4, 16)", () => {
  const published = [
    ...["1", ".5412", ".2929", ".1585", ".0858", ".0464", ".0251", ".0136"],
    ...[".00736", ".00398", ".00215", ".00117", ".000631", ".000341"],
    ...[".000185", ".0001"],
  ];
  const scales = weightScales();
  assertEquals(scales.length, 16);
  scales.forEach((scale, i) => {
    const digits = published[i].replace(/^\.0*/, "").length;
    assertEquals(
      Number(scale.toPrecision(digits)),
      Number(published[i]),
    );
  });
});

Deno.test("weightScales() steps by equal ratios between its ends", () => {
  const scales = weightScales({ from: 8, to: 0.5, count: 5 });
  [8, 4, 2, 1, 0.5].forEach((scale, i) =>
    assertAlmostEquals(scales[i], scale, 1e-14)
  );
  assertEquals(weightScales({ from: 1, to: 10, count: 2 }), [1, 10]);
});

Deno.test("weightScales() are sixteen from 1 to 1e-4 unless told", async () => {
  await assertDefaults(
    (options) => weightScales(options),
    { from: [1, 1.001], to: [1e-4, 1.001e-4], count: [16, 17] },
  );
});

Deno.test("weightScales() refuses ends that are not above 0, and a count below 2", () => {
  const wrong: [Parameters<typeof weightScales>[0], string][] = [
    [{ from: 0 }, "from must be a finite number above 0, got 0"],
    [{ to: -1 }, "to must be a finite number above 0, got -1"],
    [{ to: NaN }, "to must be a finite number above 0, got NaN"],
    [{ count: 1 }, "count must be a whole number of at least 2, got 1"],
  ];
  for (const [options, message] of wrong) {
    assertThrows(
      () => weightScales(options),
      RangeError,
      `Cannot space weight scales: ${message}`,
    );
  }
});
