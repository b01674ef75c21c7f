// A stand-in until the cluster is here.

/** The job runner that does the jobs, and what lies beside it. */
export interface ClusterCode {
  readonly runner: URL;
  readonly files: readonly URL[];
  readonly golden: string;
}

/** How jobs are done on a cluster. */
export interface ClusterOptions<Result> {
  readonly address: string;
  readonly names?: readonly unknown[];
  readonly order?: readonly number[];
  readonly onResult?: (job: number, result: Result, ms: number) => void;
  readonly onProgress?: (
    progress: { done: number; total: number; dashboard?: string },
  ) => void;
}

/** Does independent jobs on a Dask cluster, and waits for them as `runJobs` does. */
export function runOnCluster<Job, Common, Result>(
  _code: ClusterCode,
  _jobs: readonly Job[],
  _common: Common,
  _options: ClusterOptions<Result>,
): Result[] {
  throw new Error("Cannot run jobs on a cluster: it is not built");
}
