import { assertEquals } from "@std/assert";
import { trainAll } from "weightlab/experiments";
import {
  type CheatSheetRow,
  planOf,
} from "../../../notebooks/recorded/cheat_sheet.ts";
import { settings } from "../../../notebooks/recorded/starts.ts";
import { recorded, train } from "./_recorded.ts";

const sheet = await recorded<CheatSheetRow>("cheat_sheet");

Deno.test("the cheat sheet's records are those of their plans: one of each kind, trained again", async () => {
  assertEquals(sheet.settings, settings);
  const some = [
    sheet.rows.find(({ batchNorm }) => batchNorm)!,
    sheet.rows.find(({ rule }) => rule === "He")!,
    sheet.rows.find(({ rule }) => rule === "critical")!,
  ];
  const seed = 7;
  const runs = await trainAll(some.map((row) => planOf(row, seed)), { train });
  assertEquals(
    runs.map(({ trainAccuracy }) => trainAccuracy),
    some.map(({ accuracies }) => accuracies[seed]),
  );
  sheet.rows.forEach(({ accuracies }) => assertEquals(accuracies.length, 10));
});
