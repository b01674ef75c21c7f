// Trains many small networks, and keeps their results: `deno run -A
// tests/experiments/_interrupted.ts STORE WORKERS NETWORKS`. Prints each progress.

import { trainAll } from "weightlab/experiments";
import { studyOf } from "./_store_study.ts";

const [store, workers, networks] = Deno.args;
const { plans, ...data } = studyOf(Number(networks));
await trainAll(plans, {
  ...data,
  ...{ store, workers: Number(workers) },
  onProgress: ({ done }) => console.log(done),
});
