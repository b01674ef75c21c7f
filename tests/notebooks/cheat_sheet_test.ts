import { assertEquals } from "@std/assert";
import { loadMnist } from "weightlab";
import { trainAll } from "weightlab/experiments";
import {
  type CheatSheetRow,
  planOf,
} from "../../notebooks/recorded/cheat_sheet.ts";
import { settings } from "../../notebooks/recorded/starts.ts";
import { NOTEBOOKS } from "../../notebooks/_jupyter/project.ts";

const recorded: { settings: unknown; rows: CheatSheetRow[] } = JSON.parse(
  await Deno.readTextFile(`${NOTEBOOKS}/recorded/cheat_sheet.json`),
);

Deno.test("the cheat sheet's records are those of their plans: one of each kind, trained again", async () => {
  assertEquals(recorded.settings, settings);
  const { train } = await loadMnist({ train: 1000, test: 0 });
  const some = [
    recorded.rows.find(({ batchNorm }) => batchNorm)!,
    recorded.rows.find(({ rule }) => rule === "He")!,
    recorded.rows.find(({ rule }) => rule === "critical")!,
  ];
  const seed = 7;
  const runs = await trainAll(some.map((row) => planOf(row, seed)), { train });
  assertEquals(
    runs.map(({ trainAccuracy }) => trainAccuracy),
    some.map(({ accuracies }) => accuracies[seed]),
  );
  recorded.rows.forEach(({ accuracies }) =>
    assertEquals(accuracies.length, 10)
  );
});
