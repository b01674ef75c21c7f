import { assertEquals } from "@std/assert";
import { trainAll } from "weightlab/experiments";
import {
  type DeepStartRow,
  planOf,
  settings as ownSettings,
} from "../../../notebooks/recorded/deep_starts.ts";
import { recorded, train } from "./_recorded.ts";

Deno.test("the recorded deep starts are those of their plans: one of each scale, trained again", async () => {
  const { settings, rows } = await recorded<DeepStartRow>("deep_starts");
  assertEquals(settings, ownSettings);
  const seed = 4;
  const some = (["rule", "LSUV"] as const).map((scale) =>
    rows.find((row) =>
      row.scale === scale && row.weights === "orthogonal" &&
      row.activation === "tanh"
    )!
  );
  const runs = await trainAll(some.map((row) => planOf(row, seed, train)), {
    train,
  });
  runs.forEach(({ curve, trainAccuracy }, i) => {
    assertEquals(
      [...curve!.trainAccuracy, trainAccuracy],
      some[i].accuracies[seed],
    );
    assertEquals(some[i].accuracies.length, 10);
  });
});
