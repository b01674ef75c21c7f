"""A Dask scheduler and its workers on this machine's loopback, and nowhere else.

Takes the number of workers and the ports of scheduler and dashboard. Says in one line of
JSON where they are, once all workers are there, and ends with them when its stdin does or
a signal asks for it. It leads a process group, of which nothing is left then.
"""

import json
import os
import signal
import sys
import threading

import dask
from distributed import LocalCluster

LOOPBACK = "127.0.0.1"

# After so many seconds what has not ended itself is killed.
PATIENCE = 3

asked_to_end = threading.Event()


def end(*_):
    if asked_to_end.is_set():
        return
    asked_to_end.set()
    deadline = threading.Timer(PATIENCE, end_group)
    deadline.daemon = True
    deadline.start()


def end_group():
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(0)


def end_with_stdin():
    sys.stdin.buffer.read()
    end()


def main(workers, port, dashboard_port):
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    threading.Thread(target=end_with_stdin, daemon=True).start()
    # A worker that hangs loses its jobs to others after a minute, not after five.
    dask.config.set({"distributed.scheduler.worker-ttl": "60s"})
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host=LOOPBACK,
        protocol="tcp://",
        scheduler_port=port,
        dashboard_address=f"{LOOPBACK}:{dashboard_port}",
        # The work is in a child process of the worker's, whose memory Dask does not see.
        memory_limit=None,
    ) as cluster:
        started = {
            "address": cluster.scheduler_address,
            "dashboard": f"http://{LOOPBACK}:{dashboard_port}/status",
        }
        print(json.dumps(started), flush=True)
        while not asked_to_end.wait(1):
            pass


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
        if not asked_to_end.is_set():
            os._exit(1)
    end_group()
