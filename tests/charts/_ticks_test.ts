import { assert, assertEquals } from "@std/assert";
import { between, logAxis, logTicks } from "../../lib/charts/_ticks.ts";

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
