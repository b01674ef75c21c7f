import { assert, assertEquals } from "@std/assert";
import {
  between,
  logAxis,
  logTickAxis,
  logTicks,
  panelTicks,
  powerText,
} from "../../lib/charts/_ticks.ts";

Deno.test("logTicks() are powers of ten, and 2 and 5 between few of them", () => {
  assertEquals(logTicks([1e-4, 1]), [0.0001, 0.001, 0.01, 0.1, 1]);
  assertEquals(logTicks([0.02, 0.3]), [
    ...[0.01, 0.02, 0.05],
    ...[0.1, 0.2, 0.5],
    ...[1, 2, 5],
  ]);
});

Deno.test("logAxis() has the usual ticks where two of them are on the axis", () => {
  assertEquals(logAxis([1e-4, 1]).values, logTicks([1e-4, 1]));
  assertEquals(logAxis([1e-4, 1]).format, "~g");
});

Deno.test("logAxis() has round numbers where scales are close to each other", () => {
  assertEquals(logAxis([0.11, 0.19]).values, [0.12, 0.14, 0.16, 0.18]);
  assertEquals(logAxis([0.03]).values, [0.03]);
  for (
    const ends of [[0.100001, 0.100002], [1000000.1, 1000000.3], [3, 3.01]]
  ) {
    const { values } = logAxis(ends);
    assert(values.length >= 3 && values.length <= 8, String(values));
    assert(values.every((tick) => tick >= ends[0] && tick <= ends[1]));
  }
});

Deno.test("between() two neighbours among doubles are the two", () => {
  const ends = [1, 1 + Number.EPSILON] as const;
  assertEquals(between(ends), { values: [...ends], format: ".17~g" });
});

Deno.test("powerText() is a power of ten as it is printed", () => {
  assertEquals([1e-6, 1, 10, 1e12, 2e-5, 1.5e-4, 20].map(powerText), [
    "10⁻⁶",
    "1",
    "10",
    "10¹²",
    "2×10⁻⁵",
    "1.5×10⁻⁴",
    "2×10¹",
  ]);
});

Deno.test("a logarithmic axis has powers of ten where a decimal would have many zeros", () => {
  assertEquals(logTickAxis([1e-4, 1]).labelExpr, undefined);
  assertEquals(logAxis([1e-4, 1]).labelExpr, undefined);
  const { labelExpr } = logTickAxis([1e-5, 1]);
  assertEquals(
    labelExpr,
    '["10⁻⁵","10⁻⁴","10⁻³","10⁻²","10⁻¹","1"]' +
      "[indexof([0.00001,0.0001,0.001,0.01,0.1,1], datum.value)]",
  );
});

Deno.test("panelTicks() takes a power of ten out where labels would overprint", () => {
  assertEquals(panelTicks([-4, 0, 4], 120), {
    axis: { values: [-4, 0, 4], format: ".4~g" },
    unit: "",
  });
  // Where there is room they are written out.
  assertEquals(panelTicks([-2e-4, 0, 2e-4], 360).unit, "");
  const { axis, unit } = panelTicks([-4.321e-4, 0, 4.321e-4], 120);
  assertEquals(unit, " (×10⁻⁴)");
  assertEquals(
    axis.labelExpr,
    '["−4.321","0","4.321"][indexof([-0.0004321,0,0.0004321], datum.value)]',
  );
  assertEquals(panelTicks([-3e-7, 0, 3e-7], 60).unit, " (×10⁻⁷)");
  assertEquals(panelTicks([0, 5e8, 1e9], 100).unit, " (×10⁹)");
});
