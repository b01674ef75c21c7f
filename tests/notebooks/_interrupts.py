"""Interrupts cells in the notebooks' own kernel, and sees whether it answers.

    python _interrupts.py FOLDER < CASES

CASES is a JSON list: `setup`, cells that are run first; `code`, the cell that is
interrupted; `seconds`, how long after it began, one try after another, or the path of a file
that the cell makes when it is to be interrupted; `after`, the cell that is run after each. Each try is told on stdout, one JSON object a line: the cell's
status ("ok", "error", or null if it never ended), its error, how long it took from the
interrupt to its end, in seconds, and the same of `after`.
"""

import json
import os
import sys
import time
from queue import Empty

# See notebooks/_jupyter/run/execute.py.
sys.modules["rfc3987_syntax"] = None

from jupyter_client.manager import start_new_kernel

PATIENCE = 60


class Kernel:
    def __init__(self, folder, setup):
        self.manager, self.client = start_new_kernel(
            startup_timeout=120, kernel_name="deno", cwd=folder
        )
        for code in setup:
            status, error = self.ended(self.client.execute(code))
            if status != "ok":
                raise RuntimeError(f"{code}: {error}")

    def ended(self, message):
        """How a cell ended: its status and its error's text."""
        try:
            reply = self.client._recv_reply(message, timeout=PATIENCE)["content"]
        except (Empty, TimeoutError):
            return None, None
        return reply["status"], reply.get("evalue")

    def interrupted(self, code, seconds, after):
        message = self.client.execute(code)
        self.wait_until_busy(message)
        wait(seconds)
        self.manager.interrupt_kernel()
        begun = time.monotonic()
        status, error = self.ended(message)
        took = time.monotonic() - begun
        next_status, next_error = self.ended(self.client.execute(after))
        return {
            "status": status,
            "error": error,
            "took": took,
            "next": next_status,
            "nextError": next_error,
        }

    def wait_until_busy(self, message):
        while True:
            told = self.client.get_iopub_msg(timeout=PATIENCE)
            if (
                told["parent_header"].get("msg_id") == message
                and told["content"].get("execution_state") == "busy"
            ):
                return

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def wait(moment):
    """So many seconds, or until a file is there."""
    if not isinstance(moment, str):
        return time.sleep(moment)
    end = time.monotonic() + PATIENCE
    while not os.path.exists(moment) and time.monotonic() < end:
        time.sleep(0.05)


def main(folder):
    for case in json.load(sys.stdin):
        kernel = Kernel(folder, case["setup"])
        try:
            for seconds in case["seconds"]:
                told = kernel.interrupted(
                    case["code"], seconds, case["after"]
                )
                print(json.dumps(told), flush=True)
                if told["next"] is None:
                    break
        finally:
            kernel.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
