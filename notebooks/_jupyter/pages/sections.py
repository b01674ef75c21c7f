"""What a notebook's page says, section by section: for the list of pages and for search."""

import re

from prose import readable

# A name in code: as much of it as says something.
NAME = re.compile(r"[A-Za-z_$][\w$]{2,}")
WORD = re.compile(r"[^\W\d_][\w'-]+")
HEADING = re.compile(r'<h[1-6] id="[^"]*">.*?</h[1-6]>', re.S)


def name_apart(headings):
    """Gives headings of the same text names that tell them apart, by what stands above."""
    times = {}
    for heading in headings:
        times.setdefault(heading["text"], []).append(heading)
    taken = set()
    for i, heading in enumerate(headings):
        name = heading["text"]
        if len(times[name]) > 1:
            above = next(
                (h for h in reversed(headings[:i]) if h["level"] < heading["level"]), None
            )
            if above is not None and above["level"] > 1:
                name = f"{name}: {above['text']}"
        words, n = name, 1
        while name in taken:
            n += 1
            name = f"{words} ({n})"
        taken.add(name)
        heading["name"] = name


class Sections:
    """Collects the texts of a page under its headings, and its figures."""

    def __init__(self):
        self.all = []
        self.begin("", "")

    def begin(self, id, name):
        self.all.append({"id": id, "name": name, "texts": [], "words": {}})

    def add_prose(self, html, headings):
        """A markdown cell, and its headings in their order."""
        texts = HEADING.split(html)
        self.add_text(texts[0])
        for heading, text in zip(headings, texts[1:]):
            self.begin(heading["id"], heading["name"])
            self.add_text(text)

    def add_text(self, html):
        if text := readable(html):
            self.all[-1]["texts"].append(text)

    def add_names(self, code):
        self.all[-1]["words"].update(dict.fromkeys(NAME.findall(code)))

    def add_words(self, html):
        self.all[-1]["words"].update(dict.fromkeys(WORD.findall(readable(html))))

    def add_figure(self, number, caption, alt):
        """A figure has a place of its own among the results, and interrupts no section."""
        figure = {"id": f"figure-{number}", "name": f"Figure {number}", "words": {}}
        figure["texts"] = [readable(caption) if caption else alt]
        self.all.insert(len(self.all) - 1, figure)

    def found(self):
        """Each section: id, name, text, and words that are in its code and tables alone."""
        found = []
        for section in self.all:
            text = " ".join(section["texts"])
            there = text.lower()
            words = [word for word in section["words"] if word.lower() not in there]
            if text or words or section["name"]:
                found.append(
                    {
                        "id": section["id"],
                        "name": section["name"],
                        "text": text,
                        "words": " ".join(words),
                    }
                )
        return found
