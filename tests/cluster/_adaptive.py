"""A Dask cluster that begins without workers and starts up to two when there are tasks.

Says its address, and ends when stdin does.
"""

import sys

from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(
        n_workers=0, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as cluster:
        cluster.adapt(minimum=0, maximum=2, interval="200ms")
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
