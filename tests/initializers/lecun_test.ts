import { lecun } from "weightlab";
import { assertFamily } from "./_family.ts";
import { assertRandomInitializer } from "./_initializer.ts";

Deno.test("lecun() draws W with variance 1 / fanIn", () => {
  assertFamily(lecun, 1);
  assertRandomInitializer("varianceScaling", lecun());
});
