"""The procedures and the topic that every module has, and the contract of authenticators."""

from typing import Annotated, Any

from msgspec import Meta

from courant_kit.calls.caller import BACKENDS, EVERYONE, ROUTER
from courant_kit.live.audience import EVERYBODY, Audience
from courant_kit.wire.contract import Procedure, Topic
from courant_kit.wire.payload import Nothing, Payload

MOST_FRAGMENTS = 200
MOST_EVENTS = 500

Version = Annotated[int, Meta(ge=-(2**62), le=2**53 - 1)]
"""The version of a fragment, or a number in the event log: no larger than JavaScript can count exactly."""


class SinceRequest(Payload):
    """The fragments that a window shows, by id, with their versions."""

    fragments: dict[str, Version]


class News(Payload):
    """The fragments that have a newer version, each as an event of a live topic carries it."""

    fragments: list[dict[str, Any]]


class EventsRequest(Payload):
    """Requests the domain events after the number `after`."""

    after: Version = 0
    limit: Annotated[int, Meta(ge=1)] = 100


class LoggedEvent(Payload):
    """One entry of the event log."""

    number: int
    topic: str
    payload: dict[str, Any]


class Events(Payload):
    """Domain events in the order of their numbers; `last` is the `after` of the next request."""

    events: list[LoggedEvent]
    last: int


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

    `courant_kit.wire.schemas.json_schema` says what is in it.
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
    return [since(module), events(module), media(module, readers), asset(module), shown(module)]


class Handshake(Payload):
    """The router's request to an authenticator: who wants to join which realm, and how they connected.

    `details` are Crossbar's: `ticket` has the ticket, `transport` the headers of the request.
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


def authenticator(uri: str, doc: str) -> Procedure:
    """A procedure with which the router, and nobody else, authenticates a session."""
    return Procedure(uri, Handshake, Identity, ROUTER, public=False, doc=doc)
