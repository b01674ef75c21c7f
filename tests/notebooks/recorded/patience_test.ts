import { assertEquals } from "@std/assert";
import { trainAll } from "weightlab/experiments";
import {
  type PatienceRow,
  planOf,
  settings,
} from "../../../notebooks/recorded/patience.ts";
import type { OptimizerRow } from "../../../notebooks/recorded/quiet_network.ts";
import { recorded, train } from "./_recorded.ts";

const patience = await recorded<PatienceRow>("patience");

Deno.test("the patient networks are those of their plans: the first 251 updates again", async () => {
  assertEquals(patience.settings, settings);
  const seed = 3;
  const [{ curve }] = await trainAll([{ ...planOf(seed), updates: 251 }], {
    train,
  });
  assertEquals(curve!.updates, [1, 251]);
  assertEquals(
    curve!.trainAccuracy,
    patience.rows[seed].accuracies.slice(0, 2),
  );
});

Deno.test("the patient networks begin as the quiet ones under SGD at .1", async () => {
  const { rows } = await recorded<OptimizerRow>("quiet_network");
  const quiet = rows.find(({ optimizer, lr }) =>
    optimizer === "SGD" && lr === 0.1
  )!;
  assertEquals(
    patience.rows.map(({ seed }) => seed),
    quiet.accuracies.map((_, i) => i),
  );
  for (const { seed, updates, accuracies } of patience.rows) {
    quiet.updates.forEach((update, i) => {
      const at = updates.indexOf(update);
      if (at >= 0) assertEquals(accuracies[at], quiet.accuracies[seed][i]);
    });
  }
});
