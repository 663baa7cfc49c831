"""What travels in the mail's calls and pages, with its bounds (no I/O)."""

from typing import Annotated, Literal

from courant_kit.wire.payload import Payload
from msgspec import Meta

LONGEST_BOUNCE = 300_000
"""Bytes of a returned message that are read: what it reports is at its beginning."""

Id = Annotated[int, Meta(ge=1, le=2**53)]
Pace = Literal["at_once", "weekly"]
"""How often a subscriber gets letters: with each new post, or once a week with all of them."""
Mail = Annotated[str, Meta(max_length=254)]
Token = Annotated[str, Meta(max_length=300)]


class Subscribe(Payload):
    """Asks for the newsletter to an address. `website` is a field that people do not see and leave empty."""

    mail: Mail
    pace: Pace = "at_once"
    website: Annotated[str, Meta(max_length=200)] = ""


class FollowThread(Payload):
    """Asks for notices of a thread, named by the comment that began it, to an address; `website` stays empty."""

    thread: Id
    mail: Mail
    website: Annotated[str, Meta(max_length=200)] = ""


class WithToken(Payload):
    """The signed token of a link in a letter."""

    token: Token


class ChoosePace(Payload):
    """The newsletter to the address of the caller's account: how often, or "" for not at all."""

    pace: Literal["at_once", "weekly", ""] = ""


class SaveWishes(Payload):
    """Of which comments the caller is told by mail: on posts of theirs, and in threads in which they wrote."""

    posts: bool = False
    answers: bool = False


class NamedIssue(Payload):
    """Identifies an issue."""

    id: Id


class ThreadPage(Payload):
    """A thread, by the comment that began it."""

    thread: Id


class Bounce(Payload):
    """A message that a mail server sent back (RFC 3464), as it came."""

    message: bytes


class BounceRead(Payload):
    """What a returned message was: `known` letters of this site came back, of which `final` never arrive."""

    known: int
    final: int


class Server(Payload):
    """The mail server of the site: whether there is one (`configured`), whether it answers, and what it said."""

    configured: bool
    reached: bool
    words: str
