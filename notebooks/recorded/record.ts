/**
 * Records the studies that are too long for a notebook's cells, each in a file of its name
 * beside this one: `deno task record`, half an hour of two cores; with names, as in
 * `deno task record starts`, those alone.
 *
 * Nothing goes in but seeds and the first 1,000 digits of MNIST, so that what comes out is
 * the same on every machine.
 *
 * @module
 */
import { type Data, loadMnist } from "weightlab";
import { cheatSheet } from "./cheat_sheet.ts";
import { deepStarts } from "./deep_starts.ts";
import { depths } from "./depths.ts";
import { ghosts } from "./ghosts.ts";
import { landscape } from "./landscape.ts";
import { learningRates } from "./learning_rates.ts";
import { normalizationOrder } from "./normalization_order.ts";
import { patience } from "./patience.ts";
import { quietNetwork } from "./quiet_network.ts";
import { starts } from "./starts.ts";

interface Study {
  readonly settings: unknown;
  readonly rows: readonly unknown[];
}

const STUDIES: Record<string, (train: Data) => Study | Promise<Study>> = {
  starts,
  quiet_network: quietNetwork,
  patience,
  deep_starts: deepStarts,
  depths,
  normalization_order: normalizationOrder,
  ghosts,
  landscape,
  learning_rates: learningRates,
  cheat_sheet: cheatSheet,
};

const names = Deno.args.length > 0 ? Deno.args : Object.keys(STUDIES);
const unknown = names.filter((name) => !(name in STUDIES));
if (unknown.length > 0) {
  const known = Object.keys(STUDIES).join(", ");
  throw new RangeError(
    `Cannot record ${unknown.join(", ")}: names must be of ${known}`,
  );
}
const { train } = await loadMnist({ train: 1000, test: 0 });
for (const name of names) {
  console.log(`${name} ...`);
  const { settings, rows } = await STUDIES[name](train);
  await Deno.writeTextFile(
    new URL(`./${name}.json`, import.meta.url),
    recordText(settings, rows),
  );
}

/** As JSON, a line a row. */
function recordText(settings: unknown, rows: readonly unknown[]): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n");
  return `{
  "madeBy": "deno task record",
  "settings": ${JSON.stringify(settings)},
  "rows": [\n${lines}\n  ]\n}\n`;
}
