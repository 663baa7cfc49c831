"""The words with which front matter says yes, no and nothing, and names a state of publishing (no I/O)."""

from typing import Any
from unicodedata import category

from courant_cli.imports.reading.withheld.languages import DRAFT, NO, PRIVATE, PUBLIC, YES
from courant_cli.imports.reading.words import bare

_NOTHING = {"", "~", "null", "none", "nil"}

#: Words for a text that everybody may read.
OPEN = {
    "public", "published", "publish", "everyone", "everybody", "anyone", "all", "open", "world", "live", "posted",
    "visible", "listed", "released", "final", "finished", "complete", "completed", "done", "stable", "active",
    "approved", "accepted", "evergreen", "current", "featured",
    "new", "updated", "beta", "experimental", "deprecated", "outdated", "obsolete",  # about what it is about
}  # fmt: skip

#: Words for a text that not everybody may read, wherever they stand.
CLOSED = {
    "draft", "drafts", "private", "unpublished", "hidden", "unlisted", "secret", "confidential", "internal",
    "members", "members-only", "membersonly", "restricted", "withheld", "embargoed", "scheduled", "pending",
    "trash", "trashed", "archived",
    "wip", "in-progress", "work-in-progress", "todo", "deleted", "not-published", "do-not-publish", "nopublish",
}  # fmt: skip

_OPEN, _CLOSED = PUBLIC | set(map(bare, OPEN)), DRAFT | PRIVATE | set(map(bare, CLOSED))

#: Tags and categories that may well be about something else.
_TOPICS = set(map(bare, ("members", "pending", "scheduled", "trash", "trashed", "archived", "todo", "deleted",
                         "restricted", "koncept", "konsep")))  # fmt: skip


def word(value: Any) -> str:
    """A single value in lower case; "" for nothing."""
    words = str(value).strip().lower() if value is not None else ""
    return "" if words in _NOTHING else words


def says_nothing(value: Any) -> bool:
    """Whether the value is empty."""
    return value in ([], {}) or (not isinstance(value, list | dict) and not word(value))


def says_yes(value: Any) -> bool:
    """Whether the value clearly means yes."""
    return not isinstance(value, list | dict) and bare(word(value)) in YES and _plain(value)


def says_no(value: Any) -> bool:
    """Whether the value clearly means no."""
    return not isinstance(value, list | dict) and bare(word(value)) in NO and _plain(value)


def is_open(value: Any) -> bool:
    """Whether the value is a word for a text that everybody may read."""
    return bare(word(value)) in _OPEN


def is_closed(value: Any) -> bool:
    """Whether the value is a word for a text that not everybody may read."""
    return bare(word(value)) in _CLOSED


def closes(tag: Any) -> bool:
    """Whether a tag or a category says that a text is not public: `draft`, `#private`, `status/wip`."""
    parts = map(bare, str(tag).split("/"))
    return any(part in _CLOSED and part not in _TOPICS for part in parts)


def _plain(value: Any) -> bool:
    """Whether a value has no signs that `bare` would leave out: `-1` is no yes."""
    return all(one.isalnum() or category(one)[0] == "M" for one in word(value))
