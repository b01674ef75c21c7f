"""Markdown as a page shows it, and html without what runs or loads."""

import os
import posixpath
import re
import sys
from html import escape, unescape

import nh3
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

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

# A formula between dollars, on one line and not beside a word: "$5 or $6" is none.
DOLLARS = re.compile(r"(?<![\\$\w])\$(?![\s$])([^$\n]+?)(?<![\s\\])\$(?![\w$])")


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

    def __init__(self, links, notebooks, part):
        folder = os.path.join(notebooks, part)
        super().__init__(escape=False, embed_images=True, path=folder)
        # Where a link to a notebook leads, by its file as it lies among the notebooks.
        self.links = links
        # The folder that links of this notebook begin at.
        self.part = part
        # The headings so far: level, id, text.
        self.headings = []
        self.markdown = MarkdownWithMath(renderer=self)

    def html(self, source):
        return clean(self.markdown.render(source))

    def heading(self, text, level, **attrs):
        # JupyterLab names headings so, and links in notebooks count on it.
        words = re.sub(r"\s", "-", plain(text))
        taken = {heading["id"] for heading in self.headings}
        name, n = words, 1
        while name in taken:
            n += 1
            name = f"{words}-{n}"
        self.headings.append({"level": level, "id": name, "text": readable(text)})
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
        page = self.links.get(posixpath.normpath(posixpath.join(self.part, name)))
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

    def _html_embed_images(self, html):
        # A piece of html may begin what another one ends, as <details> and </details> do
        # around Markdown; nbconvert's way ends each where it begins.
        def embed(match):
            data = self._src_to_base64(match[2])
            return match[0] if data is None else f"{match[1]}{escape(data)}{match[3]}"

        return re.sub(r"""(<img\b[^>]*?\bsrc=["'])([^"']*)(["'])""", embed, html)

    def block_html(self, html):
        """Html of its own, such as <summary>: JupyterLab typesets its formulas too."""
        parts = re.split(r"(<[^>]*>)", html)
        parts[::2] = [
            DOLLARS.sub(lambda match: self.inline_math(unescape(match[1])), part)
            for part in parts[::2]
        ]
        return super().block_html("".join(parts))

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
    """The text of html, its formulas as TeX."""
    return unescape(re.sub(r"<[^>]*>", "", html))


FORMULA = re.compile(r'<span data-tex="\w+">(.*?)</span>', re.S)
GREEK = {
    **{"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "varepsilon": "ε"},
    **{"epsilon": "ε", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ"},
    **{"phi": "φ", "chi": "χ", "xi": "ξ", "eta": "η", "theta": "θ", "Sigma": "Σ"},
    **{"sqrt": "√", "sum": "Σ", "cdot": "·", "times": "×", "sim": "~", "infty": "∞"},
    **{"leq": "≤", "geq": "≥", "le": "≤", "ge": "≥", "approx": "≈", "to": "→"},
}


def readable(html):
    """The text of html on one line, its formulas as near as plain text comes to them."""
    html = FORMULA.sub(lambda match: escape(untyped(unescape(match[1]))), html)
    # A cell, a line or a paragraph ends a word; an emphasis does not.
    html = re.sub(r"</(p|li|t[dhr]|h\d|pre|summary|div|figcaption)>|<br\s*/?>", " ", html)
    return re.sub(r"\s+", " ", plain(html)).strip()


def untyped(tex):
    tex = re.sub(r"\\(?:text|mathrm|operatorname|mathbb|mathbf)\b", "", tex)
    tex = re.sub(r"\\([A-Za-z]+)", lambda match: GREEK.get(match[1], " "), tex)
    return re.sub(r"\s+", " ", re.sub(r"\\.|[{}$]", "", tex)).strip()
