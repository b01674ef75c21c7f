import { assertEquals, assertThrows } from "@std/assert";
import { type Background, themed } from "weightlab/charts";
import { themeConfig } from "../../lib/charts/theme.ts";
import { allFigures } from "./_figures.ts";

Deno.test("themed() changes the config and nothing else", () => {
  const { lossCurves } = allFigures();
  const dark = themed(lossCurves, "dark");
  assertEquals(dark.spec.config, themeConfig("dark"));
  assertEquals(
    { ...dark.spec, config: lossCurves.spec.config },
    lossCurves.spec,
  );
  assertThrows(
    () => themed(lossCurves, "sepia" as Background),
    RangeError,
    'background must be "light", "dark" or "any", got "sepia"',
  );
});
