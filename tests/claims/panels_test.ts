import { assertAlmostEquals, assertEquals } from "@std/assert";
import { shareInterval } from "weightlab";
import { sharePanels, together } from "../../lib/claims/panels.ts";

const bar = { above: 0.5 };

Deno.test("sharePanels() counts what is sure from below, and what is not excluded from above", () => {
  // Sure; on the claim's side but not sure; not sure and not; excluded.
  const estimates = [[20, 20], [6, 10], [4, 10], [0, 20]].map(([k, n]) =>
    shareInterval(k, n)
  );
  const { value, low, high, n } = sharePanels(estimates, bar);
  assertEquals([value, low, high, n], [0.5, 0.25, 0.75, 10]);
});

Deno.test("sharePanels() turns with the bar", () => {
  const estimates = [20, 20, 0].map((k) => shareInterval(k, 20));
  assertAlmostEquals(sharePanels(estimates, bar).value, 2 / 3);
  assertAlmostEquals(sharePanels(estimates, { below: 0.5 }).value, 1 / 3);
});

Deno.test("together() makes sixteen intervals miss no more than one does at 95 %", () => {
  assertAlmostEquals(16 * (1 - together().confidence!), 0.05, 1e-12);
  assertAlmostEquals(
    16 * (1 - together({ confidence: 0.99 }).confidence!),
    0.01,
    1e-12,
  );
  // Ten draws of ten are then still surely most.
  assertEquals(shareInterval(10, 10, together()).low > 0.5, true);
  assertEquals(shareInterval(9, 9, together()).low > 0.5, false);
});
