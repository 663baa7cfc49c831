"""The summary of an import in words, in the language that is active (no I/O)."""

from collections.abc import Callable, Iterator

import msgspec
from courant_kit.words import gettext as _
from courant_kit.words import ngettext

MOST = 200
"""The kinds of notes that a summary has at most."""


class Kind(msgspec.Struct):
    """Notes of one kind: how many, in how many files (one has the name `file`), and some of what they are about."""

    kind: str
    count: int
    files: int
    file: str = ""
    examples: list[str] = []


class Counted(msgspec.Struct):
    """What an import did, in numbers: documents by their outcomes in English words, what came with them, and notes.

    `things` are `posts` or `pages`. After a `dry` run, it is what would happen.
    """

    things: str
    outcomes: dict[str, int] = {}
    images: int = 0
    comments: int = 0
    redirects: int = 0
    revisions: int = 0
    dry: bool = False
    kinds: list[Kind] = []


def lines(counted: Counted) -> list[str]:
    """The lines of the summary: what was imported, and each kind of note."""
    first = [_("Nothing was changed: this was a dry run.")] if counted.dry else []
    return [*first, _documents(counted), *map(_kind, counted.kinds[:MOST])]


def _documents(counted: Counted) -> str:
    things = _pages if counted.things == "pages" else _posts
    parts = ", ".join(f"{count:,} {_(words)}" for words, count in counted.outcomes.items())
    return "; ".join((f"{things(sum(counted.outcomes.values()))}: {parts}", *_others(counted)))


def _others(counted: Counted) -> Iterator[str]:
    yield _images(counted.images)
    rest: tuple[tuple[Callable[[int], str], int], ...] = (
        (_comments, counted.comments), (_redirects, counted.redirects), (_revisions, counted.revisions),
    )  # fmt: skip
    yield from (words(count) for words, count in rest if count)


def _kind(one: Kind) -> str:
    where = one.file if one.files == 1 else _files(one.files)
    line = _("{count} × {kind} (in {where})").format(count=f"{one.count:,}", kind=_(one.kind), where=where)
    examples = ", ".join(one.examples)
    return f"{line}: {examples}" if examples and examples != where else line


def _posts(count: int) -> str:
    return ngettext("{count} post", "{count} posts", count).format(count=f"{count:,}")


def _pages(count: int) -> str:
    return ngettext("{count} page", "{count} pages", count).format(count=f"{count:,}")


def _images(count: int) -> str:
    return ngettext("{count} image", "{count} images", count).format(count=f"{count:,}")


def _comments(count: int) -> str:
    return ngettext("{count} comment", "{count} comments", count).format(count=f"{count:,}")


def _redirects(count: int) -> str:
    return ngettext("{count} redirect", "{count} redirects", count).format(count=f"{count:,}")


def _revisions(count: int) -> str:
    return ngettext("{count} older revision", "{count} older revisions", count).format(count=f"{count:,}")


def _files(count: int) -> str:
    return ngettext("{count} file", "{count} files", count).format(count=f"{count:,}")
