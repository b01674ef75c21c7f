import { assertEquals } from "@std/assert";
import {
  landscapeOf,
  type LandscapeRow,
  settings,
} from "../../../notebooks/recorded/landscape.ts";
import { recorded, train } from "./_recorded.ts";

Deno.test("the recorded landscapes are those of their networks: the first two points again", async () => {
  const file = await recorded<LandscapeRow>("landscape");
  assertEquals(file.settings, settings);
  const points = 2;
  for (const row of file.rows.filter(({ seed }) => seed === 7)) {
    const again = landscapeOf(row, row.seed, train, points);
    for (
      const name of [
        ...["loss", "lowest", "highest", "gradientNorm", "distance"],
        ...["farthest", "shift", "cosine"],
      ] as ("loss" | "shift")[]
    ) {
      assertEquals(row[name].length, settings.points);
      assertEquals(again[name], row[name].slice(0, points), name);
    }
  }
});
