import { assertEquals } from "@std/assert";
import { loadMnist } from "weightlab";
import {
  landscapeOf,
  type LandscapeRow,
  settings,
} from "../../notebooks/recorded/landscape.ts";

Deno.test("the recorded landscapes are those of their networks: the first two points again", async () => {
  const url = new URL(
    "../../notebooks/recorded/landscape.json",
    import.meta.url,
  );
  const file: { settings: unknown; rows: LandscapeRow[] } = JSON.parse(
    await Deno.readTextFile(url),
  );
  assertEquals(file.settings, settings);
  const { train } = await loadMnist({ train: 1000, test: 0 });
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
