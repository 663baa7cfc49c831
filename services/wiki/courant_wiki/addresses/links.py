"""Links in a page's text (no I/O): what a wikilink may mean, and all links of a text.

`[[First steps]]` on the page `a/b` means the first of these that is a page: `a/b/first-steps` (below it),
`a/first-steps` (beside it), `first-steps` (at the top). `[[/a/b]]` starts at the top; `[[./b]]` and `[[../b]]` are
relative, like any address. `[[b#part]]` leads to a heading, and `[[b|words]]` shows other words. `[[C#]]` leads to the
page C#, `[[C#Syntax]]` to the heading “Syntax” on the page C, and `[[C##Syntax]]` to that heading on the page C#.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category
from urllib.parse import unquote

from courant_kit.calls.errors import Invalid
from courant_kit.content import locations, markdown

from courant_wiki.addresses import paths

MANY = 5000
"""How many links are remembered: a move of a page asks many times what each of the links to it means."""

_PART = re.compile(r"(?:^\s*#|#(?=[^\s#/]))(?P<part>.*)$")
PAGE_IDS = markdown.Reserved("tree-[0-9a-f]{20}", "(?:thread|settle|comment)-[0-9]+(?:-.*)?", "discussion(?:-[a-z-]+)?")
"""The ids that the page of a text has around it, beside those of the shell: the tree's, and the discussion's."""


@dataclass(frozen=True, slots=True)
class Found:
    """A link in a text: its target as written, and the paths it may mean, best first; `wiki` if it is a wikilink.

    `embed` if it includes the page, `![[page]]`.
    """

    name: str
    targets: tuple[str, ...]
    wiki: bool = True
    embed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The links of a text, its beginning (one line of plain words), and the address of its first picture."""

    found: tuple[Found, ...]
    description: str
    image: str = ""

    @property
    def targets(self) -> set[str]:
        """Every path that a link may mean."""
        return {target for one in self.found for target in one.targets}


@lru_cache(maxsize=MANY)
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
    """The `#part` of a link with the id that the heading has on its page, or ""."""
    words = parted(name)[1].lower()
    kept = "".join("-" if one == " " else one for one in words if one in " -" or _in_ids(one))
    return f"#{PAGE_IDS.renamed(kept)}" if kept else ""


def read(page: str, text: str) -> Reading:
    """The links in the text of `page`, and how it begins."""
    if markdown.has_more_than_words(text):
        return _read(page, text)
    html = markdown.parsed(text, wikilinks=True)
    addresses = (one for one in markdown.addresses_in(html) if not one.startswith("#"))  # notes lead within the text
    named = {name: embed for name, embed in markdown.wikilinks(html).items() if name.strip(" #/")}
    return Reading(tuple(meant(page, named, addresses)), markdown.beginning(html))


def _read(page: str, text: str) -> Reading:
    wiki: dict[str, Found] = {}
    plain: dict[str, Found] = {}

    def include(name: str, prefix: str) -> None:
        wiki[name] = Found(name[: paths.LONGEST], candidates(page, name), embed=True)

    def link_to(name: str) -> markdown.Link:
        wiki.setdefault(name, Found(name[: paths.LONGEST], candidates(page, name)))
        return markdown.Link("", exists=True)

    def rewrite(address: str) -> str:
        if target := path_in(absolute(page, address)):
            plain[target] = Found(target, (target,), wiki=False)
        return address

    rendered = markdown.read(text, link_to=link_to, rewrite=rewrite, include=include, draw=False)
    found = (*wiki.values(), *plain.values())
    return Reading(found, markdown.plain(rendered.above or rendered.html), absolute(page, rendered.image))


def found(page: str, text: str) -> list[Found]:
    """The links in the text of `page`, as `read` has them, in a fifth of the time."""
    html = markdown.parsed(text, wikilinks=True)
    return meant(page, markdown.wikilinks(html), markdown.addresses_in(html))


def meant(page: str, wikilinks: Mapping[str, bool], addresses: Iterable[str]) -> list[Found]:
    """What these wikilinks (each with whether it includes what it names) and addresses on `page` mean."""
    wiki = (Found(name[: paths.LONGEST], candidates(page, name), embed=embed) for name, embed in wikilinks.items())
    targets = (path_in(absolute(page, address)) for address in addresses)
    return [*wiki, *(Found(target, (target,), wiki=False) for target in dict.fromkeys(filter(None, targets)))]


def targets(page: str, text: str) -> set[str]:
    """Every path that a link in the text of `page` may mean."""
    return {target for one in found(page, text) for target in one.targets}


@lru_cache(maxsize=MANY)
def absolute(page: str, address: str) -> str:
    """An address on `page`, made relative to the root of the site; addresses of other sites are unchanged.

    A link to a heading on a page of the wiki gets the id that the heading has there.
    """
    found = locations.joined(paths.location(page), address) if address else address
    place, _, part = found.partition("#")
    return f"{place}#{PAGE_IDS.renamed(part)}" if part in PAGE_IDS and path_in(place) else found


@lru_cache(maxsize=MANY)
def path_in(address: str) -> str:
    """The path of the wiki page at an absolute address, or "" if it is not in the wiki."""
    parts = locations.parts(address)
    if parts.scheme or parts.netloc or not parts.path.startswith(paths.ROOT):
        return ""
    return next(iter(_possible(unquote(parts.path[len(paths.ROOT) :]))), "")


def _in_ids(letter: str) -> bool:
    """Whether comrak keeps a character in a heading's id: letters and marks of every script, digits, connectors."""
    kind = category(letter)
    return kind[0] in "LMN" or kind == "Pc"


def shows_title(name: str) -> bool:
    """Whether a wikilink without words shows the title of its page, because its name has an address or a heading."""
    words, part = parted(name)
    return bool(words) and (bool(part) or "/" in words)


def _possible(path: str) -> tuple[str, ...]:
    try:
        return (paths.clean(path),)
    except Invalid:
        return ()  # a name that is not a valid path leads nowhere
