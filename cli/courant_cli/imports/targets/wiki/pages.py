"""Reads an mdbook, or any folder of Markdown files, for the wiki."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from courant_kit.content import locations

from courant_cli.imports.batch import Batch, Document, Target
from courant_cli.imports.reading import withheld
from courant_cli.imports.reading.addresses import pieces
from courant_cli.imports.reading.dates import understood
from courant_cli.imports.reading.folder import MARKDOWN, PICTURES, Folder
from courant_cli.imports.reading.front_matter import Source, Unreadable, flat, listed, one_line, parted
from courant_cli.imports.shelf import Shelf, Shelved
from courant_cli.imports.sources import dialects, mdbook
from courant_cli.imports.sources.marks.changing import Changes
from courant_cli.imports.sources.mdbook import SUMMARY
from courant_cli.imports.sources.old_addresses import ALIASES, NAMED, old_addresses, plain
from courant_cli.imports.sources.site import Site
from courant_cli.imports.sources.site import site as site_of
from courant_cli.imports.targets.publishing import Publishing
from courant_cli.imports.targets.wiki import chapters, tags
from courant_cli.imports.targets.wiki.chapters import Chapter
from courant_cli.imports.targets.wiki.links import Links
from courant_cli.imports.targets.wiki.ordering import ORDER, ordered
from courant_cli.imports.targets.wiki.page import Page, heading
from courant_cli.imports.telling import Tell, nobody

WIKI = Target(
    "wiki", "pages", "courant.wiki.media.add", "courant.wiki.page.import", "courant.wiki.page.import_many", "location",
    "courant.wiki.source.list", "path", together=50,
)  # fmt: skip
LONGEST_TITLE, LONGEST_OLD, MOST_OLD = 200, 400, 50
PRIVATE = "draft: the wiki has no drafts"
_USED = {"title", "date", "author", "authors", "editor", *ALIASES, *NAMED, *ORDER, *tags.KEYS}


def read(
    root: Path, below: str = "", site: str = "", author: str = "", *, finished: bool = False, tell: Tell = nobody
) -> Batch:
    """All pages of a folder, to import below the wiki path `below`; `site` is the address where it was published.

    `author` is used for pages that name nobody; without it, the importing user is their author. In a folder of
    `finished` Markdown, marks of site generators mean nothing, and files have no addresses of their own.
    """
    bounds = root.resolve().parent
    folder = Folder(root, bounds if root.resolve().name == "src" or (bounds / "book.toml").is_file() else None)
    batch = Batch(WIKI)
    book = is_book(folder) and not finished
    tell("Reading", 0, len(_markdown(folder)))
    found = chapters.of_summary(folder.read(SUMMARY), below) if book else chapters.of_files(_markdown(folder), below)
    publishing = publishing_of(folder, book=book, finished=finished)
    shelf = Shelf()
    pages = list(_pages(folder, _told(found, tell), batch, publishing, shelf, finished=finished))
    links, old = Links(folder, pages, site), "" if finished else site
    batch.linked = lambda file, one: links.once(file, one, Batch(WIKI))  # broken links in older texts are no news
    for position, page in enumerate(pages if book else ordered(pages, _mentioned(folder, pages)), 1):
        row = shelf.put(pieces(page.text, links.of(page, batch)))
        batch.documents.append(_document(page, position, row, batch, below, author, old))
        tell("Linking", position, len(pages))
    _note_others(folder, batch, {page.file for page in pages})
    return batch


def _markdown(folder: Folder) -> list[str]:
    return [file for file in folder.files() if Path(file).suffix.lower() in MARKDOWN]


def _told(found: list[Chapter], tell: Tell) -> Iterator[Chapter]:
    for number, chapter in enumerate(found, 1):
        tell("Reading", number, len(found))
        yield chapter


def _pages(
    folder: Folder, found: Iterable[Chapter], batch: Batch, publishing: Publishing, shelf: Shelf, *, finished: bool
) -> Iterator[Page]:
    for chapter in found:
        if not chapter.file:
            batch.note(SUMMARY, "chapter not yet written", [chapter.title])
        elif folder.found(SUMMARY, chapter.file) is None:
            batch.note(SUMMARY, "chapter whose file is missing", [chapter.file])
        elif page := _page(folder, chapter, batch, publishing, shelf, finished=finished):
            yield page


def is_book(folder: Folder) -> bool:
    """Whether a summary says which files are published, and in which order."""
    return (folder.root / SUMMARY).is_file()


def publishing_of(folder: Folder, *, book: bool, finished: bool) -> Publishing:
    """Which files are public. An `index.md` is the first page of its folder; in Hugo and Zola it is the only one.

    A book publishes every chapter that its summary names, wherever it lies.
    """
    here = site_of(folder)
    return Publishing(folder, here, _markdown(folder), bundles=here.hugo, anywhere=book, finished=finished)


def _page(
    folder: Folder, chapter: Chapter, batch: Batch, publishing: Publishing, shelf: Shelf, *, finished: bool
) -> Page | None:
    file = chapter.file
    try:
        source = parted(folder.read(file))
    except Unreadable as reason:
        batch.note(file, str(reason).partition(":")[0], [str(reason).partition(": ")[2]])
        return None
    batch.note(file, "part of the front matter that cannot be read", source.unread)
    if against := [*dict.fromkeys(publishing.against(file, source))]:
        batch.note(file, PRIVATE, against)
        return None
    text, changes = (source.text, []) if finished else _plain(folder, file, source.text, batch)
    title = chapter.title or one_line(source.values.get("title")) or heading(text)
    batch.note(file, "key not imported", _unused(source))
    for kind, what in changes:
        batch.note(file, kind, [what])
    named = (title or chapters.title_of(chapter.path))[:LONGEST_TITLE]
    return Page(file, chapter.path, named, shelf.text(text), source.values)


def _plain(folder: Folder, file: str, text: str, batch: Batch) -> tuple[str, Changes]:
    text = mdbook.prepared(text, partial(folder.found, file), lambda kind, what: batch.note(file, kind, [what]))
    return dialects.read(text)


def _unused(source: Source) -> list[str]:
    told = ((key, value) for key, value in flat(source.values) if key not in _USED and not withheld.tells(key))
    return [key for key, value in told if value not in (None, "", [], False, "false")]


def _mentioned(folder: Folder, pages: list[Page]) -> list[str]:
    """The files that the folder's index links to, in order."""
    files: list[str] = []

    def mention(address: str) -> None:
        if file := folder.found(index.file, address):
            files.append(folder.name(file))

    for index in pages[:1]:  # the first page of a plain folder is its index, if it has one
        pieces(index.text, mention)
    return files


def _document(page: Page, position: int, row: Shelved, batch: Batch, below: str, author: str, site: str) -> Document:
    fields = _fields(page, position, below, author) | _tags(page, batch) | _old(page, site)
    return Document(page.file, page.location, fields, row)


def _tags(page: Page, batch: Batch) -> dict[str, Any]:
    found, problems = tags.read(page.values)
    for kind, name in problems:
        batch.note(page.file, kind, [name])
    return {} if found is None else {"tags": found}


def _fields(page: Page, position: int, below: str, author: str) -> dict[str, Any]:
    people = listed(page.values.get("authors") or page.values.get("author"))
    old = chapters.join(below, *map(chapters.slug, PurePosixPath(page.file).with_suffix("").parts))
    return {
        "path": page.path,
        "title": page.title,
        "author": ", ".join(map(str, people)) or author,
        "position": position,
        "aliases": [old] if old != page.path else [],
        "summary": f"From {page.file}"[:LONGEST_TITLE],
    } | ({"created": written.moment.isoformat()} if (written := understood(page.values.get("date"))) else {})


def _old(page: Page, site: str) -> dict[str, Any]:
    """Where the page stood: what its front matter names, and its file on the site where the folder was published."""
    old = old_addresses(page.file, page.values, page.title, None, Site())
    found = [*([old.path] if old.named else []), *old.aliases]
    if site:
        file = PurePosixPath(page.file)
        name = "index" if file.stem.lower() in chapters.INDEXES else file.stem
        found.append(plain(chapters.join(locations.parts(site).path.strip("/"), str(file.with_name(f"{name}.html")))))
    kept = (one for one in dict.fromkeys(found) if len(one) <= LONGEST_OLD and f"/{one}/" != page.location)
    return {"old": list(kept)[:MOST_OLD]}


def _note_others(folder: Folder, batch: Batch, carried: set[str]) -> None:
    shown = {folder.name(file) for file in batch.pictures}
    known = {*carried, *(note.file for note in batch.notes), SUMMARY}
    for file in folder.files():
        suffix = PurePosixPath(file).suffix.lower()
        if suffix in MARKDOWN and file not in known:
            batch.note(file, f"not in {SUMMARY}, so no part of the book")
        elif suffix in PICTURES and file not in shown:
            batch.note(file, "image that no page uses")
        elif suffix not in PICTURES | MARKDOWN:
            batch.note(file, "unsupported kind of file")
