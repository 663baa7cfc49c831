"""The headings of a rendered text (no I/O): one `<h1>` on a page, and a table of contents."""

import re
from dataclasses import dataclass, field

from courant_kit.content.markdown import plain
from courant_kit.content.slugs import slug

FEWEST = 2
_FIRST = re.compile(r"\A\s*# +(?P<words>[^\n]*?)(?: +#+)? *(?:\n|\Z)")
_HEADING = re.compile(r'<h([23]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_LEVEL = re.compile(r"(</?h)([1-6])(?=[ >])")


@dataclass(slots=True)
class Entry:
    """A heading in the table of contents: its id, its text, and the headings below it."""

    id: str
    words: str
    below: list["Entry"] = field(default_factory=list)


def without_title(title: str, text: str) -> str:
    """The Markdown without its first heading, if that repeats the page's title."""
    first = _FIRST.match(text)
    return text[first.end() :] if first and slug(first["words"]) == slug(title) else text


def below_title(html: str) -> str:
    """The HTML with all headings one level lower if it contains an `<h1>`, because the page's title is the only one."""
    return _LEVEL.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + 1)}", html) if "<h1" in html else html


def table(html: str) -> list[Entry]:
    """The second- and third-level headings that have ids, nested; empty if there are fewer than two."""
    entries: list[Entry] = []
    found = _HEADING.findall(html)
    for level, name, inside in found if len(found) >= FEWEST else []:
        entry = Entry(name, plain(inside, 200))
        (entries[-1].below if level == "3" and entries else entries).append(entry)
    return entries
