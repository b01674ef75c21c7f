"""The figures of a notebook: their numbers, captions and pictures."""

import base64
import re
import struct
import sys
from functools import cache
from io import BytesIO

from PIL import Image

VEGA_LITE = "application/vnd.vegalite.v5+json"

# What a png may say of its colours and a WebP would not.
COLOUR_SPACE = {"chromaticity", "gamma", "icc_profile"}
# The most pixels that a WebP has in a row or a column.
WEBP_MOST = 16383

# How a figure's caption begins, in the markdown cell right below the figure's.
CAPTION = re.compile(r"\*\*Figure (\d+)\.\*\*\s")


def number_figures(nb):
    """Numbers the outputs that are figures, from 1; their specifications in that order."""
    specifications = []
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if VEGA_LITE in output.get("data", {}):
                specifications.append(output.data[VEGA_LITE])
                output.metadata["figure"] = len(specifications)
    return specifications


def take_captions(nb, name, html):
    """
    Takes the captions out of the markdown cells and gives each to its figure, as `html`
    makes it of markdown.
    """
    above = {}
    for cell in nb.cells:
        if cell.cell_type == "code":
            above = {
                output.metadata["figure"]: output
                for output in cell.outputs
                if "figure" in output.get("metadata", {})
            }
        if cell.cell_type != "markdown":
            continue
        blocks = re.split(r"\n\s*\n", cell.source.strip())
        while blocks and (match := CAPTION.match(blocks[0])):
            figure = above.pop(int(match[1]), None)
            if figure is None:
                misplaced(name, match[1])
            # The template says the number.
            caption = html(CAPTION.sub("", blocks.pop(0))).strip()
            figure.metadata["caption"] = re.sub(
                r"^<p>(.*)</p>$", r"\1", caption, flags=re.S
            )
            cell.source = "\n\n".join(blocks)
        for block in blocks:
            if match := CAPTION.match(block):
                misplaced(name, match[1])
        above = {}


def misplaced(name, number):
    sys.exit(
        f"The caption of figure {number} in {name} must begin the Markdown cell right "
        f"below the code cell that shows figure {number}."
    )


def first_figures(nb, most):
    """The notebook's first figures, with the paragraph that leads up to each."""
    figures = []
    for above, cell in zip(nb.cells, nb.cells[1:]):
        for output in cell.get("outputs", []):
            if "figure" not in output.get("metadata", {}) or len(figures) == most:
                continue
            paragraphs = re.findall(r"<p>.*?</p>", above.get("html", ""), re.S)
            figures.append(
                {
                    # Where it goes, links of that page lead nowhere.
                    "above": re.sub(r"</?a\b[^>]*>", "", (paragraphs or [""])[-1]),
                    "png": output.data["image/png"],
                    "alt": output.data["text/plain"],
                    "caption": output.metadata.get("caption"),
                }
            )
    return figures


def png_size(data):
    """Width and height of a png in base64, in px of the figure: half its pixels."""
    header = base64.b64decode(data)
    width, height = struct.unpack(">II", header[16:24])
    return [width / 2, height / 2]


@cache
def picture_url(data):
    """A png in base64 as an address: as lossless WebP, a third of it, if it can be one."""
    png = base64.b64decode(data)
    webp = as_webp(png)
    if webp is None or len(webp) >= len(png):
        return "data:image/png;base64," + base64.b64encode(png).decode()
    return "data:image/webp;base64," + base64.b64encode(webp).decode()


def as_webp(png):
    """The same pixels as WebP; None for a png that says or holds more than WebP can."""
    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as picture:
            if (
                picture.mode not in ("RGB", "RGBA")
                or COLOUR_SPACE & picture.info.keys()
                or max(picture.size) > WEBP_MOST
            ):
                return None
            webp = BytesIO()
            # The colour of what is transparent stays too.
            picture.save(webp, "WEBP", lossless=True, exact=True)
            return webp.getvalue()
    except (OSError, Image.DecompressionBombError):
        return None  # no picture: the page shows in its place what it says
