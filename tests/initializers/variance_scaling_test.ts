import { assertEquals, assertLess, assertThrows } from "@std/assert";
import {
  type Distribution,
  type FanMode,
  normal,
  seeded,
  truncatedNormal,
  uniform,
  varianceScaling,
} from "weightlab";
import { assertMoments, KURTOSIS } from "../_moments.ts";
import { assertRandomInitializer } from "./_initializer.ts";

const MODES: FanMode[] = ["fanIn", "fanOut", "fanAvg"];
const DISTRIBUTIONS: Distribution[] = ["normal", "truncatedNormal", "uniform"];

for (const mode of MODES) {
  for (const distribution of DISTRIBUTIONS) {
    Deno.test(`varianceScaling({ mode: "${mode}", distribution: "${distribution}" }) draws W with variance scale / n`, () => {
      const scale = 1.7;
      const init = varianceScaling({ scale, mode, distribution });
      for (const [fanIn, fanOut] of [[300, 100], [100, 300], [200, 200]]) {
        const n = { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 }[mode];
        const w = init(seeded("scaling"), fanIn, fanOut);
        const variance = scale / n;
        assertMoments(w, { variance, kurtosis: KURTOSIS[distribution] });
        const support = {
          normal: Infinity,
          truncatedNormal: 2.2737 * Math.sqrt(variance),
          uniform: Math.sqrt(3 * variance),
        }[distribution];
        assertLess(w.abs().max(), support);
      }
      assertRandomInitializer("varianceScaling", init);
    });
  }
}

Deno.test("varianceScaling() draws as the distributions themselves do", () => {
  const made = {
    normal: normal({ std: Math.sqrt(2 / 7) }),
    truncatedNormal: truncatedNormal({ std: Math.sqrt(2 / 7) }),
    uniform: uniform({ limit: Math.sqrt(6 / 7) }),
  };
  for (const distribution of DISTRIBUTIONS) {
    const init = varianceScaling({ scale: 2, distribution });
    assertEquals(
      init(seeded(1), 7, 3).to2DArray(),
      made[distribution](seeded(1), 7, 3).to2DArray(),
    );
  }
});

Deno.test("varianceScaling() defaults to fanIn and normal", () => {
  const mode = "fanIn", distribution = "normal";
  assertEquals(
    varianceScaling({ scale: 1 })(seeded(1), 3, 8).to2DArray(),
    varianceScaling({ scale: 1, mode, distribution })(seeded(1), 3, 8)
      .to2DArray(),
  );
});

Deno.test("varianceScaling() refuses unknown names and lists the known ones", () => {
  assertThrows(
    () => varianceScaling({ scale: 1, mode: "fan_in" as FanMode }),
    RangeError,
    "Cannot make varianceScaling: mode must be one of fanIn, fanOut, fanAvg, got fan_in",
  );
  assertThrows(
    () =>
      varianceScaling({ scale: 1, distribution: "toString" as Distribution }),
    RangeError,
    "distribution must be one of normal, truncatedNormal, uniform, got toString",
  );
  assertThrows(
    () => varianceScaling({ scale: -1 }),
    RangeError,
    "Cannot make varianceScaling: scale must be a finite number at least 0, got -1",
  );
});
