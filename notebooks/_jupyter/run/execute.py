"""Runs one notebook and writes it with its outputs, the same way every time.

    python execute.py NOTEBOOK OUT FOLDER SECONDS LOCK

The kernel runs in FOLDER, each cell for SECONDS at most. What happens is told
on stdout, one JSON object a line: "waiting" if another process holds LOCK, each cell
as it begins, then "done" or "failed". OUT is written only when every cell has
succeeded, by the one that holds LOCK. It ends when stdin does, with its kernel:
whoever started it is gone then.
"""

import json
import os
import re
import signal
import sys
import threading

SET_UP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "set_up")
sys.path.append(SET_UP)

import folders  # noqa: E402, F401

# What checks international URLs builds its grammar at each import, for two
# seconds. It is optional, and a notebook has no use for it.
sys.modules["rfc3987_syntax"] = None

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)


def main(notebook, out, folder, seconds, lock):
    out = os.path.realpath(out)
    partial = out + ".part"
    threading.Thread(target=end_with_stdin, daemon=True).start()
    with open(lock, "w") as file:
        hold(file)
        remove(partial)  # of a run that was killed
        try:
            execute(notebook, folder, seconds, lambda nb: write(nb, partial, out))
        finally:
            remove(partial)


def execute(notebook, folder, seconds, write):
    nb = read(notebook)
    cells = [c for c in nb.cells if c.cell_type == "code" and c.source.strip()]
    number = {cell["id"]: n for n, cell in enumerate(cells, 1)}
    now = {}

    def begin(cell, cell_index):
        if cell["id"] in number:
            first_line = cell.source.strip().splitlines()[0]
            now.update(number=number[cell["id"]], firstLine=first_line)
            tell("cell", of=len(cells), **now)

    def error_text():
        outputs = cells[now["number"] - 1].outputs
        error = next(o for o in outputs if o.output_type == "error")
        return plain("\n".join(error.traceback))

    client = NotebookClient(
        nb,
        timeout=int(seconds),
        startup_timeout=180,
        # Without these two, output that takes over 4 s after the cell's end to arrive is
        # dropped, and nothing said of it.
        iopub_timeout=int(seconds),
        raise_on_iopub_timeout=True,
        kernel_name="deno",
        record_timing=False,
        resources={"metadata": {"path": folder}},
        on_cell_start=begin,
    )
    try:
        client.execute()
    except CellExecutionError:
        return tell("failed", error=error_text(), **now)
    except CellTimeoutError:
        return tell("failed", error=f"It ran longer than {seconds} s.", **now)
    except DeadKernelError:
        return tell("failed", error="The kernel died while running it.", **now)

    tidy(nb)
    write(nb)
    tell("done", cells=len(cells))


def write(nb, partial, out):
    """Whoever reads OUT, or kills this, finds the old file or the new one."""
    with open(partial, "w", encoding="utf-8") as file:
        nbformat.write(nb, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, out)


def remove(path):
    try:
        os.remove(path)
    except FileNotFoundError:
        pass


def hold(file):
    """Locks an open file until this process ends, however it ends."""
    if os.name == "nt":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            tell("waiting")
            while True:
                try:
                    return msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                except OSError:
                    pass  # it gives up after ten seconds
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("waiting")
            fcntl.flock(file, fcntl.LOCK_EX)


def end_with_stdin():
    while os.read(0, 1024):
        pass
    # nbclient ends the kernel on it while cells run.
    os.kill(os.getpid(), signal.SIGTERM)


def read(path):
    with open(path, encoding="utf-8") as file:
        raw = json.load(file)
    # nbformat would invent random ids for the cells that have none.
    for n, cell in enumerate(raw["cells"], 1):
        cell.setdefault("id", f"cell-{n}")
    raw["nbformat_minor"] = max(raw["nbformat_minor"], 5)
    return nbformat.reads(json.dumps(raw), as_version=4)


def tidy(nb):
    """Leaves nothing in the notebook that differs from one run to the next."""
    nb.metadata["kernelspec"] = {
        "display_name": "Deno",
        "language": "typescript",
        "name": "deno",
    }
    for cell in nb.cells:
        cell.metadata.pop("execution", None)  # when it ran
        if cell.cell_type == "code":
            cell.outputs = merged(cell.outputs)


def merged(outputs):
    """Joins the pieces in which a text arrived: where it was cut is chance."""
    whole = []
    texts = []  # of each output in `whole`, joined once: they may be many
    for output in outputs:
        last = whole[-1] if whole else None
        if (
            last is not None
            and output.output_type == last.output_type == "stream"
            and output.name == last.name
        ):
            texts[-1].append(output.text)
        else:
            whole.append(output)
            texts.append([output.text] if output.output_type == "stream" else [])
    for output, pieces in zip(whole, texts):
        if output.output_type == "stream":
            lines = "".join(pieces).split("\n")
            output.text = "\n".join(map(shown, lines))
    return whole


def shown(line):
    """What a terminal would still show of a line that replaced itself."""
    # No regular expression: from every character of a long line it would look for a
    # carriage return up to the end.
    return line[line.rstrip("\r").rfind("\r") + 1 :]


def plain(text):
    """Without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip()


def tell(event, **details):
    print(json.dumps({"event": event, **details}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
