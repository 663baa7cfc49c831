"""The event log, read: the domain events after a position, chosen by topic, thing and author, in bounded answers.

A payload stays the JSON text that the database has, so that a follower which catches up costs no decoding here.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from django.db import connection

from courant_kit.calls.errors import PositionLost
from courant_kit.store.models import Counter, Event
from courant_kit.wire.contract import Topic

SCANNED = 50_000
"""Numbers that one answer looks at: a rare thing takes several answers, none of which is slow."""

LARGEST = 900_000
"""Bytes of the events in one answer, as a JSON text inside of JSON; the last event may exceed it. At the public port
the router sends a message of 1,048,576 bytes at most, and answers a call whose result is larger with an error."""

CHUNK = 500
"""Events that one statement reads."""


Row = tuple[int, str]
"""A domain event in the log: its number, and all of it as JSON. (A named tuple would take half as long again.)"""


class Span(NamedTuple):
    """The log from `oldest`, the position before the first event that it has, to the number `end`."""

    oldest: int
    end: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition of SQL, with its values."""

    condition: str
    values: tuple[str, ...] = ()


class Found(NamedTuple):
    """Some events, the position after them, and the log's span; `more` if there are further numbers to look at."""

    rows: list[Row]
    last: int
    span: Span

    @property
    def more(self) -> bool:
        """Whether the log has numbers after `last`."""
        return self.last < self.span.end


def of_topics(topics: Iterable[str], *, others: bool = False) -> Wanted:
    """Events on these topics, or with `others` on all but these."""
    names = tuple(topics)
    if not names:
        return Wanted("1 = 1" if others else "1 = 0")
    return Wanted(f"topic {'NOT ' if others else ''}IN ({_marks(names)})", names)


def of_things(things: Iterable[str], topics: Iterable[Topic]) -> Wanted:
    """Events about one of these things, such as `post-12`, as the topics declare what they are about."""
    declared = list(topics)
    pairs = (one.partition("-") for one in things)
    return _any(
        Wanted(f"(topic = %s AND {_field(topic.things[kind])} = %s)", (topic.uri, key))
        for kind, _, key in pairs
        for topic in declared
        if kind in topic.things
    )


def of_authors(authors: Iterable[str], topics: Iterable[Topic]) -> Wanted:
    """Events that are the deed of one of these people."""
    names = tuple(authors)
    return _any(
        Wanted(f"(topic = %s AND {_field(topic.author)} IN ({_marks(names)}))", (topic.uri, *names))
        for topic in topics
        if topic.author and names
    )


def read(after: int | None, limit: int, wanted: Sequence[Wanted], upto: int | None = None) -> Found:
    """The domain events after a number that meet every condition, at most `limit`; from the oldest if it is None.

    With `upto`, none after that number.

    Raises PositionLost if events after the number are deleted, or the log has not come so far.
    """
    end = _end()
    start = _oldest(end) if after is None else after
    last = min(end, start + SCANNED, end if upto is None else max(start, upto))
    rows, complete = _some(start, last, limit, wanted)
    span = Span(_oldest(end), end)  # only now: what was deleted meanwhile is missing above
    _check(start, span)
    return Found(rows, last if complete else rows[-1][0], span)


def as_text(rows: Iterable[Row]) -> str:
    """The events as one JSON array of `{"number", "topic", "payload"}`."""
    return f"[{','.join([text for _, text in rows])}]"


def as_maps(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The events as maps."""
    found: list[dict[str, Any]] = json.loads(as_text(rows))
    return found


def _some(start: int, upto: int, limit: int, wanted: Sequence[Wanted]) -> tuple[list[Row], bool]:
    """Events, and whether these are all."""
    rows: list[Row] = []
    room, last = LARGEST, start
    while len(rows) < limit:
        most = min(CHUNK, limit - len(rows))
        chunk = _chunk(last, upto, most, wanted)
        size = _size(as_text(chunk))
        if size > room:
            return rows + _fitting(chunk, room, alone=not rows), False
        room -= size
        rows += chunk
        if len(chunk) < most:
            return rows, True
        last = chunk[-1][0]
    return rows, False


def _fitting(chunk: Sequence[Row], room: int, *, alone: bool) -> list[Row]:
    """The first events that have so many bytes together; one in any case if they are to be `alone`."""
    sizes = accumulate(_size(text) + 1 for _, text in chunk)
    fitting = [row for row, size in zip(chunk, sizes, strict=True) if size < room]
    return fitting or list(chunk[: int(alone)])


def _size(text: str) -> int:
    """The bytes of a text as a value in JSON: quotes and backslashes, of which a JSON text has many, count twice."""
    length = len(text) if text.isascii() else len(text.encode())
    return length + text.count('"') + text.count("\\")


def _chunk(after: int, upto: int, limit: int, wanted: Sequence[Wanted]) -> list[Row]:
    conditions = ["number > %s", "number <= %s", "fragment = ''", *(one.condition for one in wanted)]
    values: list[int | str] = [after, upto, *(value for one in wanted for value in one.values), limit]
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(payload=_payload(), conditions=" AND ".join(conditions)), values)
        return [(row[0], _EVENT % row) for row in cursor.fetchall()]


def _check(start: int, span: Span) -> None:
    if start < span.oldest:
        raise PositionLost(
            f"The log keeps what follows {span.oldest:,}; the events between {start:,} and that are deleted. Fetch "
            f"anew what you need, then go on after {span.oldest:,}.",
            field="after", oldest=span.oldest, end=span.end,
        )  # fmt: skip
    if start > span.end:
        raise PositionLost(
            f"The log ends at {span.end:,}, before your position {start:,}: it was restored from a backup, or the "
            f"position belongs to another site. Fetch anew what you need, then go on after {span.end:,}.",
            field="after", oldest=span.oldest, end=span.end,
        )  # fmt: skip


def _end() -> int:
    return Counter.objects.filter(name="events").values_list("value", flat=True).first() or 0


def _oldest(end: int) -> int:
    first = Event.objects.order_by("number").values_list("number", flat=True).first()
    return end if first is None else first - 1


def _any(wanted: Iterable[Wanted]) -> Wanted:
    some = list(wanted)
    if not some:
        return Wanted("1 = 0")
    conditions = " OR ".join(one.condition for one in some)
    return Wanted(f"({conditions})", tuple(value for one in some for value in one.values))


def _field(name: str) -> str:
    """A payload's field as text; the name is a struct's, so it needs no quoting."""
    return f"CAST(payload ->> '{name}' AS TEXT)"


def _payload() -> str:
    return "payload::text" if connection.vendor == "postgresql" else "payload"


def _marks(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))


_EVENTS = Event._meta.db_table  # noqa: SLF001 - the public API of Model._meta
_EVENT = '{"number":%d,"topic":"%s","payload":%s}'
_READ = f"SELECT number, topic, {{payload}} FROM {_EVENTS} WHERE {{conditions}} ORDER BY number LIMIT %s"
