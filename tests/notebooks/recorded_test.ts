import { assertEquals } from "@std/assert";
import { loadMnist } from "weightlab";
import { trainAll } from "weightlab/experiments";
import {
  type OptimizerRow,
  planOf as quietPlan,
  settings as quietSettings,
} from "../../notebooks/recorded/quiet_network.ts";
import {
  planOf as startPlan,
  settings as startSettings,
  type StartRow,
} from "../../notebooks/recorded/starts.ts";

const { train } = await loadMnist({ train: 1000, test: 0 });

async function recorded<Row>(
  name: string,
): Promise<{ settings: unknown; rows: Row[] }> {
  const url = new URL(
    `../../notebooks/recorded/${name}.json`,
    import.meta.url,
  );
  return JSON.parse(await Deno.readTextFile(url));
}

Deno.test("the recorded starts are those of their plans: one of each function, trained again", async () => {
  const { settings, rows } = await recorded<StartRow>("starts");
  assertEquals(settings, startSettings);
  const some = ([["sigmoid", 0.5], ["tanh", 0.178], ["relu", 0.141]] as const)
    .map(([activation, std]) =>
      rows.find((row) => row.activation === activation && row.std === std)!
    );
  const seed = 7;
  const runs = await trainAll(some.map((row) => startPlan(row, seed)), {
    train,
  });
  assertEquals(
    runs.map(({ trainAccuracy }) => trainAccuracy),
    some.map(({ accuracies }) => accuracies[seed]),
  );
  rows.forEach(({ accuracies }) => assertEquals(accuracies.length, 10));
});

Deno.test("the recorded quiet networks are those of their plans: the first 151 updates again", async () => {
  const { settings, rows } = await recorded<OptimizerRow>("quiet_network");
  assertEquals(settings, quietSettings);
  const seed = 3, updates = 151;
  const runs = await trainAll(
    rows.map((row) => quietPlan({ ...row, updates }, seed)),
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
