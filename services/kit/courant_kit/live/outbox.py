"""The outbox: a change, the new versions of its fragments and its events, written in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from threading import RLock
from typing import Any

from django.db import connection, transaction

from courant_kit.live.fragment import FragmentId
from courant_kit.store.models import Counter, Event, FragmentVersion
from courant_kit.wire.contract import Topic
from courant_kit.wire.declared import contract_of
from courant_kit.wire.payload import Payload, encode

_committed: list[Callable[[], None]] = []
_writers = RLock()


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in the log: of a live `fragment`, or a domain event with `topic` and `payload`."""

    number: int
    topic: str
    payload: dict[str, Any]
    fragment: str


def on_commit(wake: Callable[[], None]) -> None:
    """Call `wake` in the committing thread after each commit that leaves events in the outbox."""
    _committed.append(wake)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes.

    SQLite's writers poll for the database's only lock, and an unlucky one polls until it times out. Here the writers
    of one process queue instead.
    """
    with _writers if connection.vendor == "sqlite" else nullcontext(), transaction.atomic():
        yield


def take_turn() -> None:
    """Wait until no other transaction writes to the log, and make others wait until this one ends.

    `touch` and `record` do so too. A transaction that reads before it writes should call this first: then the rows it
    read cannot change before it writes, and two transactions never wait for each other.
    """
    Counter.objects.select_for_update().get_or_create(name="events")


def touch(*fragments: FragmentId[Any]) -> None:
    """Give each fragment a new version; after the commit it is rendered and published.

    Call it inside the transaction that changes the data of the fragments. Raises TypeError if one is not a FragmentId,
    and ValueError if no contract of this process declares it or its versions live in memory.
    """
    changed = list(dict.fromkeys(_checked(fragment).base for fragment in fragments))
    if not changed:
        return
    with transaction.atomic(savepoint=False):
        # The log's lock comes first, so that two transactions with the same fragments never wait for each other.
        _append(*(Event(fragment=fragment) for fragment in changed))
        _bump(changed)


def record(topic: Topic, payload: Payload) -> None:
    """Publish a domain event after the commit; raises TypeError if the payload is not of the topic's type."""
    if not isinstance(payload, topic.payload):
        raise TypeError(f"{topic.uri} carries {topic.payload.__name__}, not {type(payload).__name__}")
    _append(Event(topic=topic.uri, payload=encode(payload)))


def versions(fragments: Iterable[str]) -> dict[str, int]:
    """The versions of the fragments with these ids; a fragment that was never touched has version 0."""
    wanted = list(fragments)
    known = dict(FragmentVersion.objects.filter(id__in=wanted).values_list("id", "version"))
    return {fragment: known.get(fragment, 0) for fragment in wanted}


def pending(limit: int) -> list[Entry]:
    """The oldest events that are not published yet, in order, at most `limit`."""
    rows = Event.objects.filter(published=False).order_by("number")
    return [Entry(*row) for row in rows.values_list("number", "topic", "payload", "fragment")[:limit]]


def waiting() -> int:
    """How many events are not published yet."""
    return Event.objects.filter(published=False).count()


def published(numbers: Iterable[int]) -> None:
    """Mark events that the router has acknowledged."""
    with writing():
        Event.objects.filter(number__in=list(numbers)).update(published=True)


def events_after(number: int, limit: int) -> list[Entry]:
    """The domain events after `number` in the log, in order, at most `limit`: a backend that was away asks for them."""
    rows = Event.objects.filter(number__gt=number, fragment="").order_by("number")[:limit]
    return [Entry(row.number, row.topic, row.payload, "") for row in rows]


def prune(keep: int) -> int:
    """Delete all published events except the newest `keep`; returns how many were deleted."""
    last = Counter.objects.filter(name="events").values_list("value", flat=True).first() or 0
    with writing():
        return Event.objects.filter(published=True, number__lte=last - keep).delete()[0]


def _checked(fragment: FragmentId[Any]) -> FragmentId[Any]:
    if not isinstance(fragment, FragmentId):
        raise TypeError(f"{fragment!r} is not a fragment; declare it in the contract and call the declaration")
    declared = fragment.fragment
    contract = contract_of(declared.module)
    if contract is None or contract.fragments.get(declared.name) is not declared:
        raise ValueError(f"{declared.name} is not declared in the contract of a module of this process")
    if declared.memory:
        raise ValueError(f"{declared.name} lives in memory; give it a new version with touch_memory")
    return fragment


def _append(*events: Event) -> None:
    with transaction.atomic(savepoint=False):
        last = _counted(len(events))
        for number, event in enumerate(events, last - len(events) + 1):
            event.number = number
        Event.objects.bulk_create(events)
        _wake_after_commit()


def _wake_after_commit() -> None:
    for wake in _committed:
        transaction.on_commit(wake)


# Every change calls these two, so each is a single statement that SQLite and PostgreSQL have in common:
# INSERT … ON CONFLICT DO UPDATE, with RETURNING.


def _counted(more: int) -> int:
    """Increase the counter by `more` and return it; its row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [more])
        return int(cursor.fetchone()[0])


def _bump(fragments: Sequence[str]) -> None:
    rows = ", ".join(["(%s, 1)"] * len(fragments))
    with connection.cursor() as cursor:
        cursor.execute(_BUMP.format(rows=rows), fragments)


_VERSIONS = FragmentVersion._meta.db_table  # noqa: SLF001 - the public API of Model._meta
_COUNTER = Counter._meta.db_table  # noqa: SLF001 - as above
_COUNT = (
    f"INSERT INTO {_COUNTER} (name, value) VALUES ('events', %s) "
    f"ON CONFLICT (name) DO UPDATE SET value = {_COUNTER}.value + excluded.value RETURNING value"
)
_BUMP = (
    f"INSERT INTO {_VERSIONS} (id, version) VALUES {{rows}} "
    f"ON CONFLICT (id) DO UPDATE SET version = {_VERSIONS}.version + 1"
)
