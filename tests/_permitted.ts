// Does what a row of the README's table of permissions names, and prints what came of it:
// `deno run [permissions] tests/_permitted.ts ROW FOLDER`.

import {
  accuracy,
  diagnose,
  he,
  loadMnist,
  Matrix,
  mlp,
  relu,
  seeded,
  SGD,
  train,
} from "weightlab";
import {
  saveStudy,
  type TrainPlan,
  weightScaleSweep,
} from "weightlab/experiments";
import { histograms, progress, show, toPng, toSvg } from "weightlab/charts";

/** The row, and where it may write. */
const [row, folder] = Deno.args;

const data = { x: new Matrix([[1, 0], [0, 1]]), t: Uint8Array.of(0, 1) };

const sweep = (workers: number | string, store?: string) =>
  weightScaleSweep({
    ...{ stds: [0.5], train: data, hidden: [3], batchSize: 2, epochs: 2 },
    ...{ workers, store },
  });

const plan: TrainPlan = {
  ...{ hidden: [3], activation: "relu", init: "he" },
  ...{ optimizer: { name: "SGD", lr: 0.1 }, batchSize: 2, updates: 1 },
  ...{ weightSeed: 1, batchSeed: 1 },
};

/** By the beginning of a row's first cell. */
const DOES: Record<string, () => Promise<unknown>> = {
  async training() {
    const net = mlp([2, 3, 2], {
      ...{ activation: relu, init: he(), rng: seeded(1) },
    });
    const optimizer = new SGD({ lr: 0.1 }), rng = seeded(2);
    const report = progress("training");
    train(net, data, {
      ...{ optimizer, batchSize: 2, updates: 3, rng },
      onProgress: report,
    });
    accuracy(net, data);
    diagnose(net, data);
    await sweep(1);
    const chart = histograms([data.x]);
    await toSvg(chart);
    await toPng(chart);
    await show(chart);
  },
  sweeps: () => sweep(2),
  '`store: "study.jsonl"`': () => sweep(2, `${folder}/study.jsonl`),
  '`saveStudy("study", ...)`': () =>
    saveStudy(`${folder}/study`, [plan], { train: data }),
  '`workers: "tcp://..."`': () =>
    // Nothing answers at port 9, or Python has no Dask: it has been allowed to ask.
    sweep("tcp://127.0.0.1:9").catch((error) => {
      if (!error.message.startsWith("Cannot go on at ")) throw error;
    }),
  "`loadMnist()`": () => loadMnist({ train: 5, test: 5 }),
  "`loadMnist({ train: 60000 })`": () =>
    // The first that do not ship; where they are not cached, it goes no further.
    loadMnist({ train: 5001, test: 5 }).catch((error) => {
      if (!error.message.includes("must be in Deno's cache")) throw error;
    }),
};

const name = Object.keys(DOES).find((name) => row.startsWith(name));
try {
  await DOES[name!]();
  console.log("it is enough");
} catch (error) {
  const { name, message } = error as Error;
  console.log(`${name}: ${message}`);
}
