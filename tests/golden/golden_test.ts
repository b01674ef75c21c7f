import { here, quickest } from "./_builds_here.ts";
import { asked, assertGolden, variants } from "./_run_golden.ts";

for (const variant of [...variants(quickest), ...here.map(asked)]) {
  Deno.test(`goldenHash() is the golden hash, ${variant.name}`, () =>
    assertGolden([Deno.execPath()], variant));
}
