"""Unpacks a dump of MediaWiki: the articles, their redirects as old addresses, their pictures."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from courant_kit.content import locations

from courant_cli.imports.batch import Revision
from courant_cli.imports.sources.export import Unusable
from courant_cli.imports.sources.mediawiki.converting import Converted, Converter, converted
from courant_cli.imports.sources.mediawiki.dump import Namespaces, Older, State, WikiText, pages
from courant_cli.imports.sources.mediawiki.recent import Recent
from courant_cli.imports.sources.mediawiki.titles import Titles, normal
from courant_cli.imports.sources.mediawiki.wikitext import redirected
from courant_cli.imports.staging import Staging

ARTICLES = "0"
_FILES = ("images", "files")
HIDDEN = "Anonymous"
"""The author of a revision whose author was hidden."""
_TOLD = 100
"""After so many pages the bar moves while titles are collected."""


def unpack(file: Path, staging: Staging) -> None:
    """Write the articles of a dump; raises Unusable if it holds none."""
    titles, site, recent = Titles(), Namespaces(), Recent(staging.history)
    others = Counter[str]()
    damaged = partial(staging.note, file.name, "damaged export")
    found = pages(file, lambda damage: damaged([damage]), history=staging.history > 0)
    for count, one in enumerate(found):
        if count % _TOLD == 0:
            staging.tell("Looking", count, 0)
        if isinstance(one, Older):
            recent.see(one)
        elif isinstance(one, Namespaces):
            site = one
            titles.namespaces = {name.casefold(): number for number, name in one.names.items() if name}
            titles.namespaces |= {"file": "6", "image": "6", "category": "14", "media": "-2"}
        elif one.namespace != ARTICLES:
            others[site.names.get(one.namespace, one.namespace)] += 1
        elif one.redirect or (_REDIRECTS.match(one.text) and redirected(one.text)):
            titles.redirects[normal(one.title)] = redirected(one.text) or one.redirect
        elif _why_not(one):
            staging.note(_called(one.title), _why_not(one))
        else:
            titles.add(normal(one.title))
    if not titles.files:
        raise Unusable("it has no articles.")
    staging.note(file.name, "namespace that is not imported", [f"{name} ({count:,})" for name, count in others.items()])
    staging.note(file.name, "redirect that leads to no page", titles.circles())
    staging.site = staging.site or _site(site.base)
    _Unpacking(file, titles, site, recent, staging).write()


def _why_not(one: WikiText) -> str:
    if one.newest.model != "wikitext":
        return f"no wikitext but {one.newest.model}"
    return "" if one.text.strip() else "its text is not in the dump"


class _Unpacking:
    def __init__(self, file: Path, titles: Titles, site: Namespaces, recent: Recent, staging: Staging) -> None:
        self._file, self._titles, self._recent, self._staging = file, titles, recent, staging
        self._folders = [found for name in _FILES if (found := file.parent / name).is_dir()]
        self._aliases = titles.aliases()
        self._above = _above(site.base)

    def write(self) -> None:
        converter = Converter(self._titles, self._folders)
        for one, made in converted(self._wanted(), converter, len(self._titles.files)):
            if isinstance(one, Older):
                self._revision(one, made)
            else:
                self._page(one, made)

    def _wanted(self) -> Iterator[WikiText | Older]:
        """The articles, each after those of its older revisions that are wanted."""
        for one in pages(self._file, lambda _: None, history=self._staging.history > 0):
            if isinstance(one, Namespaces) or one.namespace != ARTICLES:
                continue
            if normal(one.title) in self._titles.files and (isinstance(one, WikiText) or self._recent.wants(one)):
                yield one

    def _revision(self, one: Older, made: Converted) -> None:
        """Set an older text aside, with the pictures that it shows."""
        for there, name in made.pictures:
            self._staging.copy(there, f"files/{name}")
        if moment := _moment(one.state.moment):
            self._staging.revision(self._titles.files[normal(one.title)], _said(one.state, moment, made.page.text))

    def _page(self, one: WikiText, made: Converted) -> None:
        title, page = normal(one.title), made.page
        file = self._titles.files[title]
        note = self._staging.note
        note(file, "template, kept as text", sorted(set(page.templates)))
        note(file, "left out", sorted(set(page.left)))
        note(file, "picture that is not in images/ beside the dump", made.missing)
        for there, name in made.pictures:
            self._staging.copy(there, f"files/{name}")
        left = self._recent.left(one)
        if left:
            note(file, "older revisions that are not imported", [f"{left:,}"])
        if self._staging.history and (moment := _moment(one.newest.moment)):
            self._staging.revision(file, _said(one.newest, moment, ""))
        values = {
            "title": title.rpartition("/")[2] or title,
            "date": one.newest.moment,
            "author": one.newest.author or HIDDEN,
            "tags": list(dict.fromkeys(filter(None, page.categories))),
            "aliases": [
                *self._old(title),
                *(old for alias in self._aliases.get(title, ()) for old in self._old(alias)),
            ],
        }
        self._staging.document(file, values, page.text)

    def _old(self, title: str) -> Iterator[str]:
        """The paths of a page there; `/wiki/` is taken here."""
        name = title.replace(" ", "_")
        yield from (f"/{above}/{name}" for above in self._above)


def _said(one: State, moment: datetime, text: str) -> Revision:
    return Revision(one.author or HIDDEN, moment, " ".join(one.summary.split()), text)


def _moment(words: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo else None


_REDIRECTS = re.compile(r"\s*#redirect\b", re.IGNORECASE)
"""What redirects in every language; a dump names the target of those that are written in another one."""


def _called(title: str) -> str:
    return f"{normal(title)}"


def _above(base: str) -> list[str]:
    """The folder in which articles were: that of the main page, which the dump names; also the usual ones."""
    path = unquote(locations.parts(base).path).strip("/").rpartition("/")[0]
    return list(dict.fromkeys(one for one in (path, "index.php", "w/index.php") if one and one != "wiki"))


def _site(base: str) -> str:
    """The address of the wiki, by that of its main page."""
    parts = locations.parts(base)
    above = parts.path.rpartition("/")[0].rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{above}" if parts.netloc else ""
