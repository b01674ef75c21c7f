"""Tables for narrow windows, and tables that an earlier page has."""

import re
from html import escape

from bs4 import BeautifulSoup

from prose import readable

# A column of longer texts is no longer read in a narrow one.
LONG = 24

# A number with its sign and power, also give or take another, and an interval: each is read
# as one.
SINGLE = r"[-−+]?\d[\d.,]*(?:e[-−+]?\d+)?"
NUMBER = re.compile(f"{SINGLE}(?: ± {SINGLE})?")
INTERVAL = re.compile(rf"\[[-−+\d.,e ]{{1,24}}\]|\({SINGLE}–{SINGLE}\)")


def stacked(html):
    """
    The html, numbers marked that are not to be broken, and each table of long texts marked
    for narrow windows: there each row is a block of its own (`stacks` in tables.css), and
    each cell says the name of its column. What makes a table of it to a screen reader is said
    in so many words, since a browser forgets it where cells are blocks.
    """
    if "<table" not in html:
        return html
    page = BeautifulSoup(html, "html.parser")
    for table in page.find_all("table"):
        rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
        if table.thead is None or len({len(row) for row in rows}) != 1:
            continue
        for cell in (cell for row in rows[1:] for cell in row):
            text = cell.string or ""
            if NUMBER.fullmatch(text):
                cell["class"] = [*cell.get("class", []), "number"]
            elif interval := INTERVAL.search(text):
                whole = page.new_tag("span", attrs={"class": "number"})
                whole.string = interval[0]
                cell.clear()
                cell.extend([text[: interval.start()], whole, text[interval.end() :]])
        names = [readable(str(cell)) for cell in rows[0]]
        widest = [
            max(len(readable(str(cell))) for cell in column) for column in zip(*rows)
        ]
        if len(names) < 3 or max(widest) <= LONG or sum(widest) < 60:
            continue
        table["class"] = [*table.get("class", []), "stacks"]
        table["role"] = "table"
        for part in table.find_all(["thead", "tbody"]):
            part["role"] = "rowgroup"
        for i, row in enumerate(table.find_all("tr")):
            row["role"] = "row"
            for name, cell in zip(names, row.find_all(["th", "td"])):
                if i == 0:
                    cell["role"] = "columnheader"
                    continue
                cell["role"] = "rowheader" if cell.name == "th" else "cell"
                cell["data-label"] = name
                # One piece beside the column's name: a cell is a grid there, which would
                # give a place to each link, formula and interval in it.
                if len(cell.contents) > 1:
                    whole = page.new_tag("span")
                    whole.extend(list(cell.contents))
                    cell.append(whole)
    return str(page)


class Tables:
    """The long tables of the pages so far: one that comes again is folded."""

    def __init__(self):
        self.seen = {}

    def folded(self, source, html, title):
        """`html` of the table whose source an earlier page, or this one, has already."""
        earlier = self.seen.setdefault(source, title)
        if earlier == title or source.count("<tr") < 10:
            return html
        page = BeautifulSoup(source, "html.parser")
        caption = readable(str(page.caption)) if page.caption else "A table"
        line = f"{caption}: the table of “{earlier}”, once more"
        return (
            f'<details class="again"><summary>{escape(line)}</summary>{html}</details>'
        )
