"""What travels in the calls, pages and events about threads on passages (no I/O)."""

from datetime import datetime
from typing import Annotated

from courant_kit.wire.answers import Answer
from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_wiki.payloads import Number, PagePath

LONGEST_COMMENT = 10_000

Id = Annotated[int, Meta(ge=1, le=2**53)]
CommentText = Annotated[str, Meta(max_length=LONGEST_COMMENT)]
Words = Annotated[str, Meta(max_length=4000)]
"""Words of a page; white space counts before it is reduced to single spaces."""


class OpenThread(PagePath):
    """A comment on a passage of a page.

    `exact` are the words of the passage, `prefix` and `suffix` up to 32 characters before and after them, and `start`
    is where they begin in the page's text, if known: TextQuoteSelector and TextPositionSelector of the W3C's Web
    Annotation Data Model. All but `exact` only decide between several places with the same words. `revision` is the
    one that the writer read (0: the newest).
    """

    exact: Words
    text: CommentText
    prefix: Annotated[str, Meta(max_length=400)] = ""
    suffix: Annotated[str, Meta(max_length=400)] = ""
    start: Annotated[int, Meta(ge=-1, le=2**31 - 1)] = -1
    revision: Number = 0


class ThreadOpened(Answer, kw_only=True):
    """The new thread, and its first comment."""

    id: int
    comment: int


class NamedThread(Payload):
    """Identifies a thread."""

    id: Id


class ReplyToThread(NamedThread):
    """A comment that replies to a thread."""

    text: CommentText


class CommentAdded(Answer, kw_only=True):
    """The new comment."""

    id: int


class NamedComment(Payload):
    """Identifies a comment on a passage."""

    id: Id


class RemoveComment(NamedComment):
    """Identifies a comment to remove or restore; with `leave`, the answer leads to its thread."""

    leave: bool = False


class EditComment(NamedComment):
    """Another text for a comment."""

    text: CommentText


class ListThreads(PagePath):
    """Requests the threads of a page in the order of their passages, 50 at a time; `page` is 1 for the first ones."""

    resolved: bool = False
    page: Annotated[int, Meta(ge=1, le=10_000)] = 1


class CommentShown(Payload):
    """A comment of a thread."""

    id: int
    author: str
    text: str
    created: datetime
    edited: datetime | None = None


class ThreadShown(Payload):
    """A thread with its comments, of which there are at most 500.

    `start` is where the passage begins in the page's text, and None if the passage was removed; `exact`, `prefix` and
    `suffix` quote it as it is now, or was last. `quote` are its words when the thread was opened.
    """

    id: int
    author: str
    quote: str
    exact: str
    prefix: str
    suffix: str
    start: int | None
    created: datetime
    resolved: datetime | None
    comments: list[CommentShown]


class ThreadList(Payload):
    """Threads of a page; `more` is true if others follow."""

    threads: list[ThreadShown]
    more: bool


class ThreadsPage(PagePath):
    """Requests a page's threads from the fifty-first on, as `ListThreads` numbers their pages."""

    page: Annotated[int, Meta(ge=1, le=10_000)] = 1


class ThreadEvent(Payload):
    """Something happened to a thread; `by` is who did it, `event` its number in the event log, `page` the page's id."""

    id: int
    path: str
    location: str
    author: str
    quote: str
    by: str
    event: int = 0
    page: int = 0


class CommentEvent(Payload):
    """A comment was added to a thread or changed; `event` is its number in the event log, `page` the page's id."""

    id: int
    thread: int
    path: str
    location: str
    author: str
    text: str
    event: int = 0
    page: int = 0


class CommentGone(Payload):
    """A comment was removed from a thread; `event` is its number in the event log, `page` the page's id."""

    id: int
    thread: int
    event: int = 0
    page: int = 0
