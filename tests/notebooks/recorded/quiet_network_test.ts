import { assertEquals } from "@std/assert";
import { trainAll } from "weightlab/experiments";
import {
  type OptimizerRow,
  planOf,
  settings as ownSettings,
} from "../../../notebooks/recorded/quiet_network.ts";
import { recorded, train } from "./_recorded.ts";

Deno.test("the recorded quiet networks are those of their plans: the first 151 updates again", async () => {
  const { settings, rows } = await recorded<OptimizerRow>("quiet_network");
  assertEquals(settings, ownSettings);
  const seed = 3, updates = 151;
  const runs = await trainAll(
    rows.map((row) => planOf({ ...row, updates }, seed)),
    { train },
  );
  runs.forEach(({ curve }, i) => {
    assertEquals(curve!.updates.at(-1), updates);
    const { accuracies } = rows[i];
    assertEquals(
      curve!.trainAccuracy,
      accuracies[seed].slice(0, curve!.updates.length),
    );
    assertEquals(accuracies.length, 10);
  });
});
