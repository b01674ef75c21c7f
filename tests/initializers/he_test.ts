import {
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
} from "@std/assert";
import {
  gain,
  he,
  type Initializer,
  leakyRelu,
  mapElements,
  matmul,
  randn,
  seeded,
  varianceScaling,
} from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertFamily } from "./_family.ts";
import { assertRandomInitializer } from "./_initializer.ts";

Deno.test("he() draws W with variance 2 / fanIn", () => {
  assertFamily("he", he, 2);
  assertRandomInitializer("he", he());
});

Deno.test("he({ slope }) draws W with variance 2 / ((1 + slope^2) fanIn)", () => {
  for (const slope of [0.25, -0.5, 1, 3]) {
    const scale = 2 / (1 + slope * slope);
    const draw = (init: Initializer) => init(seeded(1), 30, 20).to2DArray();
    for (const mode of ["fanIn", "fanOut", "fanAvg"] as const) {
      assertEquals(
        draw(he({ slope, mode })),
        draw(varianceScaling({ scale, mode })),
      );
    }
    assertAlmostEquals(
      gain(leakyRelu({ slope })).tabulated! ** 2,
      scale,
      1e-15,
    );
  }
  // -0 and 0 are one slope, and of 1 there is nothing to give back.
  assertFamily("he", (options) => he({ slope: -0, ...options }), 2);
  assertFamily("he", (options) => he({ slope: 1, ...options }), 1);
});

Deno.test("he({ slope }) keeps the second moment of a deep network of leaky ReLUs", () => {
  const f = leakyRelu({ slope: 0.5 });
  const behind = (init: Initializer) => {
    const rng = seeded("deep");
    let z = randn(rng, 50, 100);
    for (let i = 0; i < 20; i++) z = matmul(f(z), init(rng, 100, 100));
    return mapElements(z, (v) => v * v).mean();
  };
  const kept = behind(he({ slope: 0.5 }));
  assertGreater(kept, 0.25);
  assertLess(kept, 4);
  // The same draws, each layer's larger by 1 + .5^2.
  assertAlmostEquals(behind(he()) / kept / 1.25 ** 20, 1, 1e-9);
});

Deno.test("he()'s options have the documented defaults", async () => {
  await assertDefaults<NonNullable<Parameters<typeof he>[0]>>(
    (options) => he(options)(seeded(1), 3, 2).to2DArray(),
    {
      mode: ["fanIn", "fanAvg"],
      distribution: ["normal", "uniform"],
      slope: [0, 0.01],
    },
  );
});
