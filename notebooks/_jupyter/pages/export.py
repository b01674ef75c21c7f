"""Exports notebooks, with the outputs that they have, to HTML pages.

    python export.py JOBS.json

The jobs, written by `export_pages.ts`, hold what every page shares (`shared`),
all notebooks in reading order, those to export with where their pages go and
what the pages say of them (`pages`), the page that lists them all (`index`),
and where to write what the pages say, section by section (`sections`). Formulas
are left as <span data-tex>, for `formulas.ts` to typeset.
"""

import json
import sys

# What checks international URLs builds its grammar at each import, for two
# seconds. It is optional, and a page has no use for it.
sys.modules["rfc3987_syntax"] = None
# What is imported from beside this file leaves nothing there.
sys.dont_write_bytecode = True

import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

from cells import coloured_alone, fold_of, hides_outputs
from figures import VEGA_LITE, first_figures, number_figures, take_captions
from figures import picture_url, png_size
from packed import packed_json, packed_script
from prose import Prose, clean
from sections import Sections, name_apart
from tables import Tables, stacked


def main(path):
    with open(path, encoding="utf-8") as file:
        jobs = json.load(file)
    exporter = HTMLExporter(
        config=config(),
        template_name="template",
        extra_template_basedirs=[jobs["templates"]],
        filters={
            "coloured_alone": coloured_alone,
            "json_in_script": json_in_script,
            "packed_json": packed_json,
            "packed_script": packed_script,
            "picture_url": picture_url,
            "png_size": png_size,
        },
    )
    tables = Tables()
    sections = []
    figures = []
    for page in jobs["pages"]:
        nb = nbformat.read(page["notebook"], as_version=4)
        prepared = prepare(nb, page, jobs, tables)
        sections.append(prepared["sections"])
        figures = figures or first_figures(nb, 2)
        if page["out"] is not None:
            resources = {"page": {**jobs["shared"], **page, **prepared}}
            write(page["out"], exporter.from_notebook_node(nb, resources)[0])
    cards = exporter.environment.get_template("cards.html.j2")
    index = {**jobs["shared"], **jobs["index"], "figures": figures}
    write(index["out"], cards.render(resources={"page": index}))
    write(jobs["sections"], json.dumps(sections))


def config():
    c = Config()
    # The first of these that an output has is the one that the page shows.
    c.NbConvertBase.display_data_priority = [
        *(VEGA_LITE, "text/html", "text/markdown", "image/svg+xml"),
        *("image/png", "image/jpeg", "text/plain"),
    ]
    return c


def prepare(nb, page, jobs, tables):
    """Makes html of what the notebook holds, and says what there is."""
    prose = Prose(page["links"], jobs["notebooks"], page["part"])
    specifications = number_figures(nb)
    number_cells(nb)
    take_captions(nb, page["name"], prose.html)
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            prose.attachments = cell.get("attachments", {})
            begun = len(prose.headings)
            cell.html = stacked(prose.html(cell.source))
            cell.headings = prose.headings[begun:]
        if cell.cell_type == "code":
            cell.fold = fold_of(cell)
            cell.hides_outputs = hides_outputs(cell)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                source = data["text/html"]
                html = stacked(clean(prose.linked(source)))
                data["text/html"] = tables.folded(source, html, page["title"])
    name_apart(prose.headings)
    return {
        "specifications": specifications,
        "sections": {"headings": prose.headings, "found": found(nb)},
    }


def number_cells(nb):
    """Numbers the cells that run, from 0, as `live/page_data.ts` does."""
    number = 0
    for cell in nb.cells:
        if cell.cell_type == "code" and cell.source:
            cell.number = number
            number += 1


def found(nb):
    """What search finds in a notebook."""
    sections = Sections()
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            sections.add_prose(cell.html, cell.headings)
        if cell.cell_type != "code":
            continue
        sections.add_names(cell.source)
        for output in cell.outputs:
            data = output.get("data", {})
            if "figure" in output.get("metadata", {}):
                sections.add_figure(
                    output.metadata["figure"],
                    output.metadata.get("caption"),
                    data.get("text/plain", ""),
                )
            elif "text/html" in data:
                sections.add_words(data["text/html"])
    return sections.found()


def json_in_script(value):
    """JSON that ends no script and begins no comment in one."""
    return json.dumps(value).replace("<", "\\u003c")


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
