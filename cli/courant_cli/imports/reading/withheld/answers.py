"""The words with which front matter says yes, no and nothing, and names a state of publishing (no I/O)."""

from typing import Any

_YES = {"true", "yes", "on", "1", "y", "t"}
_NO = {"false", "no", "off", "0", "n", "f"}
_NOTHING = {"", "~", "null", "none", "nil"}

#: Words for a text that everybody may read.
OPEN = {
    "public", "published", "publish", "everyone", "everybody", "anyone", "all", "open", "world", "live", "posted",
    "visible", "listed", "released", "final", "finished", "complete", "completed", "done", "stable", "active",
    "approved", "accepted", "evergreen", "current", "featured",
}  # fmt: skip

#: Words for a text that not everybody may read, wherever they stand.
CLOSED = {
    "draft", "drafts", "private", "unpublished", "hidden", "unlisted", "secret", "confidential", "internal",
    "members", "members-only", "withheld", "embargoed", "scheduled", "pending", "trash", "trashed", "archived",
    "wip", "in-progress", "todo", "deleted",
}  # fmt: skip


def word(value: Any) -> str:
    """A single value in lower case; "" for nothing."""
    words = str(value).strip().lower() if value is not None else ""
    return "" if words in _NOTHING else words


def says_nothing(value: Any) -> bool:
    """Whether the value is empty."""
    return value in ([], {}) or (not isinstance(value, list | dict) and not word(value))


def says_yes(value: Any) -> bool:
    """Whether the value clearly means yes."""
    return not isinstance(value, list | dict) and word(value) in _YES


def says_no(value: Any) -> bool:
    """Whether the value clearly means no."""
    return not isinstance(value, list | dict) and word(value) in _NO
