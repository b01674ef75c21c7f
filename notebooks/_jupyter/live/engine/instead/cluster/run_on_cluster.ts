// In a page, in place of lib/cluster/run_on_cluster.ts.

/** Declines, in the words that the library has outside of Deno. */
export function runOnCluster(): never {
  throw new Error(
    "Cannot reach a cluster: Deno must run the program; elsewhere workers: 1 does the same on the calling thread",
  );
}
