"""What travels in the calls and pages about the states of posts, their lists and their previews (no I/O)."""

from typing import Annotated, Literal

from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_blog.payloads import Id, NamedPost, Numeral, PageNumber, Slug
from courant_blog.states import State

MOST_AT_ONCE = 200
Ids = Annotated[list[Id], Meta(max_length=MOST_AT_ONCE)]


class SetState(Payload):
    """Moves posts to a state, or deletes them; `today` is the day in the writer's time zone, for posts without a date.

    A post is `scheduled` only by saving it, with its date.
    """

    ids: Ids | Id
    state: State | Literal["deleted"]
    today: Annotated[str, Meta(max_length=10)] = ""


class PutBack(Payload):
    """Moves posts back to the states that they had: `12-published 13-draft`."""

    was: Annotated[str, Meta(max_length=MOST_AT_ONCE * 28, pattern="^([0-9]{1,16}-[a-z]{1,10} ?)*$")]


class PinPost(NamedPost):
    """Pins a post to the front page, or unpins it."""

    pinned: bool = True


class PostMoved(Payload):
    """A post moved from one state (empty: it is new) to another; `event` is its number in the event log."""

    id: int
    before: str
    state: str
    by: str
    event: int = 0


class AuthorPage(Payload):
    """A page of the posts by an author."""

    slug: Slug
    page: PageNumber = 1


class SeriesPage(Payload):
    """The posts of a series."""

    slug: Slug


class ArchivePage(Payload):
    """A page of the posts of a year, or of a month of it."""

    year: Numeral
    month: Numeral = 0
    page: PageNumber = 1


class PreviewPage(Payload):
    """The secret token of a preview."""

    token: Annotated[str, Meta(max_length=60)]


class WritingPage(Payload):
    """A page of the posts for writers: those in a state, by an author, with a tag, with words in their title."""

    state: Annotated[str, Meta(max_length=10)] = ""
    author: Annotated[str, Meta(max_length=60)] = ""
    tag: Annotated[str, Meta(max_length=60)] = ""
    q: Annotated[str, Meta(max_length=100)] = ""
    page: PageNumber = 1
