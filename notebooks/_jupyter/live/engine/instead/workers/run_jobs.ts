// In a page, in place of lib/workers/run_jobs.ts: sweeps have the page's team.

/** The calling thread alone. */
export function workersHere(): number {
  return 1;
}

/** Declines, in the words that the library has outside of Deno. */
export function runJobs(): never {
  throw new Error(
    "Cannot start workers: Deno must run the program; elsewhere workers: 1 does the same on the calling thread",
  );
}
