import { he } from "weightlab";
import { assertFamily } from "./_family.ts";
import { assertRandomInitializer } from "./_initializer.ts";

Deno.test("he() draws W with variance 2 / fanIn", () => {
  assertFamily("he", he, 2);
  assertRandomInitializer("he", he());
});
