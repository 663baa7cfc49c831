"""Who may read a page, by DokuWiki's list of rights (no I/O): what everybody may not read is private.

https://www.dokuwiki.org/acl: each line has an id or `namespace:*`, who, and a level; the most particular line counts.
Without the list, everybody may read everything if the option `useacl` is off, as it is before DokuWiki is set up
(https://www.dokuwiki.org/config:useacl). If it is on, DokuWiki shows nothing to anybody.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

EVERYBODY = "@ALL"
READ = 1
UNKNOWN = (
    "who could read its pages is not in the folder, so they stay out: put DokuWiki's folder conf beside data; or, if "
    "everybody could read all of it, say so (--public, or “Everybody could read all of it” on the page for imports)"
)

_OFF = re.compile(r"""\$conf\s*\[\s*(['"])useacl\1\s*\]\s*=\s*(?:0|'0?'|"0?"|false)\s*;""", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:include|require)(?:_once)?\b|\beval\b", re.IGNORECASE)


class Access:
    """The rights of everybody."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._levels: dict[str, int] = {}
        for line in lines:
            parts = line.partition("#")[0].split()
            if len(parts) == 3 and unquote(parts[1]) == EVERYBODY and parts[2].isdigit():
                self._levels[parts[0].lower()] = int(parts[2])

    def is_public(self, page: str) -> bool:
        """Whether everybody may read a page; without a line that says so, nobody knows, so it is private."""
        above = page.split(":")[:-1]
        places = [page, *(":".join((*above[:count], "*")) for count in range(len(above), -1, -1))]
        level = next((self._levels[one] for one in places if one in self._levels), 0)
        return level >= READ

    def shows(self, media: str) -> bool:
        """Whether everybody may see a picture: the rights in its namespace count, as in DokuWiki."""
        return self.is_public(f"{media.rpartition(':')[0]}:*".lstrip(":"))


def access(rights: str | None, settings: Sequence[str], *, public: bool) -> tuple[Access, bool]:
    """The rights of everybody, and whether they are known; if they are not, nobody has any.

    `rights` is the text of `conf/acl.auth.php`, None if it is not there; `settings` are those of `conf/local.php` and
    `conf/local.protected.php`. `public` is what people say where the folder says nothing: that everybody could read
    all of it.
    """
    if rights is not None:
        return Access(rights.splitlines()), True
    known = public or is_open(settings)
    return Access([f"* {EVERYBODY} {READ}"] if known else ()), known


def is_open(settings: Sequence[str]) -> bool:
    """Whether settings leave the list of rights unused; those that name other files, or are not there, may not."""
    text = "\n".join(settings)
    return bool(settings) and not _ELSEWHERE.search(text) and "useacl" not in _OFF.sub("", text).lower()
