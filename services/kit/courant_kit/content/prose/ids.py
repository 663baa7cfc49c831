"""One namespace for the ids in what people write, so that none meets an id of the page around it (no I/O).

An id that the page has itself gets `-section` behind it, one that occurred before gets a number, and a heading that
has none, because it has only signs, gets `section`. Links within the text follow. All other ids stay as they are, so
links to them from elsewhere arrive.
"""

import re
from urllib.parse import unquote

from courant_kit.content.icons import NAMES
from courant_kit.content.prose.places import in_tags

SHELL_IDS = frozenset(
    {
        "main",
        "connection",
        "presence",
        "announce",
        "notices",
        "progress",
        "theme",
        "theme-menu",
        "menu",
        "account",
        "modules",
    }
) | {f"icon-{name}" for name in NAMES}
"""The ids of the shell, which is around every page."""

PREVIEW = "preview--"
"""The prefix of all ids in a preview, because forms have ids that headings may well have: `title`, `tags`, `text`."""

_PLACE = re.compile(r' (?:id="|(href="#))([^"]*)(?=")')
_NAMELESS = "section"


class Reserved:
    """The ids that a page has itself: those of the shell, and a module's own, each a regular expression."""

    def __init__(self, *own: str) -> None:
        self._own = re.compile("|".join(own)) if own else None

    def renamed(self, name: str) -> str:
        """The id that an element in a text gets instead of `name`: another if the page has `name` itself."""
        if name not in self:
            return name
        return f"section-{name}" if f"{name}-section" in self else f"{name}-section"

    def __contains__(self, name: str) -> bool:
        return name in SHELL_IDS or bool(self._own and self._own.fullmatch(name))


def settled(html: str, reserved: Reserved, prefix: str = "") -> str:
    """Sanitized HTML in which each id occurs once and is none of the page's; `prefix` is put before each."""
    places = list(in_tags(_PLACE, html))
    names = _Names(reserved, prefix)
    settled = {place.start(2): names.settle(place[2]) for place in places if not place[1]}
    if not names.changed:
        return html
    pieces, done = list[str](), 0
    for place in places:
        name = settled.get(place.start(2)) or names.target(place[2])
        pieces += [html[done : place.start(2)], name]
        done = place.end(2)
    return "".join((*pieces, html[done:]))


class _Names:
    """The ids of one text, in the order in which they occur."""

    def __init__(self, reserved: Reserved, prefix: str) -> None:
        self._reserved, self._prefix = reserved, prefix
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}
        self._first: dict[str, str] = {}
        self.changed = False

    def settle(self, name: str) -> str:
        wanted = self._prefix + self._reserved.renamed(name or _NAMELESS)
        settled, count = wanted, self._counts.get(wanted, 0)
        while settled in self._taken:
            count += 1
            settled = self._reserved.renamed(f"{wanted}-{count}")
        self._counts[wanted] = count
        self._taken.add(settled)
        self._first.setdefault(name, settled)
        self.changed = self.changed or settled != name
        return settled

    def target(self, link: str) -> str:
        return self._first.get(unquote(link), link)
