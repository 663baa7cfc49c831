"""What travels in the search's calls (no I/O)."""

from datetime import datetime
from typing import Annotated

from courant_kit.wire.payload import Payload
from msgspec import Meta

MOST_PAGES = 50


class Ask(Payload):
    """A query with its filters: names of a module, a space, a tag and an author, and days (`2026-11-23`).

    A day that is none, and all of the query that is longer than 300 characters, is left out.
    """

    q: str = ""
    module: str = ""
    space: str = ""
    tag: str = ""
    author: str = ""
    since: str = ""
    until: str = ""
    page: Annotated[int, Meta(ge=1, le=MOST_PAGES)] = 1


class AskTyping(Ask):
    """A query whose last word may go on, because its writer is still typing."""

    limit: Annotated[int, Meta(ge=1, le=20)] = 8


class Result(Payload):
    """A document that was found. `title` and `excerpt` are HTML in which the hits are `<mark>`; the rest is text."""

    module: str
    key: str
    address: str
    title: str
    excerpt: str
    space: str
    tags: list[str]
    author: str
    date: datetime | None
    language: str


class Part(Payload):
    """A part of the site that can be searched: a module that offers documents, and its title."""

    module: str
    title: str


class Results(Payload):
    """Documents that the caller may read, the best first, and how many there are in all.

    `meant` is a query that finds more, if the query may be mistyped. `topics` carry an event whenever an answer may
    have changed. `parts` are what `module` of a query may name.
    """

    results: list[Result]
    total: int
    meant: str
    topics: list[str]
    parts: list[Part] = []
