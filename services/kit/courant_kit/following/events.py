"""What a follower receives: an event, which events it chose, and the answers of the log. No I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from courant_kit.following.position import Position, parse


class Event(msgspec.Struct, rename={"fields": "payload"}):
    """An event of a module, from its log: its number there, its topic, and the fields that it carries."""

    number: int
    topic: str
    fields: dict[str, Any]
    base: Position | None = None

    @property
    def module(self) -> str:
        """The module whose event it is."""
        return self.topic.split(".")[1]

    @property
    def position(self) -> Position:
        """How far a follower is that has finished this event; store it with your work, to do nothing twice."""
        return (self.base or Position()).advance(self.module, self.number)

    def is_after(self, position: str) -> bool:
        """Whether a follower with this position has not finished the event; raises ValueError if it is no position."""
        return self.number > parse(position).of(self.module)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events a follower receives: those on `topics`, and of these only about `things` or by `authors`, if given.

    Raises ValueError if there is no topic, or one has not four components.
    """

    topics: tuple[str, ...]
    things: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wrong = [one for one in self.topics if len(one.split(".")) != 4 or not all(one.split("."))]
        if wrong or not self.topics:
            raise ValueError(f"{wrong[0] if wrong else 'nothing'} is no topic: write courant.blog.comment.added")

    @property
    def modules(self) -> list[str]:
        """The modules whose logs have these events, sorted."""
        return sorted({topic.split(".")[1] for topic in self.topics})

    @property
    def by_topic_alone(self) -> bool:
        """Whether the topic of an event decides whether it is chosen."""
        return not (self.things or self.authors)

    def of(self, module: str) -> dict[str, Any]:
        """The choice among the events of a module, as fields of `event.since`."""
        topics = sorted({topic for topic in self.topics if topic.split(".")[1] == module})
        fields: dict[str, Any] = {"topics": topics}
        if self.things:
            fields["things"] = list(self.things)
        if self.authors:
            fields["authors"] = list(self.authors)
        return fields


@dataclass(frozen=True, slots=True)
class Batch:
    """Events from the log; `last` is the position after them, `end` the newest number; `more` if there are further.

    `size` is the number of characters in which they came.
    """

    events: list[Event]
    last: int
    end: int
    more: bool
    size: int = 0


_EVENTS = msgspec.json.Decoder(list[Event])


def unpacked(packed: str) -> list[Event]:
    """The events in the field `packed` of an answer; raises msgspec.DecodeError if it has none."""
    return _EVENTS.decode(packed)


def batch(answer: Mapping[str, Any]) -> Batch:
    """The answer of `event.since` to a request with `packed`."""
    packed = answer["packed"]
    return Batch(unpacked(packed), answer["last"], answer["end"], answer["more"], len(packed))


def live(topic: str, fields: dict[str, Any]) -> Event | None:
    """The event that was published with these fields; None if it has no number, so that only the log knows it."""
    number = fields.get("event")
    return Event(number, topic, fields) if type(number) is int else None
