// Who asks a cluster to do jobs: `_caller.ts '{"address": ..., "runner": ..., "jobs": [..]}'`.
// It prints lines of JSON: {"done": n} as results come, then {"results": [..]} or {"error": ..}.

import { runOnCluster } from "../../lib/cluster/run_on_cluster.ts";
import { encode } from "../../lib/store/codec.ts";
import { GOLDEN, type Job } from "./_jobs.ts";

const { address, runner, jobs, golden = GOLDEN }: {
  address: string;
  runner: string;
  jobs: Job[] | { count: number };
  golden?: string;
} = JSON.parse(Deno.args[0]);
const list = Array.isArray(jobs)
  ? jobs
  : Array.from({ length: jobs.count }, (_, gives): Job => ({ gives }));
try {
  const results = runOnCluster<Job, unknown, unknown>(
    () => ({ runner: new URL(runner), files: [], golden }),
    list,
    { numbers: Float64Array.of(1, NaN, -0) },
    {
      address,
      onProgress: ({ done }) => console.log(JSON.stringify({ done })),
    },
  );
  const megabytes = Math.round(Deno.memoryUsage().rss / 1e6);
  console.log(JSON.stringify({ results: encode(results), megabytes }));
} catch (error) {
  const { name, message } = error as Error;
  console.log(JSON.stringify({ error: `${name}: ${message}` }));
}
