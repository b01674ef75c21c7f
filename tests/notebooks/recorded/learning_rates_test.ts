import { assertEquals } from "@std/assert";
import { trainAll } from "weightlab/experiments";
import {
  foundAt,
  type LearningRateRow,
  planOf,
  settings as ownSettings,
} from "../../../notebooks/recorded/learning_rates.ts";
import { recorded, train } from "./_recorded.ts";

Deno.test("the recorded learning rates are those of their plans: two of them, trained again", async () => {
  const { settings, rows } = await recorded<LearningRateRow>("learning_rates");
  assertEquals(settings, ownSettings);
  const seed = 7;
  const some = rows.filter(({ lr }) => lr === 0.01 || lr === 0.3);
  const runs = await trainAll(some.map(({ lr }) => planOf(lr, seed)), {
    train,
  });
  some.forEach(({ lr, largest, says, accuracies }, i) => {
    assertEquals(runs[i].trainAccuracy, accuracies[seed]);
    assertEquals(foundAt(lr, seed, train), {
      largest: largest[seed],
      says: says[seed],
    });
  });
  for (const { largest, says, accuracies } of rows) {
    assertEquals([largest.length, says.length, accuracies.length], [
      10,
      10,
      10,
    ]);
  }
});
