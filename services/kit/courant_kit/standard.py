"""The procedures that every module has: catching up with fragments and events, and its media."""

from courant_kit.caller import BACKENDS, EVERYONE
from courant_kit.contract import Procedure
from courant_kit.payload import Payload

MOST_FRAGMENTS = 200
MOST_EVENTS = 500


class SinceRequest(Payload):
    """The fragments of a window with the versions it has."""

    fragments: dict[str, int]


class EventsRequest(Payload):
    """Asks for the domain events after the number `after`."""

    after: int = 0
    limit: int = 100


class LoggedEvent(Payload):
    """One entry of the event log."""

    number: int
    topic: str
    payload: dict[str, object]


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


def since(module: str) -> Procedure:
    """What is newer than a window's fragments: `{"fragments": [Delivery, …]}`."""
    return Procedure(
        f"courant.{module}.live.since",
        SinceRequest,
        dict,
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


def media(module: str) -> Procedure:
    """An uploaded file."""
    return Procedure(
        f"courant.{module}.media.get", MediaRequest, MediaFile, EVERYONE, doc="An uploaded file by its name."
    )


def all_of(module: str) -> list[Procedure]:
    """Every standard procedure of the module."""
    return [since(module), events(module), media(module)]
