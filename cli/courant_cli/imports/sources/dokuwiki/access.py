"""Who may read a page, by DokuWiki's list of rights (no I/O): what everybody may not read is private.

https://www.dokuwiki.org/acl: each line has an id or `namespace:*`, who, and a level; the most particular line counts.
"""

from collections.abc import Iterable
from urllib.parse import unquote

EVERYBODY = "@ALL"
READ = 1


class Access:
    """The rights of everybody."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._levels: dict[str, int] = {}
        for line in lines:
            parts = line.partition("#")[0].split()
            if len(parts) == 3 and unquote(parts[1]).casefold() == EVERYBODY.casefold() and parts[2].isdigit():
                self._levels[parts[0].lower()] = int(parts[2])

    def is_public(self, page: str) -> bool:
        """Whether everybody may read a page; without a line that says so, nobody knows, so it is private."""
        above = page.split(":")[:-1]
        places = [page, *(":".join((*above[:count], "*")) for count in range(len(above), -1, -1))]
        level = next((self._levels[one] for one in places if one in self._levels), 0)
        return level >= READ
