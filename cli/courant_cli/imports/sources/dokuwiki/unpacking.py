"""Unpacks DokuWiki's data folder for the wiki: pages, pictures, tags, dates, people, and older revisions."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import quote, unquote

from courant_cli.imports.batch import Lead, Revision
from courant_cli.imports.reading.folder import PICTURES, Folder
from courant_cli.imports.sources import pandoc
from courant_cli.imports.sources.dokuwiki import ids, marks
from courant_cli.imports.sources.dokuwiki.access import UNKNOWN, access
from courant_cli.imports.sources.dokuwiki.marks import Prepared
from courant_cli.imports.sources.export import Unusable
from courant_cli.imports.sources.pandoc import Unread
from courant_cli.imports.staging import Staging

AT_ONCE = 64
"""The pages that are in memory at once."""
NOT_FOR_EVERYBODY = "picture that not everybody could see, so it stays out"
_SETTINGS = ("local.php", "local.protected.php")
_SAMPLES = {"wiki:syntax", "wiki:dokuwiki", "wiki:welcome", "playground:playground"}
"""Pages that every DokuWiki has."""


@dataclass(frozen=True, slots=True)
class Change:
    """When a page was changed, by whom, and what they said of it."""

    moment: datetime
    user: str
    summary: str


def data_of(path: Path) -> Path | None:
    """The data folder that a path is, or has; None if it is none of DokuWiki's."""
    for data in (path, path / "data"):
        pages = data / "pages"
        if pages.is_dir() and any((data / one).is_dir() for one in ("meta", "media", "attic")):
            return data if next(pages.rglob("*.txt"), None) else None
    return None


def unpack(path: Path, staging: Staging) -> None:
    """Write the pages; raises Unusable if there are none, or pandoc is not installed."""
    data = data_of(path)
    if data is None:
        raise Unusable("it has no folder `pages` with texts.")
    if staging.target != "wiki":
        raise Unusable("its pages belong into the wiki: use `courant import wiki`.")
    pandoc.program()
    unpacking = _Unpacking(data, staging)
    names = iter(unpacking.pages)
    done = 0
    while some := list(islice(names, AT_ONCE)):
        unpacking.write(some)
        done += len(some)
        staging.tell("Reading", done, len(unpacking.pages))


class _Unpacking:
    def __init__(self, data: Path, staging: Staging) -> None:
        self._data, self._staging = data, staging
        self._folder = Folder(data)
        self.pages = {page: file for page, file in self._texts() if page not in _SAMPLES}
        self._media = {_id(Path(one), ""): one for one in self._under("media")}
        conf = data.parent / "conf"
        self._people = _people(_lines(conf / "users.auth.php")) if staging.names else {}
        settings = [found for one in _SETTINGS if (found := _content(conf / one)) is not None]
        self._access, known = access(_content(conf / "acl.auth.php"), settings, public=staging.public)
        if not known:
            staging.note("conf", UNKNOWN)

    def write(self, pages: list[str]) -> None:
        """Write these pages."""
        ready = [self._prepared(page, self._text(page)) for page in pages]
        for page, made, text in zip(pages, ready, _markdown([one.text for one in ready]), strict=True):
            self._page(page, made, text)

    def _page(self, page: str, made: Prepared, text: str | Unread) -> None:
        file, changes = ids.file_of(page), self._changes(page)
        if isinstance(text, Unread):
            self._staging.note(file, "text that cannot be read", [str(text)])
            return
        for kind, what in made.left:
            self._staging.note(file, kind, [what])
        last = changes[-1] if changes else None
        path, public = page.replace(":", "/"), self._access.is_public(page)
        self._staging.document(file, {
            "title": marks.title_of(self._text(page)) or page.rpartition(":")[2].replace("_", " ").capitalize(),
            "date": last.moment.isoformat() if last else "",
            "author": self._name(last.user) if last else "",
            "tags": list(dict.fromkeys(made.tags)),
            "aliases": list(dict.fromkeys((f"/{path}", f"/{page}", f"/doku.php/{page}"))),
            "private": "" if public else "yes",
        }, marks.addressed(text))  # fmt: skip
        self._staging.leads.append(Lead(f"/doku.php?id={quote(page, safe=':')}", file))
        if self._staging.history and public:
            self._revise(page, file, changes[:-1])
            for change in changes[-1:]:
                self._staging.revision(file, self._said(change, ""))

    def _revise(self, page: str, file: str, changes: list[Change]) -> None:
        """Set the older texts of a page aside, oldest first."""
        known = [(one, text) for one in changes[-self._staging.history :] if (text := self._old(page, one)) is not None]
        for (change, _), words in zip(known, _markdown([text for _, text in known]), strict=True):
            if not isinstance(words, Unread):
                self._staging.revision(file, self._said(change, marks.addressed(words)))

    def _old(self, page: str, change: Change) -> str | None:
        """The text of a page after a change, ready for pandoc; None if it is not kept."""
        old = self._data / "attic" / f"{page.replace(':', '/')}.{int(change.moment.timestamp())}.txt.gz"
        try:
            with gzip.open(old) as packed:
                text = packed.read(pandoc.LARGEST).decode("utf-8", errors="replace")
        except (OSError, EOFError):
            return None
        return self._prepared(page, text).text

    def _said(self, change: Change, text: str) -> Revision:
        return Revision(self._name(change.user), change.moment, change.summary, text)

    def _text(self, page: str) -> str:
        return (self._data / self.pages[page]).read_text("utf-8-sig", errors="replace")

    def _prepared(self, page: str, text: str) -> Prepared:
        return marks.prepared(text, lambda to: self._found(to, page), lambda to: self._picture(to, page))

    def _found(self, to: str, page: str) -> str:
        there = ids.found(to, page, self.pages.__contains__)
        return ids.file_of(there) if there else ""

    def _picture(self, to: str, page: str) -> str:
        media = ids.resolved(to, page)
        file = self._media.get(media, "")
        if not file or Path(file).suffix.lower() not in PICTURES:
            return ""
        if not self._access.shows(media):
            self._staging.note(ids.file_of(page), NOT_FOR_EVERYBODY, [media])
            return ""
        self._staging.copy(self._data / file, file)
        return file

    def _changes(self, page: str) -> list[Change]:
        found = map(_change, _lines(self._data / "meta" / f"{page.replace(':', '/')}.changes"))
        return sorted(filter(None, found), key=lambda one: one.moment)

    def _name(self, user: str) -> str:
        return self._people.get(user, user)

    def _texts(self) -> Iterator[tuple[str, str]]:
        for file in self._under("pages"):
            if file.endswith(".txt"):
                yield _id(Path(file), ".txt"), file

    def _under(self, name: str) -> Iterator[str]:
        return (one for one in self._folder.files() if one.startswith(f"{name}/"))


def _markdown(texts: list[str]) -> Iterator[str | Unread]:
    return pandoc.several(texts, "dokuwiki-smart", marks.reaches_out)


def _id(file: Path, suffix: str) -> str:
    """The id of a file in `pages` or `media`, whose name may be encoded."""
    return ":".join(unquote(one) for one in file.parts[1:]).removesuffix(suffix)


def _lines(file: Path) -> list[str]:
    return (_content(file) or "").splitlines()


def _content(file: Path) -> str | None:
    """The text of a file; None if it is not there."""
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:
        return None


def _people(lines: list[str]) -> dict[str, str]:
    """The names of people by their logins; nothing else of the file is used."""
    parts = (line.split(":") for line in lines if line and not line.startswith(("#", "<")))
    return {one[0]: one[2].strip() for one in parts if len(one) > 2 and one[2].strip()}


def _change(line: str) -> Change | None:
    parts = line.split("\t")
    if len(parts) < 6 or not parts[0].isdigit() or len(parts[0]) > 11:
        return None
    return Change(datetime.fromtimestamp(int(parts[0]), UTC), parts[4].strip(), " ".join(parts[5].split()))
