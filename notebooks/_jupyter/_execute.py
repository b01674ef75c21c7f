"""Runs one notebook and writes it with its outputs, the same way every time.

    python _execute.py NOTEBOOK OUT FOLDER SECONDS

The kernel runs in FOLDER, each cell for SECONDS at most. What happens is told
on stdout, one JSON object a line: each cell as it begins, then "done" or
"failed". OUT is written only when every cell has succeeded.
"""

import json
import os
import re
import sys

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


def main(notebook, out, folder, seconds):
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
    partial = out + ".part"
    nbformat.write(nb, partial)
    os.replace(partial, out)
    tell("done", cells=len(cells))


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
    for output in outputs:
        last = whole[-1] if whole else None
        if (
            last is not None
            and output.output_type == last.output_type == "stream"
            and output.name == last.name
        ):
            last.text += output.text
        else:
            whole.append(output)
    for output in whole:
        if output.output_type == "stream":
            # What a terminal would still show of a line that replaced itself.
            output.text = re.sub(r"[^\n]*\r(?=[^\r\n])", "", output.text)
    return whole


def plain(text):
    """Without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text).strip()


def tell(event, **details):
    print(json.dumps({"event": event, **details}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
