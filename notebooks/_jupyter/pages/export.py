"""Exports notebooks, with the outputs that they have, to HTML pages.

    python export.py JOBS.json

The jobs, written by `export_pages.ts`, hold what every page shares (`shared`),
the notebooks with where their pages go and what the pages say of them
(`pages`), and the page that lists them all (`index`). Formulas are left as
<span data-tex>, for `formulas.ts` to typeset.
"""

import base64
import json
import re
import struct
import sys
from html import escape, unescape

# What checks international URLs builds its grammar at each import, for two
# seconds. It is optional, and a page has no use for it.
sys.modules["rfc3987_syntax"] = None

import nbformat
import nh3
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets.config import Config

VEGA_LITE = "application/vnd.vegalite.v5+json"


def main(path):
    with open(path, encoding="utf-8") as file:
        jobs = json.load(file)
    exporter = HTMLExporter(
        config=config(),
        template_name="template",
        extra_template_basedirs=[jobs["templates"]],
        filters={
            "png_size": png_size,
            "png_url": png_url,
            "json_in_script": json_in_script,
        },
    )
    for page in jobs["pages"]:
        nb = nbformat.read(page["notebook"], as_version=4)
        prose = Prose(links=page["links"], path=jobs["notebooks"])
        markdown = MarkdownWithMath(renderer=prose)
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                prose.attachments = cell.get("attachments", {})
                cell.html = clean(markdown.render(cell.source))
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                if "text/html" in data:
                    data["text/html"] = clean(prose.linked(data["text/html"]))
        resources = {
            "page": {
                **jobs["shared"],
                **page,
                "headings": prose.headings,
                "figures": number_figures(nb),
            }
        }
        write(page["out"], exporter.from_notebook_node(nb, resources)[0])
    cards = exporter.environment.get_template("cards.html.j2")
    index = {**jobs["shared"], **jobs["index"]}
    write(index["out"], cards.render(resources={"page": index}))


def config():
    c = Config()
    # The first of these that an output has is the one that the page shows.
    c.NbConvertBase.display_data_priority = [
        *(VEGA_LITE, "text/html", "text/markdown", "image/svg+xml"),
        *("image/png", "image/jpeg", "text/plain"),
    ]
    return c


def number_figures(nb):
    """Numbers the outputs that are figures, from 1, and says how many there are."""
    number = 0
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if VEGA_LITE in output.get("data", {}):
                number += 1
                output.metadata["figure"] = number
    return number


def png_size(data):
    """Width and height of a png in base64, in px of the figure: half its pixels."""
    header = base64.b64decode(data)
    width, height = struct.unpack(">II", header[16:24])
    return [width / 2, height / 2]


def png_url(data):
    """A png in base64 as an address; nothing but base64 gets there."""
    return "data:image/png;base64," + base64.b64encode(base64.b64decode(data)).decode()


def json_in_script(value):
    """JSON that ends no script and begins no comment in one."""
    return json.dumps(value).replace("<", "\\u003c")


# What prose and outputs may hold. The page's policy keeps a browser from running or
# loading anything else; without these it would not even be in the page.
ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    **{f"h{level}": {"id"} for level in range(1, 7)},
    "*": {"class", "dir", "lang", "style", "title"},
    "details": {"open"},
    "ol": {"start", "type"},
    "span": {"data-tex"},
    "table": nh3.ALLOWED_ATTRIBUTES["table"] | {"aria-labelledby"},
}
# Those that fetch nothing, and cannot put one thing over another.
STYLES = {
    *("background-color", "color", "font-style", "font-weight", "text-align"),
    *("text-decoration", "vertical-align", "white-space", "width"),
}
PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[\w+/=\s]*", re.I)


def clean(html):
    """html without what runs, loads or leads anywhere but to a page."""
    return nh3.clean(
        html,
        attributes=ATTRIBUTES,
        attribute_filter=harmless,
        url_schemes={"data", "http", "https", "mailto"},
        filter_style_properties=STYLES,
        link_rel=None,
    )


def harmless(tag, name, value):
    if name == "src":
        return value if PICTURE.fullmatch(value) else None
    if name == "href" and value.lstrip().lower().startswith("data:"):
        return None
    return value


class Prose(IPythonRenderer):
    """Markdown as nbconvert renders it, for a page that stands alone."""

    def __init__(self, links, path):
        super().__init__(escape=False, embed_images=True, path=path)
        # Where a link to a notebook leads, by the notebook's file name.
        self.links = links
        # The headings so far: level, id, html.
        self.headings = []

    def heading(self, text, level, **attrs):
        # JupyterLab names headings so, and links in notebooks count on it.
        words = re.sub(r"\s", "-", plain(text))
        taken = {heading["id"] for heading in self.headings}
        name, n = words, 1
        while name in taken:
            n += 1
            name = f"{words}-{n}"
        self.headings.append({"level": level, "id": name, "html": clean(text)})
        return f'<h{level} id="{escape(name)}">{text}</h{level}>\n'

    def link(self, text, url, title=None):
        if re.match(r"(https?:|mailto:|#)", url):
            return super().link(text, url, title)
        page = self.page_of(url)
        if page is None:
            return text  # a file of the repository, which the page leaves behind
        return f'<a href="{escape(page)}">{text}</a>'

    def page_of(self, url):
        """Where a link to a notebook leads; None for any other file."""
        name, _, fragment = url.partition("#")
        page = self.links.get(name.removeprefix("./"))
        return f"{page}#{fragment}" if page and fragment and "#" not in page else page

    def linked(self, html):
        """The html of an output, its links to notebooks led to their pages."""

        def lead(match):
            page = self.page_of(match[1])
            return match[0] if page is None else f'href="{page}"'

        return re.sub(r'href="([^":#]+\.ipynb(?:#[^"]*)?)"', lead, html)

    def image(self, text, url, title=None):
        html = super().image(text, url, title)
        if 'src="data:' not in html:
            sys.exit(f"The image {url} does not lie beside the notebooks.")
        return html

    def inline_math(self, body):
        return f'<span data-tex="inline">{escape(body)}</span>'

    def block_math(self, body):
        return f'<span data-tex="display">{escape(body)}</span>'

    def latex_environment(self, name, body):
        return self.block_math(rf"\begin{{{name}}}{body}\end{{{name}}}")

    def table(self, text):
        # Markdown has no captions: the heading above it says what a table shows.
        label = ""
        if self.headings:
            label = f' aria-labelledby="{escape(self.headings[-1]["id"])}"'
        return f'<div class="wide"><table{label}>\n{text}</table></div>\n'

    def table_head(self, text):
        # Markdown has no tables without a head, only tables with an empty one.
        return f"<thead><tr>{text}</tr></thead>\n" if plain(text).strip() else ""

    def table_body(self, text):
        return f"<tbody>\n{text}</tbody>\n"

    def table_row(self, text):
        # The first cell says what the row is about.
        first = re.sub(r"^<td(.*?)</td>", r'<th scope="row"\1</th>', text, flags=re.S)
        return f"<tr>{first}</tr>\n"

    def table_cell(self, text, align=None, head=False):
        style = f' style="text-align: {align}"' if align else ""
        if head:
            return f'<th scope="col"{style}>{text}</th>'
        return f"<td{style}>{text}</td>"


def plain(html):
    return unescape(re.sub(r"<[^>]*>", "", html))


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
