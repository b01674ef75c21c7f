import { assertEquals } from "@std/assert";
import { trainAll } from "weightlab/experiments";
import {
  planOf,
  settings as ownSettings,
  type StartRow,
} from "../../../notebooks/recorded/starts.ts";
import { recorded, train } from "./_recorded.ts";

Deno.test("the recorded starts are those of their plans: one of each function, trained again", async () => {
  const { settings, rows } = await recorded<StartRow>("starts");
  assertEquals(settings, ownSettings);
  const some = ([["sigmoid", 0.5], ["tanh", 0.178], ["relu", 0.141]] as const)
    .map(([activation, std]) =>
      rows.find((row) => row.activation === activation && row.std === std)!
    );
  const seed = 7;
  const runs = await trainAll(some.map((row) => planOf(row, seed)), {
    train,
  });
  assertEquals(
    runs.map(({ trainAccuracy }) => trainAccuracy),
    some.map(({ accuracies }) => accuracies[seed]),
  );
  rows.forEach(({ accuracies }) => assertEquals(accuracies.length, 10));
});
