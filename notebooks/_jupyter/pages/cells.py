"""Which cells a page folds, and what stands in their place."""

# The tags that fold a cell's code, as in JupyterLab, and what its line then says.
FOLDED = {
    "setup": "Set-up",
    "plot": "How it is shown",
    "check": "What is stated, checked",
    "solution": "Solution",
    "answer": "Answer",
}


def fold_of(cell):
    """The kind of a folded cell and its line; None for one that stays open."""
    kind = next((tag for tag in cell.metadata.get("tags", []) if tag in FOLDED), None)
    if kind is None:
        return None
    lines = len(cell.source.strip().split("\n"))
    return {"kind": kind, "line": f"{FOLDED[kind]}, {lines} line{'s' * (lines != 1)}"}


def hides_outputs(cell):
    """Whether JupyterLab folds what the cell gives, too."""
    return bool(cell.metadata.get("jupyter", {}).get("outputs_hidden"))
