import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  type Distribution,
  type FanMode,
  he,
  largestDifference,
  lecun,
  mapElements,
  Matrix,
  normal,
  type ScalingOptions,
  seeded,
  truncatedNormal,
  uniform,
  varianceScaling,
  xavier,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertMoments, KURTOSIS } from "../_moments.ts";
import { assertRandomInitializer } from "./_initializer.ts";
import { holds, seed } from "../_property.ts";
import { assertCloseTo } from "../_close_to.ts";

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
        assertLess(largestDifference(w, 0), support);
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
    'Cannot make varianceScaling: mode must be "fanIn", "fanOut" or "fanAvg", got fan_in',
  );
  assertThrows(
    () =>
      varianceScaling({ scale: 1, distribution: "toString" as Distribution }),
    RangeError,
    'distribution must be "normal", "truncatedNormal" or "uniform", got toString',
  );
  assertThrows(
    () => varianceScaling({ scale: -1 }),
    RangeError,
    "Cannot make varianceScaling: scale must be a finite number at least 0, got -1",
  );
});

const FAN = fc.oneof(
  fc.constant(1),
  fc.integer({ min: 1, max: 13 }),
  fc.integer({ min: 1, max: 300 }),
);

/** Any rule: fans of 1 and lopsided ones too. */
const RULES = fc.record({
  fanIn: FAN,
  fanOut: FAN,
  scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
  mode: fc.constantFrom(...MODES),
  distribution: fc.constantFrom(...DISTRIBUTIONS),
  seed,
});

function fanOf(mode: FanMode, fanIn: number, fanOut: number): number {
  return { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 }[mode];
}

Deno.test("varianceScaling() has variance scale / n within its support, for any fans", () => {
  holds(fc.property(RULES, (rule) => {
    const { fanIn, fanOut, scale, mode, distribution, seed } = rule;
    const init = varianceScaling({ scale, mode, distribution });
    const rng = seeded(seed), draws: number[] = [];
    // A layer of one weight says little: as many layers as make 2,000 weights.
    while (draws.length < 2000) {
      draws.push(...init(rng, fanIn, fanOut).to1DArray());
    }
    const variance = scale / fanOf(mode, fanIn, fanOut);
    const kurtosis = KURTOSIS[distribution];
    assertMoments(Matrix.rowVector(draws), { variance, kurtosis });
    const std = Math.sqrt(variance);
    const end = {
      normal: Infinity,
      truncatedNormal: 2 * (std / 0.87962566103423978),
      uniform: Math.sqrt(3 * variance),
    }[distribution];
    assert(draws.every((w) => Math.abs(w) <= end));
  }));
});

Deno.test("xavier(), he(), lecun() and varianceScaling() are normal and of fanIn unless told", async () => {
  for (
    const init of [
      xavier,
      he,
      lecun,
      (options: ScalingOptions) => varianceScaling({ scale: 3, ...options }),
    ]
  ) {
    await assertDefaults<Pick<ScalingOptions, "mode" | "distribution">>(
      (options) => init(options)(seeded(1), 3, 2).to2DArray(),
      {
        mode: ["fanIn", "fanAvg"],
        distribution: ["normal", "uniform"],
      },
    );
  }
});

Deno.test("varianceScaling() is its distribution at scale / n, bit for bit, for any fans", () => {
  holds(fc.property(RULES, (rule) => {
    const { fanIn, fanOut, scale, mode, distribution, seed } = rule;
    const variance = scale / fanOf(mode, fanIn, fanOut);
    const std = Math.sqrt(variance), limit = Math.sqrt(3 * variance);
    const plain = {
      normal: normal({ std }),
      truncatedNormal: truncatedNormal({ std }),
      uniform: uniform({ limit }),
    }[distribution];
    const init = varianceScaling({ scale, mode, distribution });
    const w = init(seeded(seed), fanIn, fanOut);
    assertCloseTo(w, plain(seeded(seed), fanIn, fanOut), 0);
    // Four times the scale is twice the weights, exactly: 4 and 2 are powers of two.
    const large = varianceScaling({ scale: 4 * scale, mode, distribution });
    const twice = large(seeded(seed), fanIn, fanOut);
    assertCloseTo(twice, mapElements(w, (v) => 2 * v), 0);
  }));
});
