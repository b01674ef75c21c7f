import { he, type ScalingOptions, seeded } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertFamily } from "./_family.ts";
import { assertRandomInitializer } from "./_initializer.ts";

Deno.test("he() draws W with variance 2 / fanIn", () => {
  assertFamily("he", he, 2);
  assertRandomInitializer("he", he());
});

Deno.test("he()'s options have the documented defaults", async () => {
  await assertDefaults<ScalingOptions>(
    (options) => he(options)(seeded(1), 3, 2).to2DArray(),
    { mode: ["fanIn", "fanAvg"], distribution: ["normal", "uniform"] },
  );
});
