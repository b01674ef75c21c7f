import { assertAlmostEquals, assertEquals } from "@std/assert";
import { lecun, type ScalingOptions, seeded, xavier } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertMoments, KURTOSIS } from "../_moments.ts";
import { assertFamily } from "./_family.ts";
import { assertRandomInitializer } from "./_initializer.ts";

Deno.test("xavier() draws W with variance 1 / fanIn, as the post does", () => {
  assertFamily("xavier", xavier, 1);
  assertRandomInitializer("xavier", xavier());
});

Deno.test("xavier({ mode: 'fanAvg' }) is the paper's: 2 / (fanIn + fanOut)", () => {
  const w = xavier({ mode: "fanAvg" })(seeded("paper"), 784, 100);
  assertMoments(w, { variance: 2 / 884, kurtosis: KURTOSIS.normal });
});

Deno.test("xavier()'s two rules differ at 784 -> 100 and agree at 100 -> 100", () => {
  const post = xavier(), paper = xavier({ mode: "fanAvg" });
  assertEquals(
    post(seeded(1), 100, 100).to2DArray(),
    paper(seeded(1), 100, 100).to2DArray(),
  );
  // The same normals, scaled by sqrt(2 / 884) in place of sqrt(1 / 784).
  const ratio = paper(seeded(1), 784, 100).get(0, 0) /
    post(seeded(1), 784, 100).get(0, 0);
  assertAlmostEquals(ratio, Math.sqrt((2 / 884) / (1 / 784)), 1e-14);
  assertAlmostEquals(ratio, 1.3318, 5e-5);
});

Deno.test("xavier() of the post is lecun()", () => {
  assertEquals(
    xavier()(seeded(1), 3, 8).to2DArray(),
    lecun()(seeded(1), 3, 8).to2DArray(),
  );
});

Deno.test("xavier()'s options have the documented defaults", async () => {
  await assertDefaults<ScalingOptions>(
    (options) => xavier(options)(seeded(1), 3, 2).to2DArray(),
    { mode: ["fanIn", "fanAvg"], distribution: ["normal", "uniform"] },
  );
});
