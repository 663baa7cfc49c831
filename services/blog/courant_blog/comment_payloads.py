"""What travels in the calls and pages about guests, moderation and notices, with its bounds (no I/O)."""

from datetime import datetime
from typing import Annotated, Literal

from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_blog.payloads import CommentText, Id, NamedComment

State = Literal["public", "held", "spam", "rejected"]
MOST_AT_ONCE = 50

States = Annotated[str, Meta(max_length=1500, pattern="^([0-9]{1,16}-(public|held|spam|rejected)( |$))*$")]
"""Comments with the states that they had: `12-held 13-public`."""


class GuestComment(Payload):
    """A comment by a guest. `mail` is for editors only. `stamp` is the one of the form, which a guest has just opened.

    `website` is a field that people do not see and leave empty.
    """

    post: Id
    name: Annotated[str, Meta(max_length=60)]
    mail: Annotated[str, Meta(max_length=254)]
    text: CommentText
    stamp: Annotated[str, Meta(max_length=200)]
    website: Annotated[str, Meta(max_length=200)] = ""
    answers: Id | None = None


class AmendComment(NamedComment):
    """New words for a guest's comment."""

    text: CommentText


class Moderate(Payload):
    """Decides about comments, at most 50."""

    ids: Annotated[list[Id], Meta(max_length=MOST_AT_ONCE)] | Id
    to: State


class Remoderate(Payload):
    """Gives comments the states that they had before; lifts a ban, if one is named."""

    states: States
    ban: Annotated[int, Meta(ge=0, le=2**53)] = 0


class Told(Payload):
    """A comment that readers see, and who is told of it: `people`, of whom `writer` wrote the post.

    `thread` is the comment that began its thread, and `path` the address of the post. `mail` is the address of the
    guest who wrote it, or empty.
    """

    id: int
    post: int
    path: str
    title: str
    thread: int
    byline: str
    html: str
    created: datetime
    writer: str
    people: list[str]
    mail: str = ""


class NamedBan(Payload):
    """Identifies a ban."""

    id: Id


class SaveRules(Payload):
    """The rules for comments; `most_links` is empty for any number. What is left out is as at the beginning."""

    hold_first: bool = False
    guests_at_once: bool = False
    most_links: Annotated[str, Meta(pattern="^[0-9]{0,3}$")] = ""
    words: Annotated[str, Meta(max_length=5000)] = ""
    closes_after: Annotated[int, Meta(ge=0, le=10_000)] = 0
    per_person: Annotated[int, Meta(ge=0, le=1000)] = 0
    per_address: Annotated[int, Meta(ge=0, le=1000)] = 5


class NamedThread(Payload):
    """Identifies a thread by the comment that began it."""

    thread: Id


class ModerationPage(Payload):
    """The comments in a state, the newest with `public`; with `before`, those older than that comment."""

    state: State = "held"
    before: Annotated[int, Meta(ge=0, le=2**53)] = 0


class WritePage(Payload):
    """The form for a comment on a post."""

    post: Id
