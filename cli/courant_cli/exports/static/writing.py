"""Writes what a crawl found as files, with addresses that work wherever the files lie."""

import json
from pathlib import Path
from urllib.parse import urlsplit

from courant_cli.exports.files import put
from courant_cli.exports.static import markup, sheets
from courant_cli.exports.static.addresses import Link, below, between
from courant_cli.exports.static.crawl import Crawl, Found
from courant_cli.exports.static.markup import Resolve
from courant_cli.installation import Trouble

ABSENT = "404.html"
"""The page for addresses that lead nowhere; servers look for this name."""

MARKER = "courant-static.json"
"""Says which files are of an export: it removes these only."""


class Folder:
    """A folder for a static site: empty, new, or one that an earlier export filled."""

    def __init__(self, root: Path) -> None:
        """Begin; raises Trouble."""
        self._root = root
        if root.exists() and (not root.is_dir() or (any(root.iterdir()) and not (root / MARKER).is_file())):
            raise Trouble(f"{root} has files and is no static export of Courant. Name an empty folder, or a new one.")
        root.mkdir(parents=True, exist_ok=True)
        self._before = self._listed()
        self._now: set[str] = set()
        self.changed = 0

    def begin(self) -> None:
        """Mark the folder as an export, so that one that is interrupted can go on."""
        self._mark(self._before)

    def put(self, name: str, content: bytes) -> None:
        """A file, complete or not at all; one that is the same stays untouched."""
        if name not in self._now:
            self._now.add(name)
            self.changed += put(self._root, name, content)

    def end(self) -> None:
        """Remove the files of an earlier export that the site does not have any more."""
        for name in self._before - self._now:
            file = self._root / name
            file.unlink(missing_ok=True)
            self.changed += 1
            for folder in file.parents:
                if folder == self._root or any(folder.iterdir()):
                    break
                folder.rmdir()
        self._mark(self._now)

    def _listed(self) -> set[str]:
        """The files of the earlier export, without names that lead out of the folder."""
        try:
            found = json.loads((self._root / MARKER).read_text("utf-8"))["files"]
        except (OSError, ValueError, KeyError, TypeError):
            return set()
        root = self._root.resolve()
        return {name for name in map(str, found) if (root / name).parent.resolve().is_relative_to(root)
                and (root / name).is_file()}  # fmt: skip

    def _mark(self, names: set[str]) -> None:
        put(self._root, MARKER, (json.dumps({"files": sorted(names)}, indent=0, ensure_ascii=False) + "\n").encode())


class Writer:
    """Writes what was found. Addresses in pages are relative; with `base`, those for programs are complete."""

    def __init__(self, crawl: Crawl, folder: Folder, base: str) -> None:
        """Begin; `base` is the address at which the static site will be, or empty."""
        self._crawl, self._folder, self._base = crawl, folder, base.rstrip("/")

    def write(self, path: str, found: Found) -> None:
        """One file."""
        content = self._content(path, found)
        if content is not None:
            self._folder.put(found.file, content)

    def absent(self, html: str) -> None:
        """The page for what is not there; servers show it at any address, so its links begin at the top if they can."""
        top = urlsplit(self._base).path if self._base else None
        resolve = self._resolver("/", ABSENT) if top is None else self._below(top, "/")
        page = markup.rewritten(_still(html), resolve, lambda _: None)
        self._folder.put(ABSENT, page.encode())

    def robots(self) -> None:
        """What crawlers read first."""
        lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {self._base}/sitemap.xml"] if self._base else [])]
        self._folder.put("robots.txt", ("\n".join(lines) + "\n").encode())

    def _redirect(self, found: Found, leads: Link) -> bytes | None:
        target = self._crawl.found.get(leads.path)
        there = self._to(leads, found.file)
        if not there or (target is not None and target.file == found.file):
            return None  # `/a` that leads to `/a/` has the file of the page
        return markup.redirect(there, self._whole(Link(leads.path))).encode()

    def _content(self, path: str, found: Found) -> bytes | None:
        if found.leads is not None:
            return self._redirect(found, found.leads)
        assert found.kept is not None  # noqa: S101 - only redirects have none
        body = found.kept.read_bytes()
        if found.kind == "file":
            return body
        text, resolve = body.decode(errors="replace"), self._resolver(path, found.file)
        if found.kind == "page":
            return markup.rewritten(_still(text), resolve, self._resolver(path, "")).encode()
        if found.kind == "style":
            return sheets.style(text, resolve).encode()
        if found.kind == "sitemap" and not self._base:
            return None  # a sitemap has complete addresses (sitemaps.org)
        of_program = self._resolver(path, "" if self._base else found.file)
        # What a feed quotes may lead to what only a running site has.
        top = self._base or between(found.file, "index.html")
        return sheets.xml(text, self._crawl.site.origin, lambda address: of_program(address) or top).encode()

    def _resolver(self, path: str, file: str) -> Resolve:
        """Resolves the addresses on a page: relative to its file, or complete ones if that is empty."""

        def resolve(address: str) -> str | None:
            try:
                link = self._crawl.site.link(address, path)
            except ValueError:
                return address
            if link is None:
                return address
            return self._to(link, file) if file else self._whole(link)

        return resolve

    def _below(self, top: str, path: str) -> Resolve:
        def resolve(address: str) -> str | None:
            link = self._crawl.site.link(address, path)
            if link is None:
                return address
            target = self._target(link)
            return below(top, target.file) + link.part if target else None

        return resolve

    def _to(self, link: Link, file: str) -> str | None:
        target = self._target(link)
        return between(file, target.file) + self._part(link, target) if target else None

    def _whole(self, link: Link) -> str | None:
        target = self._target(link) if self._base else None
        return below(self._base, target.file) + self._part(link, target) if target else None

    def _target(self, link: Link) -> Found | None:
        """What a link leads to, with one step for a redirect."""
        found = None if link.asks else self._crawl.found.get(link.path)
        if found is not None and found.leads is not None:
            return self._crawl.found.get(found.leads.path)
        if found is not None and found.kind == "sitemap" and not self._base:
            return None
        return found

    def _part(self, link: Link, target: Found) -> str:
        led = self._crawl.found[link.path].leads
        return link.part or (led.part if led else "")


def _still(html: str) -> str:
    """A page without the words that are true of a running site only."""
    return html.replace(" · every page is current</p>", "</p>")
