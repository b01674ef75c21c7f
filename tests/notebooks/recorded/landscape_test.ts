import { assertEquals } from "@std/assert";
import {
  landscapeOf,
  type LandscapeRow,
  settings as ownSettings,
} from "../../../notebooks/recorded/landscape.ts";
import { recorded, train } from "./_recorded.ts";

Deno.test("the recorded landscapes are those of their networks: the first four points again", async () => {
  const { settings, rows } = await recorded<LandscapeRow>("landscape");
  assertEquals(settings, ownSettings);
  const points = 4;
  for (const batchNorm of [true, false]) {
    const row = rows.find((row) =>
      row.seed === 5 && row.batchNorm === batchNorm
    )!;
    const again = landscapeOf(row, row.seed, train, points);
    for (
      const measure of [
        "loss",
        "lowest",
        "highest",
        "farthest",
        "shift",
      ] as const
    ) {
      assertEquals(again[measure], row[measure].slice(0, points));
    }
  }
});
