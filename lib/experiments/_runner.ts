// The job runner, a program: trains the networks of plans for those who hand them over. Built
// into one file, built/runner.js, by `deno task runner`.

import { kernelInUse, useKernel } from "../kernel/kernel.ts";
import { unpack } from "../store/codec.ts";
import { serveJobs } from "../workers/serve_jobs.ts";
import { goldenHash } from "./_golden.ts";
import { runShard } from "./_shard.ts";
import { type Common, run } from "./plan_run.ts";

const USAGE =
  `runner.js trains networks. It is not for use by hand, but for --shard.

  runner.js serve [data.bin]   does the jobs on stdin: see lib/workers/serve_jobs.ts
  runner.js --shard ...        does every n-th job of a study
`;

const [command, ...rest] = Deno.args;
if (command === "serve" && rest.length <= 1) {
  await serve(rest[0]);
} else if (Deno.args.some((it) => /^--shard(=|$)/.test(it))) {
  await runShard(Deno.args);
} else {
  console.error(USAGE);
  Deno.exit(2);
}

/** @param file What the networks learn from, packed; without it there is nothing but to be asked. */
async function serve(file?: string): Promise<void> {
  // Others of its kind have the other cores, as in a worker.
  useKernel({ threads: 1 });
  const common = file === undefined
    ? undefined
    : unpack(Deno.readFileSync(file)) as Common;
  const ready = {
    // Computed and not told: it is what the results' bits depend on.
    golden: await goldenHash(),
    kernel: kernelInUse().name,
    deno: Deno.version.deno,
  };
  await serveJobs(
    (plan: Parameters<typeof run>[0], data: Common | undefined, alive) => {
      if (data !== undefined) return run(plan, data, alive);
      throw new TypeError(
        "Cannot train: the job runner was started without data",
      );
    },
    { ready, common },
  );
}
