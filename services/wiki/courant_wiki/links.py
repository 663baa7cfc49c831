"""Links in a page's text (no I/O): what a wikilink may mean, and all links of a text.

`[[First steps]]` on the page `a/b` means the first of these that is a page: `a/b/first-steps` (below it),
`a/first-steps` (beside it), `first-steps` (at the top). `[[/a/b]]` starts at the top; `[[./b]]` and `[[../b]]` are
relative, like any address. `[[b#part]]` leads to a heading, and `[[b|words]]` shows other words. `[[C#]]` leads to the
page C#, `[[C#Syntax]]` to the heading “Syntax” on the page C, and `[[C##Syntax]]` to that heading on the page C#.
"""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from courant_kit.calls.errors import Invalid
from courant_kit.content import markdown

from courant_wiki import paths

_PART = re.compile(r"(?:^\s*#|#(?=[^\s#/]))(?P<part>.*)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A link in a text: its target as written, and the paths it may mean, best first; `wiki` if it is a wikilink."""

    name: str
    targets: tuple[str, ...]
    wiki: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """The links of a text, and its beginning (one line of plain words)."""

    found: tuple[Found, ...]
    description: str

    @property
    def targets(self) -> set[str]:
        """Every path that a link may mean."""
        return {target for one in self.found for target in one.targets}


def candidates(page: str, name: str) -> tuple[str, ...]:
    """The paths that `[[name]]` on `page` may mean, best first; none if the name cannot be a path."""
    words, part = parted(name)
    if not words:
        return (page,) if part else ()
    if words.startswith(("./", "../")):
        return _possible(posixpath.normpath(f"{page}/{words}"))
    if words.startswith("/"):
        return _possible(words)
    around = (paths.join(page, words), paths.join(paths.parent(page), words), words)
    return tuple(dict.fromkeys(path for one in around for path in _possible(one)))


def parted(name: str) -> tuple[str, str]:
    """The page and the heading in `name`, which a `#` divides if a word follows it: `C#` and `C# basics` are pages.

    `C#Syntax` is the heading “Syntax” on the page C, and `C##Syntax` that on the page C#.
    """
    found = _PART.search(name)
    return (name[: found.start()].strip(), found["part"].strip()) if found else (name.strip(), "")


def to_write(targets: tuple[str, ...]) -> str:
    """The candidate to create if none is a page: the one beside the page with the link."""
    return targets[min(1, len(targets) - 1)]


def anchor(name: str) -> str:
    """The `#part` of a link with the id that comrak generates for the heading, or ""."""
    words = parted(name)[1].lower().replace(" ", "-")
    kept = "".join(one for one in words if one in "-_" or one.isalnum())
    return f"#{kept}" if kept else ""


def read(page: str, text: str) -> Reading:
    """The links in the text of `page`."""
    wiki: dict[str, Found] = {}
    plain: dict[str, Found] = {}

    def link_to(name: str) -> tuple[str, bool]:
        wiki[name] = Found(name[: paths.LONGEST], candidates(page, name))
        return "", True

    def rewrite(address: str) -> str:
        if target := path_in(absolute(page, address)):
            plain[target] = Found(target, (target,), wiki=False)
        return address

    html = markdown.render(text, link_to=link_to, rewrite=rewrite)
    return Reading((*wiki.values(), *plain.values()), markdown.plain(html))


def absolute(page: str, address: str) -> str:
    """An address on `page`, made relative to the root of the site; addresses of other sites are unchanged."""
    return urljoin(paths.location(page), address) if address else address


def path_in(address: str) -> str:
    """The path of the wiki page at an absolute address, or "" if it is not in the wiki."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith(paths.ROOT):
        return ""
    return next(iter(_possible(unquote(parts.path[len(paths.ROOT) :]))), "")


def _possible(path: str) -> tuple[str, ...]:
    try:
        return (paths.clean(path),)
    except Invalid:
        return ()  # a name that is not a valid path leads nowhere
