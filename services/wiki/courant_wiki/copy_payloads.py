"""What travels when a site is exported and imported again: pages and threads with all that they have (no I/O)."""

from datetime import datetime
from typing import Annotated

from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_wiki import bounds
from courant_wiki.payloads import Number, RowId
from courant_wiki.thread_payloads import CommentText, Words

MOST_THREADS = 100
"""The threads that travel in one call."""

Person = Annotated[str, Meta(max_length=bounds.NAME)]
Around = Annotated[str, Meta(max_length=400)]


class ListCopies(Payload):
    """Requests pages in the order of their paths, those after the path `after`."""

    after: str = ""
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class PageFields(Payload):
    """A page with all that makes it what it is.

    `entry_id` identifies it in feeds. `anchors` are the names of its headings. `redirects` are other paths of the wiki
    that lead to it, and `old` those elsewhere on the site.
    """

    path: str
    entry_id: Annotated[str, Meta(min_length=1, max_length=2000)]
    title: str
    text: str
    language: str = ""
    tags: list[str] = []
    position: Number = 0
    author: Person = ""
    edited: datetime | None = None
    created: datetime | None = None
    anchors: dict[str, list[str]] = {}
    redirects: Annotated[list[str], Meta(max_length=1000)] = []
    old: Annotated[list[str], Meta(max_length=1000)] = []


class PutCopy(PageFields):
    """A page of an export, to create or to bring up to date: what people changed on this site stays."""


class PageCopy(PageFields, kw_only=True):
    """A page for an export, with the number of its threads.

    `direction` follows from its language, and `location` is where readers find it.
    """

    revision: int
    direction: str
    location: str
    description: str
    threads: int


class PageCopies(Payload):
    """Pages for an export; `more` is true if others follow, and `total` counts all of them."""

    pages: list[PageCopy]
    more: bool
    total: int


class ListThreadCopies(Payload):
    """Requests threads in the order of their ids, those after the id `after`; with `path`, those on that page only."""

    path: str = ""
    after: RowId = 0
    limit: Annotated[int, Meta(ge=1, le=MOST_THREADS)] = 50


class RemarkFields(Payload):
    """A comment as it was written, and when its author last changed it; never with anybody's address."""

    author: Person
    text: CommentText
    created: datetime
    edited: datetime | None = None


class ThreadFields(Payload):
    """A thread: `quote` are the words at first; `exact`, `prefix` and `suffix` quote them as they are now.

    `start` is where they begin in the page's words, None if they were removed.
    """

    author: Person
    quote: Words
    exact: Words
    created: datetime
    prefix: Around = ""
    suffix: Around = ""
    start: Annotated[int, Meta(ge=0, le=2**31 - 1)] | None = None
    resolved: datetime | None = None
    resolver: Person = ""
    comments: list[RemarkFields] = []


class ThreadCopy(ThreadFields, kw_only=True):
    """A thread for an export, on the page at this path, without the comments that were removed."""

    id: int
    path: str


class ThreadCopies(Payload):
    """Threads for an export; `more` is true if others follow, and `total` counts all of them."""

    threads: list[ThreadCopy]
    more: bool
    total: int


class PutThreads(Payload):
    """Threads of an export, for the page that was imported from this path; those that it has are left as they are."""

    path: str
    entry_id: str
    threads: Annotated[list[ThreadFields], Meta(max_length=MOST_THREADS)]


class PutDone(Payload):
    """How many comments were added; the others were there."""

    added: int
