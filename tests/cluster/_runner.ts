// The job runner of these tests: its jobs wait, fail and kill.

import { serveJobs } from "../../lib/workers/serve_jobs.ts";
import { unpack } from "../../lib/store/codec.ts";
import { GOLDEN, type Job } from "./_jobs.ts";

const common = unpack(Deno.readFileSync(Deno.args[1]));

function run(
  { gives, ms = 0, instead, special }: Job,
  _: unknown,
  alive: () => void,
) {
  const end = performance.now() + ms;
  while (performance.now() < end) alive();
  if (instead === "throws") throw new RangeError(`It gives no ${gives}`);
  if (instead === "kills its process") Deno.exit(7);
  if (instead === "is cut off") {
    Deno.stdout.writeSync(new TextEncoder().encode('{"id":1,"resu'));
    Deno.exit(8);
  }
  if (instead === "fills its memory") {
    for (const all: Uint8Array[] = [];;) all.push(new Uint8Array(1e9).fill(1));
  }
  return special ? { common, some: [NaN, Infinity, -0] } : gives;
}

await serveJobs(run, {
  ready: { golden: GOLDEN, kernel: "none", deno: Deno.version.deno },
  common,
});
