"""The figures of a notebook: their numbers, captions and pictures."""

import base64
import re
import struct
import sys
import zlib

VEGA_LITE = "application/vnd.vegalite.v5+json"

# How a figure's caption begins, in the markdown cell right below the figure's.
CAPTION = re.compile(r"\*\*Figure (\d+)\.\*\*\s")


def number_figures(nb):
    """Numbers the outputs that are figures, from 1, and says how many there are."""
    number = 0
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if VEGA_LITE in output.get("data", {}):
                number += 1
                output.metadata["figure"] = number
    return number


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


def png_url(data):
    """A png in base64 as an address, packed as well as it can be without loss."""
    png = repacked(base64.b64decode(data))
    return "data:image/png;base64," + base64.b64encode(png).decode()


def repacked(png):
    """
    The same picture, its pixels deflated at the highest level: a fifth smaller than what
    draws fast writes. A page holds two dozen of them.
    """
    head, packed, tail, at = png[:8], b"", b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunk, kind = png[at : at + 12 + length], png[at + 4 : at + 8]
        if kind == b"IDAT":
            packed += chunk[8:-4]
        elif packed:
            tail += chunk
        else:
            head += chunk
        at += 12 + length
    body = b"IDAT" + zlib.compress(zlib.decompress(packed), 9)
    checked = struct.pack(">I", len(body) - 4) + body
    return head + checked + struct.pack(">I", zlib.crc32(body)) + tail
