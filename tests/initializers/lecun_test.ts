import { lecun, type ScalingOptions, seeded } from "weightlab";
import { assertDefaults } from "../_defaults.ts";
import { assertFamily } from "./_family.ts";
import { assertRandomInitializer } from "./_initializer.ts";

Deno.test("lecun() draws W with variance 1 / fanIn", () => {
  assertFamily("lecun", lecun, 1);
  assertRandomInitializer("lecun", lecun());
});

Deno.test("lecun()'s options have the documented defaults", async () => {
  await assertDefaults<ScalingOptions>(
    (options) => lecun(options)(seeded(1), 3, 2).to2DArray(),
    { mode: ["fanIn", "fanAvg"], distribution: ["normal", "uniform"] },
  );
});
