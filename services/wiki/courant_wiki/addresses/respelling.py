"""Links that keep their meaning (no I/O): a text whose links are written so that they lead where they led before.

A link's meaning depends on the page that it is on, and on the pages that exist. When a page moves, or a page appears at
an address that links to another page mean, the links that would change their meaning are written with a complete
address: `[[two]]` becomes `[[/a/two|two]]`, and `[two](../two/)` becomes `[two](/wiki/a/two/)`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from courant_kit.content import addresses

from courant_wiki.addresses import links, paths

_WIKILINK = re.compile(r"\[\[(?P<name>[^\[\]|\n]+)(?P<words>\|[^\[\]\n]*)?\]\]")


@dataclass(frozen=True, slots=True)
class View:
    """What the links of a text depend on: the page's path, and the page (its id) at each path that they may mean."""

    path: str
    leads: Mapping[str, int]

    def wiki(self, name: str) -> int | None:
        """The page that a wikilink leads to."""
        return next((self.leads[one] for one in links.candidates(self.path, name) if one in self.leads), None)

    def plain(self, address: str) -> int | None:
        """The wiki page that an address leads to."""
        return self.leads.get(links.path_in(links.absolute(self.path, address)))


@dataclass(frozen=True, slots=True)
class Change:
    """A text's view before and after, and the paths of today of the pages that its links led to."""

    before: View
    after: View
    homes: Mapping[int, str] = field(default_factory=dict)

    def respell(self, text: str) -> str:
        """The text with links that lead where they led before."""
        return _addressed(_WIKILINK.sub(_outside_code(text, self._wikilink), text), self._address)

    def _wikilink(self, found: re.Match[str]) -> str:
        name = found["name"]
        there = self._kept(self.before.wiki(name), self.after.wiki(name), links.candidates(self.before.path, name))
        if there is None:
            return found[0]
        part = links.parted(name)[1]
        return f"[[/{there}{'#' if part else ''}{part}{found['words'] or f'|{name}'}]]"

    def _kept(self, before: int | None, after: int | None, candidates: tuple[str, ...]) -> str | None:
        """The path to write into a wikilink; None if its meaning has not changed."""
        if before == after or self._only_gone(after):
            return None
        if before is not None:
            return self.homes[before]
        # A moved page's link to a page that nobody has written must not lead to a page that is beside its new place.
        return links.to_write(candidates) if self.before.path != self.after.path else None

    def _only_gone(self, after: int | None) -> bool:
        """Whether the page that a link led to was deleted, and the link leads to no other page now."""
        return after is None and self.before.path == self.after.path

    def _address(self, address: str) -> str | None:
        if not address or address.startswith("#"):
            return None
        old, new = links.absolute(self.before.path, address), links.absolute(self.after.path, address)
        before, after = self.before.plain(address), self.after.plain(address)
        if before is None:
            return old if old != new else None
        if before == after or self._only_gone(after):
            return None
        parts = urlsplit(old)
        return parts._replace(path=paths.location(self.homes[before])).geturl()


def _outside_code(text: str, replace: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    words = addresses.masked(text)
    return lambda found: replace(found) if words[found.start()] == "[" else found[0]


def _addressed(text: str, replace: Callable[[str], str | None]) -> str:
    result, end = [], 0
    for start, stop in sorted(set(addresses.spans(text))):
        address = replace(text[start:stop]) if start >= end else None
        if address is not None:
            result += [text[end:start], address]
            end = stop
    return "".join([*result, text[end:]])
