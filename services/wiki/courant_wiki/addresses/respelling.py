"""Links that lead where they led (no I/O): the text of a page after pages have moved or appeared.

A link's meaning depends on the page that it is on, and on the pages that exist. A link whose meaning would change is
written otherwise, and so is one to a page that has moved, which would lead there by a redirect only: `[[two]]` becomes
`[[/a/two|two]]`, or `[[three|two]]` if that is enough, and `[two](../two/)` becomes `[two](/wiki/a/two/)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from courant_kit.content import linked
from courant_kit.content.linked import Place, Respelled

from courant_wiki.addresses import links, paths


@dataclass(frozen=True, slots=True)
class View:
    """What the links of a text depend on: the page's path, and the page (its id) at each path that they may mean."""

    path: str
    leads: Mapping[str, int]

    def wiki(self, name: str) -> int | None:
        """The page that a wikilink leads to."""
        return self.leads.get(self.chosen(name))

    def plain(self, address: str) -> int | None:
        """The wiki page that an address leads to."""
        return self.leads.get(links.path_in(links.absolute(self.path, address)))

    def chosen(self, name: str) -> str:
        """The path that a wikilink leads to; "" if none of its candidates is a page."""
        return next((one for one in links.candidates(self.path, name) if one in self.leads), "")


@dataclass(frozen=True, slots=True)
class Change:
    """A text's view before and after, and the paths of today of the pages that its links led to.

    `moved` are the pages that have moved, to whose new addresses the links follow.
    """

    before: View
    after: View
    homes: Mapping[int, str] = field(default_factory=dict)
    moved: frozenset[int] = frozenset()

    def respell(self, text: str) -> Respelled:
        """The text with links that lead where they led before."""
        return linked.respelled(text, lambda place: self._wikilink(text, place) if place.wiki else self._address(place))

    def _wikilink(self, text: str, place: Place) -> str | None:
        name = place.target
        there = self._kept(name)
        if there is None:
            return None
        part = links.parted(name)[1]
        part = f"#{part}" if part else ""
        shown = place.words if place.words is not None or place.embed or links.shows_title(name) else name
        short = self._short(there, shown or "", part)
        if short == shown:
            return short
        return short + part if shown is None else f"{short}{part}{linked.bar_at(text, place)}{shown}"

    def _short(self, there: str, shown: str, part: str) -> str:
        """The shortest name that leads to a path."""
        names = (shown, there.rpartition("/")[2]) if not part else (there.rpartition("/")[2],)
        plain = (name for name in names if name and not links.shows_title(name))
        return next((name for name in plain if self.after.chosen(name) == there), f"/{there}")

    def _kept(self, name: str) -> str | None:
        """The path to write into a wikilink; None if it leads where it led."""
        before, after = self.before.wiki(name), self.after.wiki(name)
        if before == after:
            home = self.homes.get(before) if before in self.moved else None
            return home if home != self.after.chosen(name) else None
        if self._only_gone(after):
            return None
        if before is not None:
            return self.homes[before]
        # A moved page's link to a page that nobody has written must not lead to a page that is beside its new place.
        return links.to_write(links.candidates(self.before.path, name)) if self._has_moved else None

    @property
    def _has_moved(self) -> bool:
        return self.before.path != self.after.path

    def _only_gone(self, after: int | None) -> bool:
        """Whether the page that a link led to was deleted, and the link leads to no other page now."""
        return after is None and not self._has_moved

    def _address(self, place: Place) -> str | None:
        address = place.target
        if not address or address.startswith("#"):
            return None
        old, new = links.absolute(self.before.path, address), links.absolute(self.after.path, address)
        before, after = self.before.plain(address), self.after.plain(address)
        if before is None:
            return old if old != new else None
        home = self.homes.get(before)
        if before == after and (before not in self.moved or links.path_in(new) == home):
            return None
        if home is None or (before != after and self._only_gone(after)):
            return None
        return urlsplit(old)._replace(path=paths.location(home)).geturl()
