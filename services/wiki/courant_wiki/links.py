"""Links in a page's text, pure: what the words in double brackets may mean, and all that a text links to.

`[[First steps]]` on the page `a/b` means the first of these that is a page: `a/b/first-steps` (below it),
`a/first-steps` (beside it), `first-steps` (at the top). `[[/a/b]]` starts at the top, `[[./b]]` and `[[../b]]` are
relative like any address. `[[b#part]]` leads to a heading, `[[b|words]]` says other words.
"""

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from courant_kit.calls.errors import Invalid
from courant_kit.content import markdown

from courant_wiki import paths


@dataclass(frozen=True, slots=True)
class Found:
    """A link in a text: what stands there, and the paths it may lead to, best first; `wiki` when in brackets."""

    name: str
    targets: tuple[str, ...]
    wiki: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text links to, and how it starts (one line of plain words)."""

    found: tuple[Found, ...]
    description: str

    @property
    def targets(self) -> set[str]:
        """Every path that a link may lead to."""
        return {target for one in self.found for target in one.targets}


def candidates(page: str, name: str) -> tuple[str, ...]:
    """The paths that `[[name]]` on `page` may mean, best first; none when it cannot be a page."""
    words = name.partition("#")[0].strip()
    if not words:
        return (page,) if "#" in name else ()
    if words.startswith(("./", "../")):
        return _possible(posixpath.normpath(f"{page}/{words}"))
    if words.startswith("/"):
        return _possible(words)
    around = (paths.join(page, words), paths.join(paths.parent(page), words), words)
    return tuple(dict.fromkeys(path for one in around for path in _possible(one)))


def to_write(targets: tuple[str, ...]) -> str:
    """Which of the candidates to write when none is a page: the one beside the page with the link."""
    return targets[min(1, len(targets) - 1)]


def anchor(name: str) -> str:
    """The `#part` of a link with the id that comrak gives the heading, "" without one."""
    words = name.partition("#")[2].strip().lower().replace(" ", "-")
    kept = "".join(one for one in words if one in "-_" or one.isalnum())
    return f"#{kept}" if kept else ""


def read(page: str, text: str) -> Reading:
    """What the text of `page` links to."""
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
    """An address as it is meant on `page`, from the root of the site; other sites' stay as they are."""
    return urljoin(paths.location(page), address) if address else address


def path_in(address: str) -> str:
    """The path of the wiki page that an absolute address leads to, "" when it leads elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith(paths.ROOT):
        return ""
    return next(iter(_possible(unquote(parts.path[len(paths.ROOT) :]))), "")


def _possible(path: str) -> tuple[str, ...]:
    try:
        return (paths.clean(path),)
    except Invalid:
        return ()  # words that are no path lead nowhere
