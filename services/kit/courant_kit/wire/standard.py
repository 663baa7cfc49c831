"""The procedures and the topic that every module has, and the contract of authenticators."""

from typing import Annotated, Any

from msgspec import Meta

from courant_kit.calls.caller import BACKENDS, EVERYONE, ROUTER
from courant_kit.live.audience import EVERYBODY, Audience
from courant_kit.wire.contract import Procedure, Topic
from courant_kit.wire.payload import Nothing, Payload

MOST_FRAGMENTS = 200
MOST_EVENTS = 5000
"""Events in one answer, at most; one also ends after 900,000 bytes."""
MOST_CHOSEN = 100
"""Topics, things or authors that a request may name."""
MOST_MARKS = 20
"""Positions that the module stores for one caller."""

Version = Annotated[int, Meta(ge=-(2**62), le=2**53 - 1)]
"""The version of a fragment, or a number in the event log: no larger than JavaScript can count exactly."""


class SinceRequest(Payload):
    """The fragments that a window shows, by id, with their versions."""

    fragments: dict[str, Version]


class News(Payload):
    """The fragments that have a newer version, each as an event of a live topic carries it."""

    fragments: list[dict[str, Any]]


Chosen = Annotated[list[Annotated[str, Meta(max_length=255)]], Meta(max_length=MOST_CHOSEN)]


class EventsRequest(Payload):
    """Requests the domain events after the number `after`; without it, from the oldest that the log keeps.

    With `upto`, none after that number.
    With `topics`, `things` (such as `post-12`) or `authors`, only the events on one of these topics, about one of these
    things, by one of these people. With `packed`, the events come as one JSON text, which is the fastest.
    """

    after: Annotated[int, Meta(ge=0, le=2**53 - 1)] | None = None
    upto: Annotated[int, Meta(ge=0, le=2**53 - 1)] | None = None
    limit: Annotated[int, Meta(ge=1)] = 100
    topics: Chosen | None = None
    things: Chosen | None = None
    authors: Chosen | None = None
    packed: bool = False


class LoggedEvent(Payload):
    """One entry of the event log."""

    number: int
    topic: str
    payload: dict[str, Any]


class Events(Payload):
    """Domain events in the order of their numbers; `last` is the `after` of the next request.

    `more` is true if the log has numbers after `last`: ask again at once, even if `events` is empty. `oldest` is the
    position before the first event that is kept, `end` the number of the newest. `packed` is the list of events as a
    JSON text, if the request asked for that; `events` is empty then.
    """

    events: list[LoggedEvent]
    last: int
    more: bool = False
    oldest: int = 0
    end: int = 0
    packed: str = ""


FollowerName = Annotated[str, Meta(max_length=60, pattern="^[A-Za-z0-9_.-]*$")]


class Mark(Payload):
    """How far a follower is: the number of the last event that it has finished.

    `name` tells several followers of one caller apart. A smaller number than the stored one changes nothing, unless
    `back` is true.
    """

    number: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    name: FollowerName = ""
    back: bool = False


class MarkRequest(Payload):
    """Requests the stored position of a follower of the caller."""

    name: FollowerName = ""


class Marked(Payload):
    """The stored position, or null if there is none."""

    number: int | None = None


class MediaRequest(Payload):
    """Requests an uploaded file by its name, or what follows its first `start` bytes."""

    name: str
    start: Annotated[int, Meta(ge=0)] = 0


class MediaFile(Payload):
    """An uploaded file, or a part of it: it has `size` bytes. The content under a name never changes.

    If it is `shared`, everybody who may read the module may see it, for as long as the live `fragments` have these
    versions; otherwise the caller may. `title` is the name that it had on its owner's device.
    """

    name: str
    content_type: str
    data: bytes
    size: int = 0
    shared: bool = True
    fragments: dict[str, int] = {}
    title: str = ""


class AssetRequest(Payload):
    """Requests a file of the module's folder `static/`, by the hash of the folder and the file's name in it."""

    version: str
    name: str


class AssetFile(Payload):
    """A file for browsers. The content under a version and a name never changes."""

    name: str
    content_type: str
    data: bytes


class Described(Payload):
    """A module's contract as a JSON Schema document: its procedures, topics and fragments, and their payloads.

    `docs/topics/wire.md` says what is in it.
    """

    contract: dict[str, Any]


def since(module: str) -> Procedure:
    """The procedure with which a window catches up: `{"fragments": [Delivery, …]}`."""
    return Procedure(
        f"courant.{module}.live.since",
        SinceRequest,
        News,
        EVERYONE,
        doc="Returns the fragments that are newer than those in a window.",
    )


def events(module: str) -> Procedure:
    """The procedure with which a backend reads the events that it missed."""
    return Procedure(
        f"courant.{module}.event.since",
        EventsRequest,
        Events,
        BACKENDS,
        doc="Returns the domain events after a number, in order.",
    )


def mark(module: str) -> Procedure:
    """The procedure with which a follower stores its position at the module."""
    return Procedure(
        f"courant.{module}.event.mark", Mark, Marked, BACKENDS, writes=True,
        doc="Stores how far a follower of the caller is in the event log.",
    )  # fmt: skip


def marked(module: str) -> Procedure:
    """The procedure with which a follower reads the position that it stored."""
    return Procedure(
        f"courant.{module}.event.marked", MarkRequest, Marked, BACKENDS,
        doc="Returns how far a follower of the caller is in the event log.",
    )  # fmt: skip


def media(module: str, readers: Audience = EVERYBODY) -> Procedure:
    """The procedure that returns an uploaded file to the readers of the module."""
    return Procedure(
        f"courant.{module}.media.get", MediaRequest, MediaFile, readers, doc="Returns an uploaded file by its name."
    )


def asset(module: str) -> Procedure:
    """The procedure that returns a file of the module's browser code and styles."""
    return Procedure(
        f"courant.{module}.asset.get", AssetRequest, AssetFile, EVERYONE,
        doc="Returns a file of the module's folder static/.",
    )  # fmt: skip


def shown(module: str) -> Procedure:
    """The procedure that returns the module's contract, for programs and for the site's API browser."""
    return Procedure(
        f"courant.{module}.contract.show", Nothing, Described, BACKENDS, doc="Returns the contract of the module."
    )


def filled(module: str) -> Topic:
    """The topic on which a replica reports new events to the replica that publishes."""
    return Topic(f"courant.{module}.outbox.filled", Nothing, doc="A replica has stored events for publishing.")


def all_of(module: str, readers: Audience = EVERYBODY) -> list[Procedure]:
    """All standard procedures of a module; `readers` is the audience of its uploaded files."""
    return [
        since(module), events(module), mark(module), marked(module), media(module, readers), asset(module),
        shown(module),
    ]  # fmt: skip


class Handshake(Payload):
    """The router's request to an authenticator: who wants to join which realm, and how they connected.

    `details` are Crossbar's: `authmethod` has the way to prove it, `ticket` the ticket, `transport` the headers of the
    request.
    """

    realm: str | None
    authid: str | None
    details: dict[str, Any]


class Identity(Payload):
    """The identity under which a session joins; `extra`, for the router's authorizer, has a person's `spaces`."""

    realm: str
    role: str
    authid: str
    extra: dict[str, Any] = {}


class Salted(Identity):
    """An identity that is to be proved by WAMP-CRA.

    The client derives the key `derived` from its secret with the `salt`, `iterations` and `keylen` (bytes), and signs
    the router's challenge with it. The router has only that key.
    """

    derived: str = ""
    salt: str = ""
    iterations: int = 0
    keylen: int = 0


class Keyed(Identity):
    """An identity that is to be proved by cryptosign: the client signs with the private half of `pubkey` (Ed25519)."""

    pubkey: str = ""


def authenticator(uri: str, doc: str) -> Procedure:
    """A procedure with which the router, and nobody else, authenticates a session."""
    return Procedure(uri, Handshake, Identity, ROUTER, public=False, doc=doc)
