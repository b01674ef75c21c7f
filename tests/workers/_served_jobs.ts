// A process that does jobs: `run` does what its job says.

import { serveJobs } from "../../lib/workers/serve_jobs.ts";

/** What a job asks for. */
export type Job =
  | { readonly multiply: number }
  | { readonly echo: unknown }
  | { readonly fail: string }
  | { readonly failWith: "a text" | "a strange error" }
  | { readonly give: "a function" }
  | { readonly say: string }
  | { readonly aliveFor: number };

function run(job: Job, common: { factor: number }, alive: () => void): unknown {
  if ("multiply" in job) return job.multiply * common.factor;
  if ("echo" in job) return job.echo;
  if ("fail" in job) throw new RangeError(job.fail);
  if ("failWith" in job) {
    if (job.failWith === "a text") throw "a text";
    throw Object.assign(new Error(), { name: 1, message: { a: 1 }, stack: 2 });
  }
  if ("give" in job) return { deep: [1, () => 1] };
  if ("say" in job) {
    for (const say of [console.log, console.info, console.debug]) say(job.say);
    console.dir(job.say);
    console.table([[job.say]]);
    console.count(job.say);
    console.group(job.say);
    console.error(job.say);
    return job.say;
  }
  const begun = performance.now();
  while (performance.now() - begun < job.aliveFor) alive();
  return "alive";
}

await serveJobs(run, { ready: { it: "is", $: -0 }, common: { factor: 3 } });
