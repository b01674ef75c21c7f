"""How a page shows a cell's code: what it folds, what stands in its place, its colours."""

import re

# The tags that fold a cell's code, as in JupyterLab, and what its line then says.
FOLDED = {
    "setup": "Set-up",
    "plot": "How it is shown",
    "check": "What is stated, checked",
    "solution": "Solution",
    "answer": "Answer",
}

# What styles/cells.css gives no colour of its own: four in five of all pieces.
PLAIN = re.compile(
    r'<span class="(?:bp|err|kt|n|na|no|nt|nv|nx|o|p|w)">([^<]*)</span>'
)


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


def coloured_alone(html):
    """Highlighted code without the elements of what has no colour of its own."""
    return PLAIN.sub(r"\1", html)
