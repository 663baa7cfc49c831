"""Names on the site and authors of commits (no I/O). An e-mail address gives nothing away unless a file names it."""

import re
from dataclasses import dataclass, field

from courant_kit.history import authors

HIDDEN = "users.invalid"
"""The domain of addresses that nobody has (RFC 2606)."""

_LINE = re.compile(r"(?P<name>[^=#]+?)\s*=\s*(?P<shown>[^<>]+?)\s*<(?P<email>[^<>\s]+)>")


class Unclear(ValueError):
    """A line of the file of authors that is not as it should be."""


@dataclass(frozen=True, slots=True)
class People:
    """Who is who: the author of commits for names on the site."""

    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def author(self, names: str) -> str:
        """The author of a commit by these people (as a revision names them): `Ada Lovelace <ada@users.invalid>`."""
        return self._one((authors.names(names) or [""])[0])

    def others(self, names: str) -> list[str]:
        """The other authors."""
        return [self._one(name) for name in authors.names(names)[1:]]

    def name(self, shown: str, email: str) -> str:
        """The name on the site of the author of a commit."""
        for name, one in self.known.items():
            if one[1].lower() == email.lower():
                return name
        return " ".join(shown.split()) or "somebody"

    def _one(self, name: str) -> str:
        shown, email = self.known.get(name, (name, f"{_local(name)}@{HIDDEN}"))
        return f"{_plain(shown) or 'somebody'} <{email}>"


def read(lines: str) -> People:
    """The file of authors: `ada = Ada Lovelace <ada@example.org>` on each line; raises Unclear."""
    known: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if (found := _LINE.fullmatch(line.strip())) is None:
            raise Unclear(f"Line {number} should be as “ada = Ada Lovelace <ada@example.org>”.")
        known[found["name"]] = (_plain(found["shown"]), found["email"])
    return People(known)


def _plain(name: str) -> str:
    """A name without what ends it in a commit."""
    return " ".join(re.sub(r"[<>\x00-\x1f]", " ", name).split())


def _local(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "somebody"
