// In a page, in place of lib/experiments/save_study.ts.

/** Declines: nobody can take what a page keeps to another machine. */
export function saveStudy(): Promise<void> {
  return Promise.reject(
    new Error(
      "Cannot save a study: Deno must run the program; a page's files are in memory alone",
    ),
  );
}
