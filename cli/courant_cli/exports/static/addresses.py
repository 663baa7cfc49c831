"""Addresses of the site, and the files that stand for them (no I/O)."""

import posixpath
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from courant_cli.exports.folder.names import filed

SAFE = "/~:@!$&'()*+,;="
"""What a path may have as it is (RFC 3986, 3.3)."""

LIVE = frozenset({"accounts", "admin", "api", "call", "search", "ws", "healthz", "readyz"})
"""First parts of paths that need a running site."""

_VERBS = frozenset({"~new", "~edit", "~arrange", "~order", "~bin", "~comment", "~history", "~diff", "~written"})
"""What people do with pages, and old states of them: no part of what a visitor comes for."""

_SCRIPTS = (".js", ".mjs", ".map")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link on the site leads: its path, decoded, and the part of the page, with `#`; `asks` is its query."""

    path: str
    part: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A site by its origin, `https://example.org`, without a slash at its end."""

    origin: str

    def link(self, address: str, page: str) -> Link | None:
        """A link from the page at a path, if it leads to the site; raises ValueError if it is no address."""
        parts = urlsplit(urljoin(self.origin + quoted(page), address.strip()))
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            return None
        return Link(unquote(parts.path) or "/", f"#{parts.fragment}" if parts.fragment else "", parts.query)


def is_static(link: Link) -> bool:
    """Whether an address can be a part of a site that nobody runs."""
    steps = link.path.strip("/").split("/")
    if link.asks or steps[0] in LIVE or link.path.endswith(_SCRIPTS):
        return False
    return not _VERBS.intersection(steps) and not (steps[0] == "blog" and steps[-1] in {"edit", "new", "drafts", "bin"})


def quoted(path: str) -> str:
    """A path as addresses have it."""
    return quote(path, safe=SAFE)


def file_of(path: str, kind: str) -> str:
    """The file for a path: a `page` or a `redirect` in its folder, a `feed` with an ending, anything else as it is."""
    bare = filed(path.strip("/")) if path.strip("/") else ""
    if kind == "feed" and not bare.endswith((".xml", ".json")):
        return f"{bare}.xml"
    if bare and (kind not in {"page", "redirect"} or bare.endswith((".html", ".htm"))):
        return bare
    return f"{bare}/index.html" if bare else "index.html"


def between(page: str, target: str) -> str:
    """The relative address from one file to another; a page is named by its folder."""
    there = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(page)}")
    if posixpath.basename(target) == "index.html":
        folder = posixpath.dirname(there)
        there = f"{folder}/" if folder else "./"
    return quoted(there)


def below(base: str, target: str) -> str:
    """The complete address of a file below the address of a site."""
    return base.rstrip("/") + "/" + quoted(target.removesuffix("index.html") if _is_index(target) else target)


def _is_index(target: str) -> bool:
    return posixpath.basename(target) == "index.html"
