"""The states of a post, and who may see a post in each (no I/O). A state that nobody knows is private."""

from typing import Literal

from courant_kit.words import gettext as _
from courant_kit.words import marked

State = Literal["draft", "review", "scheduled", "published", "unlisted", "archived"]
"""A draft; in review; to be published at its minute; published; by its address only; kept, but no longer news."""

PRIVATE = ("draft", "review", "scheduled")
"""The states in which only editors see a post."""
READABLE = ("published", "unlisted", "archived")
"""The states in which everybody may read a post at its address."""
LISTED = ("published", "archived")
"""The states in which tags, authors, months, the sitemap and the search have a post."""
CURRENT = "published"
"""The state in which the front page, the list of all posts and feeds have a post, too."""

NAMES: dict[str, str] = {
    "draft": marked("Draft"),
    "review": marked("In review"),
    "scheduled": marked("Scheduled"),
    "published": marked("Published"),
    "unlisted": marked("Unlisted"),
    "archived": marked("Archived"),
}
"""Each state in words, to be translated where they are shown."""


def name_of(state: str) -> str:
    """A state in words."""
    return _(NAMES.get(state, NAMES["draft"]))


def is_readable(state: str) -> bool:
    """Whether everybody may read a post in this state at its address."""
    return state in READABLE


def is_listed(state: str) -> bool:
    """Whether tags, authors, months, the sitemap and the search have a post in this state."""
    return state in LISTED
