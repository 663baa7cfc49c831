"""The headings of a rendered text (no I/O): one `<h1>` on a page, and a table of contents."""

import re
from dataclasses import dataclass, field

from courant_kit.content.markdown import plain
from courant_kit.content.slugs import slug

FEWEST = 2
_FIRST = re.compile(r"\A\s*# +(?P<words>[^\n]*?)(?: +#+)? *(?:\n|\Z)")
_ANY = re.compile(r'<h([1-6])(?: class="content")? id="([^"]*)"')
_BOXES = ("blockquote", "ul", "ol", "li", "dl", "dd", "div", "section", "details", "table", "td", "figure", "center")
_HEADING = re.compile(r'<h([23])(?: class="content")? id="([^"]*)">(.*?)</h\1>', re.DOTALL)


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


def table(html: str) -> list[Entry]:
    """The second- and third-level headings that have ids, nested; empty if there are fewer than two."""
    entries: list[Entry] = []
    found = _HEADING.findall(html)
    for level, name, inside in found if len(found) >= FEWEST else []:
        entry = Entry(name, plain(inside, 200))
        (entries[-1].below if level == "3" and entries else entries).append(entry)
    return entries


def section(html: str, name: str) -> str:
    """The part of a rendered text below the heading with this id, with it; "" if there is none, or it is in a box."""
    parts = list(_ANY.finditer(html))
    at = next((number for number, one in enumerate(parts) if one[2] == name), None)
    if at is None:
        return ""
    end = next((one.start() for one in parts[at + 1 :] if one[1] <= parts[at][1]), len(html))
    found = html[parts[at].start() : end]
    return found if all(_balanced(found, tag) for tag in _BOXES) else ""


def _balanced(html: str, tag: str) -> bool:
    return len(re.findall(rf"<{tag}[\s>]", html)) == html.count(f"</{tag}>")
