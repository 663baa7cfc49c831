"""What travels while several people write a text, and the procedures for it (docs/topics/coediting.md)."""

from collections.abc import Callable
from typing import Annotated, Any

from msgspec import Meta

from courant_kit.live.audience import Audience
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, Who
from courant_kit.wire.payload import Payload

LARGEST = 262_144
"""The largest update in bytes: a long paste."""

FORMAT = b"\x01"
"""The first byte of everything encoded that travels: what follows is in Yjs' first update format."""

DEFLATED = b"\x02"
"""The first byte of a large document: what follows is compressed (zlib, RFC 1950), and is then in the first format."""

Document = Annotated[str, Meta(pattern=r"^[a-z]{1,20}-[1-9][0-9]{0,17}$")]
"""The name of a document in its module: `page-12`. There is one way to write each, since each name has a text."""

ClientId = Annotated[int, Meta(ge=0, le=2**53 - 1)]
"""The id under which one open window writes in a Yjs document, chosen at random."""

Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]

Caret = dict[str, Any]
"""Where somebody writes. It is opaque to the service, which passes it on; as JSON at most 2,000 bytes."""


class JoinText(Payload):
    """Requests a document, or what is new in it since `state`, the state vector of an earlier copy.

    `hash` is the checksum of that copy's text, and `epoch` its document's. `client` is 0 for somebody who only reads.
    """

    document: Document
    client: ClientId = 0
    epoch: Number = 0
    state: Annotated[bytes, Meta(max_length=65_536)] = b""
    hash: Annotated[str, Meta(max_length=8)] = ""


class Seat(Payload):
    """Somebody who writes: their `client` id, their name, and where they write; `caret` is null when they have left."""

    client: ClientId
    name: str
    caret: Caret | None = None


class JoinedText(Payload):
    """A document: what the caller lacks of it, its number, checksum and state, and the topic of its events.

    `update` is empty if the caller lacks nothing. If `epoch` is not that of the caller's copy, the document was begun
    anew: the update is all of it, and does not fit the copy. `seats` are those who write in it now.
    """

    epoch: int
    number: int
    topic: str
    update: bytes
    state: bytes
    hash: str
    seats: list[Seat]


class WriteText(Payload):
    """An update by `client`, who has written `clock` units with it; `caret`, if there is one, is where they are now.

    Each client has one call under way at a time. A repeated update is stored once. With `restoring` it gives back what
    the service has lost, with edits of other clients too, unless somebody else writes with one of their ids.
    """

    document: Document
    epoch: Number
    client: ClientId
    clock: Number
    update: Annotated[bytes, Meta(max_length=LARGEST)]
    caret: Caret | None = None
    restoring: bool = False


class TextNumber(Payload):
    """The number of the newest update; if a window has an earlier one, it joins again.

    Those after the number `after` are the caller's own, which it does not receive as events.
    """

    epoch: int
    after: int
    number: int


class PointText(Payload):
    """Where a client writes: with every move, and every ten seconds so that others know that they are still there.

    Without a `caret`, it is where it was.
    """

    document: Document
    client: ClientId
    caret: Caret | None = None


class LeaveText(Payload):
    """Says that a client has closed the document."""

    document: Document
    client: ClientId


class SaveText(Payload):
    """Requests a revision of the document as it is now, with a name or summary."""

    document: Document
    summary: Annotated[str, Meta(max_length=200)] = ""


class TextEvent(Payload):
    """What happened to a document, on the topic that `join` names.

    `updates` are those after the number `after`, up to `number`, in order. If there are none but `number` is newer than
    a window's, the window joins again. `seats` are people who came, moved or left.
    """

    document: str
    epoch: int
    after: int
    number: int
    updates: list[bytes] = []
    seats: list[Seat] = []


def topic(module: str, audience: Audience, document: str) -> str:
    """The topic of a document's events, for the audience of those who may write it."""
    return f"courant.{module}.{audience}.text-{document}"


def join(module: str, who: Who) -> Procedure:
    """The procedure with which a window opens a document, and catches up."""
    return Procedure(
        f"courant.{module}.text.join", JoinText, JoinedText, who, alters=True,
        doc="Opens a text that several people write, or brings a window up to date.",
    )  # fmt: skip


def update(module: str, who: Who) -> Procedure:
    """The procedure that stores an update. Its limit is that of calls, since people type faster than they save."""
    return Procedure(
        f"courant.{module}.text.update", WriteText, TextNumber, who, alters=True,
        doc="Stores what somebody has typed, answers, and then publishes it to the others.",
    )  # fmt: skip


def caret(module: str, who: Who) -> Procedure:
    """The procedure that publishes where somebody writes."""
    return Procedure(
        f"courant.{module}.text.caret", PointText, TextNumber, who, alters=True,
        doc="Publishes where somebody writes in a text.",
    )  # fmt: skip


def leave(module: str, who: Who) -> Procedure:
    """The procedure with which a window closes a document."""
    return Procedure(
        f"courant.{module}.text.leave", LeaveText, None, who, alters=True, doc="Closes a text for one window."
    )


def save(module: str, who: Who) -> Procedure:
    """The procedure that makes a revision of a document."""
    return Procedure(
        f"courant.{module}.text.save", SaveText, Answer, who, writes=True,
        doc="Makes a revision of a text as it is now.",
    )  # fmt: skip


ALL: tuple[Callable[[str, Who], Procedure], ...] = (join, update, caret, leave, save)
