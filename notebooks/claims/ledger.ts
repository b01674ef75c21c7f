/**
 * Makes the ledger of the post's claims, `ledger.json`, which notebooks 0 and 7 read:
 * `deno task claims`.
 *
 * It runs every experiment as often as the ledger takes, records what they gave in
 * `observations.json` and judges the claims by that: some minutes. With numbers,
 * as in `deno task claims 4 11`, it runs the experiments of those claims only and takes
 * the others' from the record; with `judge` it runs none.
 *
 * @module
 */
import { loadMnist } from "weightlab";
import { claims, examine, observe } from "weightlab/claims";
import { progress } from "weightlab/charts";
import type { Observations } from "weightlab/claims";

const RECORD = new URL("./observations.json", import.meta.url);
const LEDGER = new URL("./ledger.json", import.meta.url);

const judge = Deno.args.includes("judge");
const wanted = Deno.args.filter((arg) => arg !== "judge").map(Number);
const chosen = judge
  ? []
  : claims.filter(({ number }) =>
    wanted.length === 0 || wanted.includes(number)
  );

const digits = await loadMnist({ train: 1000, test: 10000 });
const observations: Observations = rounded({
  ...(chosen.length < claims.length &&
    JSON.parse(await Deno.readTextFile(RECORD))),
  ...await observe(chosen, digits, { onProgress: progress("Experiments") }),
});
await writeJson(RECORD, observations);

const findings = claims.map((claim) => examine(claim, observations));
await writeJson(LEDGER, rounded({ madeBy: "deno task claims", findings }));
for (const { number, title, verdict } of findings) {
  console.log(`${number}. ${title}: ${verdict}`);
}

/** The same with numbers of six digits: more would only hide them. */
function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(
      value,
      (_, v) => typeof v === "number" ? Number(v.toPrecision(6)) : v,
    ),
  );
}

async function writeJson(file: URL, value: unknown): Promise<void> {
  await Deno.writeTextFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
