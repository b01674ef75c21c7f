/**
 * Makes the ledger of the post's claims, `ledger.json`, which notebooks 0 and 7 read:
 * `deno task claims`.
 *
 * It runs every experiment as often as the ledger takes, on two halves: on the one, seeds
 * "scatter 1", "scatter 2", ..., conditions and constants were chosen; the other, seeds
 * "judge 1", ..., judges. What they gave is recorded in `observations.json`. With numbers,
 * as in `deno task claims 4 11`, it runs the experiments of those claims only and takes
 * the others' from the record; with `judge` it runs none. All of it takes a quarter of an
 * hour of two idle cores, half of which is the choice of learning rates.
 *
 * @module
 */
import { loadMnist } from "weightlab";
import {
  claims,
  examine,
  experimentsOf,
  learningRates,
  multiplicity,
  observe,
} from "weightlab/claims";
import { progress } from "weightlab/charts";
import type { Digits, Observations } from "weightlab/claims";

const RECORD = new URL("./observations.json", import.meta.url);
const LEDGER = new URL("./ledger.json", import.meta.url);

/** The seeds of the halves. */
const HALVES = { chosenOn: "scatter", judgedOn: "judge" } as const;

type Halves = Record<keyof typeof HALVES, Observations>;

const judge = Deno.args.includes("judge");
const wanted = Deno.args.filter((arg) => arg !== "judge").map(Number);
const again = judge
  ? []
  : claims.filter(({ number }) =>
    wanted.length === 0 || wanted.includes(number)
  );

const digits = await loadMnist({ train: 1000, test: 10000 });
const before: Partial<Halves> = again.length < claims.length
  ? JSON.parse(await Deno.readTextFile(RECORD))
  : {};
const record: Halves = rounded({
  chosenOn: {
    ...before.chosenOn,
    ...await observed("chosenOn"),
    ...again.some(({ number }) => number === 9) && await rates(digits),
  },
  judgedOn: { ...before.judgedOn, ...await observed("judgedOn") },
});
await Deno.writeTextFile(RECORD, recordText(record));

const { chosenOn, judgedOn } = record;
const findings = claims.map((claim) => examine(claim, judgedOn, { chosenOn }));
const ledger = {
  madeBy: "deno task claims",
  findings,
  multiplicity: multiplicity(claims, judgedOn),
};
await Deno.writeTextFile(
  LEDGER,
  `${JSON.stringify(rounded(ledger), null, 2)}\n`,
);
for (const { number, title, verdict } of findings) {
  console.log(`${number}. ${title}: ${verdict}`);
}

/** One half's runs of the experiments that are run again. */
function observed(half: keyof typeof HALVES): Promise<Observations> {
  const seed = HALVES[half];
  const onProgress = progress(`Experiments, seeds "${seed}"`);
  return observe(again, digits, { seed, onProgress });
}

/** The study from which the ninth claim's learning rates are chosen: the choosing half's. */
async function rates(digits: Digits): Promise<Observations> {
  const all = [], { name, runs } = learningRates;
  for (let k = 1; k <= runs; k++) {
    all.push(await learningRates.run(`${HALVES.chosenOn} ${k}`, digits));
  }
  return { [name]: all };
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

/** The record as JSON, a line a run, the experiments in the order of the claims. */
function recordText(record: Halves): string {
  const order = [
    ...experimentsOf(claims).map(({ name }) => name),
    learningRates.name,
  ];
  const halves = Object.entries(record).map(([half, observations]) => {
    const experiments = order.filter((name) => name in observations)
      .map((name) => {
        const runs = observations[name].map((run) => JSON.stringify(run));
        return `    ${JSON.stringify(name)}: [\n      ${
          runs.join(",\n      ")
        }\n    ]`;
      });
    return `  ${JSON.stringify(half)}: {\n${experiments.join(",\n")}\n  }`;
  });
  return `{\n${halves.join(",\n")}\n}\n`;
}
