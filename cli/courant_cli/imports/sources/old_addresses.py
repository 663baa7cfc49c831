"""Where a post stood on its old site (no I/O): the address that it names, or those that a generator would make."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

from courant_kit.content import locations

from courant_cli.imports.reading.front_matter import listed
from courant_cli.imports.sources.dialects import ALL
from courant_cli.imports.sources.permalinks import Facts, filled, lowered, pretty
from courant_cli.imports.sources.site import Site

NAMED = tuple(dict.fromkeys(one.path for one in ALL))
ALIASES = (*dict.fromkeys(one.aliases for one in ALL), "alias", "redirects", "old_url", "old_urls", "tumblr_url")

#: First words of paths that belong to other parts of this site, so nothing can lead on from there.
TAKEN = {"wiki", "accounts", "admin", "assets", "call", "static", "media", "ws"}

_DAY = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")
_TUMBLR = re.compile(r"post/\d+")
NUMBERED = re.compile(r"\?(?:[^#]*&)?((?:p|page_id)=\d+)(?=$|[&#])")
"""The number in a short address of WordPress."""

_NO_PART = {"content", "src", "source", "_posts", "_drafts", ""}
_POSTS = {"posts", "post", "blog"}


@dataclass(slots=True)
class Old:
    """The old addresses of a post, as paths without slashes at their ends.

    `path` is the likeliest, and certain if the post names it (`named`); `others` are what other generators or settings
    would have made of the same file; `aliases` already led to it, and `whole` are those of them that name their host,
    as `host/path`. `queries` are those that only a number tells apart (`p=123`). `problems` are pairs of a kind and a
    value.
    """

    path: str
    named: bool = False
    others: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        """All of them, without duplicates."""
        return list(dict.fromkeys(filter(None, (self.path, *self.others, *self.aliases))))


def old_addresses(file: str, values: Mapping[str, Any], title: str, day: date | None, site: Site) -> Old:
    """The old addresses of the post in `file`, with this title and day."""
    language, file = site.language_of(file), site.without_language(file)
    facts = _facts(file, values, title, day)
    old = Old("")
    for key in NAMED:
        template = values.get(key)
        if template and str(template).strip("/ ") and str(template).lower() not in {"false", "true"}:
            path = filled(str(template), facts, titled=key == "url")
            old.problems += [] if path else [("address that cannot be read", f"{key}: {template}")]
            old.path = old.path or plain(path or "")
    old.named = bool(old.path)
    guesses = [] if old.named else [*dict.fromkeys(filter(None, _guesses(file, facts, site)))]
    guesses = [_joined(language, one) for one in guesses]
    old.path = old.path or next(iter(guesses), "")
    old.others = guesses[1:]
    old.aliases = list(dict.fromkeys(filter(None, _aliases(values, old.path, facts))))
    old.whole = [on_host(one) for key in ALIASES for one in listed(values.get(key)) if "://" in str(one)]
    old.queries = list(_queries(values))
    old.problems += [("old address in another part of this site", one) for one in old.all if _is_taken(one)]
    return old


def on_host(address: str) -> str:
    """A whole address for comparison, as `host/path`: without scheme, `www.`, query and last slash."""
    host = locations.parts(address.strip()).netloc.casefold().removeprefix("www.")
    return f"{host}/{plain(address).casefold()}".rstrip("/")


def plain(address: str) -> str:
    """The path of an address, decoded, with composed characters, without slashes at its ends or `index.html`."""
    path = unquote(locations.parts(address.strip()).path) if "://" in address else unquote(address.partition("?")[0])
    path = normalize("NFC", path.partition("#")[0]).strip("/ ")
    return "" if path == "index.html" else path.removesuffix("/index.html")


def _facts(file: str, values: Mapping[str, Any], title: str, day: date | None) -> Facts:
    path = PurePosixPath(file)
    bundle = path.stem.split(".")[0] == "index" and path.parent.name
    name, folder = (path.parent.name, path.parent.parent) if bundle else (path.stem, path.parent)
    parts = [part.removeprefix("_") for part in folder.parts if part not in _NO_PART]
    before = list(folder.parts)[: folder.parts.index("_posts")] if "_posts" in folder.parts else []
    named = [str(one) for key in ("categories", "category") for one in _words(values.get(key), key)]
    return Facts(
        title=title, name=_DAY.sub("", name), slug=str(values.get("slug") or ""),
        stem="/".join((*parts, _DAY.sub("", name))), section="/".join(parts),
        categories=tuple(dict.fromkeys((*before, *named))), day=day,
    )  # fmt: skip


def _words(value: Any, key: str) -> list[Any]:
    """Categories: Jekyll reads a text with spaces as several, and one with the key `category` as one."""
    return value.split() if isinstance(value, str) and key == "categories" else listed(value)


def _guesses(file: str, facts: Facts, site: Site) -> Iterator[str | None]:
    path = PurePosixPath(file)
    name = path.parent.name if path.stem.split(".")[0] == "index" and path.parent.name else path.stem
    if (template := site.permalinks.get(facts.section.partition("/")[0])) is not None:
        yield filled(template, facts, titled=True)
    if _DAY.match(name):
        yield filled(site.permalink or "date", facts)
        plainly = Facts(facts.title, facts.name, facts.slug, facts.stem, facts.section, (), facts.day)
        yield filled(site.permalink or "date", plainly)
        yield _joined(_DAY.match(name)[0][:-1].replace("-", "/"), pretty(facts.name)) + ".html"  # type: ignore[index]
    elif site.permalink and "_posts" in path.parts:  # Hexo
        yield filled(site.permalink, facts)
    if facts.slug:
        yield _joined(lowered(facts.section), lowered(facts.slug))
    for one in (facts.name, name):
        yield _joined(lowered(facts.section), lowered(one))
        yield _joined(facts.section, one)


def _aliases(values: Mapping[str, Any], path: str, facts: Facts) -> Iterator[str]:
    for key in ALIASES:
        for one in listed(values.get(key)):
            if not isinstance(one, str) or not plain(one) or _only_asks(one):
                continue
            for above in (path.rpartition("/")[0], lowered(facts.section)) if key == "aliases" else ():
                # In Hugo it lies below the section, in Zola and Jekyll below the top of the site.
                if above and not one.startswith(("/", f"{above}/")) and "://" not in one:
                    yield plain(_joined(above, one))
            yield plain(one)
            if key == "tumblr_url" and (number := _TUMBLR.match(plain(one))):
                yield number[0]


def _queries(values: Mapping[str, Any]) -> Iterator[str]:
    """Short addresses, such as those of WordPress: `/?p=123`."""
    for key in (*ALIASES, "guid", "shortlink"):
        for one in listed(values.get(key)):
            if found := NUMBERED.search(str(one)):
                yield found[1]
            elif key in ALIASES and _only_asks(str(one)):
                yield str(one).partition("?")[2].partition("#")[0]
    for key in ("wordpress_id", "wp_id", "post_id"):
        if str(values.get(key) or "").isdigit():
            yield f"p={values[key]}"


def _only_asks(address: str) -> bool:
    """Whether an address differs from others only in its query."""
    return "?" in address and plain(address) in {"", "index.php"}


def _is_taken(path: str) -> bool:
    return path.partition("/")[0].lower() in TAKEN


def _joined(*parts: str) -> str:
    return "/".join(filter(None, (part.strip("/") for part in parts)))
