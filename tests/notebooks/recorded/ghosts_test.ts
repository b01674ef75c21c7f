import { assertEquals } from "@std/assert";
import { loadMnist } from "weightlab";
import {
  accuraciesOf,
  type GhostRow,
  settings as ownSettings,
} from "../../../notebooks/recorded/ghosts.ts";
import { recorded, train } from "./_recorded.ts";

Deno.test("the recorded ghosts are those of their networks: one of them, trained again", async () => {
  const { settings, rows } = await recorded<GhostRow>("ghosts");
  assertEquals(settings, ownSettings);
  const seed = 2;
  const { test } = await loadMnist({ train: 1, test: 1000 });
  const row = rows.find(({ ghostSize }) => ghostSize === 20)!;
  assertEquals(accuraciesOf(row, seed, { train, test }), {
    train: row.trainAccuracies[seed],
    test: row.testAccuracies[seed],
  });
  rows.forEach(({ testAccuracies }) => assertEquals(testAccuracies.length, 10));
});
