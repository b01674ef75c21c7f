// Does 20,000 small jobs, and prints how many bytes of memory that took:
// `deno run -A tests/workers/_many_jobs.ts`. Other tests share their process.

import { runJobs } from "../../lib/workers/run_jobs.ts";
import type { Common, Job } from "./_jobs.ts";

const jobs = Array.from({ length: 20_000 }, (_, i) => ({ multiply: i }));
const { rss } = Deno.memoryUsage();
const results = runJobs<Job, Common, number>(
  new URL("./_jobs.ts", import.meta.url),
  jobs,
  { factor: 3 },
  { workers: 2 },
);
const bytes = Deno.memoryUsage().rss - rss;
const right = results.filter((result, i) => result === 3 * i).length;
console.log(JSON.stringify({ right, bytes }));
