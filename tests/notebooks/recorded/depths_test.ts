import { assertEquals } from "@std/assert";
import {
  type DepthRow,
  settings as ownSettings,
  sweepOf,
} from "../../../notebooks/recorded/depths.ts";
import { recorded, train } from "./_recorded.ts";

Deno.test("the recorded depths are those of the sweep: two networks, trained again", async () => {
  const { settings, rows } = await recorded<DepthRow>("depths");
  assertEquals(settings, ownSettings);
  const seed = 4;
  const again = await sweepOf([10, 20], [2], [seed], train);
  for (const { depth, variance, accuracies } of again) {
    const row = rows.find((row) =>
      row.depth === depth && row.variance === variance
    )!;
    assertEquals(accuracies, [row.accuracies[seed - 1]]);
  }
  assertEquals(rows.length, 40);
  rows.forEach(({ accuracies }) => assertEquals(accuracies.length, 5));
});
