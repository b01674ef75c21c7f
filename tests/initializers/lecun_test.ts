import { lecun } from "weightlab";
import { assertFamily } from "./_family.ts";
import { assertRandomInitializer } from "./_initializer.ts";

Deno.test("lecun() draws W with variance 1 / fanIn", () => {
  assertFamily("lecun", lecun, 1);
  assertRandomInitializer("lecun", lecun());
});
