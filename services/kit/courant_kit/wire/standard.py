"""What every module has: catching up, media and browser files, a word among replicas; and authenticators."""

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
    """The fragments of a window with the versions it has."""

    fragments: dict[str, Version]


class News(Payload):
    """What is newer, as events of live topics carry it."""

    fragments: list[dict[str, Any]]


class EventsRequest(Payload):
    """Asks for the domain events after the number `after`."""

    after: Version = 0
    limit: Annotated[int, Meta(ge=1)] = 100


class LoggedEvent(Payload):
    """One entry of the event log."""

    number: int
    topic: str
    payload: dict[str, Any]


class Events(Payload):
    """Domain events in the order of their numbers; `last` is the number to ask after next."""

    events: list[LoggedEvent]
    last: int


class MediaRequest(Payload):
    """Asks for an uploaded file by its name."""

    name: str


class MediaFile(Payload):
    """An uploaded file; its content never changes under its name."""

    name: str
    content_type: str
    data: bytes


class AssetRequest(Payload):
    """Asks for a file of the module's folder `static/`, by the hash of the folder and the file's name in it."""

    version: str
    name: str


class AssetFile(Payload):
    """A file for browsers; its content never changes under its version and name."""

    name: str
    content_type: str
    data: bytes


def since(module: str) -> Procedure:
    """What is newer than a window's fragments: `{"fragments": [Delivery, …]}`."""
    return Procedure(
        f"courant.{module}.live.since",
        SinceRequest,
        News,
        EVERYONE,
        doc="What is newer than the fragments a window has.",
    )


def events(module: str) -> Procedure:
    """The event log, for backends that were away."""
    return Procedure(
        f"courant.{module}.event.since",
        EventsRequest,
        Events,
        BACKENDS,
        doc="The domain events after a number, in order.",
    )


def media(module: str, readers: Audience = EVERYBODY) -> Procedure:
    """An uploaded file, for the readers of the module."""
    return Procedure(
        f"courant.{module}.media.get", MediaRequest, MediaFile, readers, doc="An uploaded file by its name."
    )


def asset(module: str) -> Procedure:
    """A file of the module's own browser code and styles."""
    return Procedure(
        f"courant.{module}.asset.get", AssetRequest, AssetFile, EVERYONE, doc="A file of the module's folder static/."
    )


def filled(module: str) -> Topic:
    """What a replica that does not publish tells the one that does."""
    return Topic(f"courant.{module}.outbox.filled", Nothing, doc="A replica has written events that wait.")


def all_of(module: str, readers: Audience = EVERYBODY) -> list[Procedure]:
    """Every standard procedure of a module with these readers."""
    return [since(module), events(module), media(module, readers), asset(module)]


class Handshake(Payload):
    """What the router asks an authenticator: who wants to join which realm, and what the transport told of them.

    `details` are Crossbar's: the ticket under `ticket`, the request's headers under `transport`.
    """

    realm: str | None
    authid: str | None
    details: dict[str, Any]


class Identity(Payload):
    """As whom a session joins; `extra` reaches the router's authorizer: `spaces` are those that a person belongs to."""

    realm: str
    role: str
    authid: str
    extra: dict[str, Any] = {}


def authenticator(uri: str, doc: str) -> Procedure:
    """A procedure that the router alone may call, to learn who somebody is."""
    return Procedure(uri, Handshake, Identity, ROUTER, public=False, doc=doc)
