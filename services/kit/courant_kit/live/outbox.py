"""The outbox: a change, the new versions of its fragments and its events, written in one transaction."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from threading import RLock, local
from typing import Any

from django.db import connection, transaction

from courant_kit.live import statements
from courant_kit.live.fragment import FragmentId
from courant_kit.live.statements import Entry
from courant_kit.process.timings import mark
from courant_kit.store.models import Counter, Event
from courant_kit.wire.contract import Topic
from courant_kit.wire.declared import contract_of
from courant_kit.wire.payload import Payload, encode

Heard = Callable[[list[Entry]], None]
"""Is told the events of a commit, in order, in the committing thread."""

_heard: list[Heard] = []
_writers = RLock()


class _Turn(local):
    """The transaction of a thread: how deep `writing` is nested, and the events that it has committed."""

    def __init__(self) -> None:
        self.depth = 0
        self.committed: list[Entry] = []


_turn = _Turn()


def on_commit(heard: Heard) -> None:
    """Call `heard` in the committing thread with the events of each commit.

    While it runs, no other thread of this process writes to SQLite: the database is as the commit left it.
    """
    _heard.append(heard)


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes; inside another one, a savepoint of it.

    SQLite's writers poll for the database's only lock, and an unlucky one polls until it times out. Here the writers
    of one process queue instead.
    """
    with _writers if connection.vendor == "sqlite" else nullcontext():
        _turn.depth += 1
        try:
            with transaction.atomic():
                yield
        finally:
            _turn.depth -= 1
        _tell()


def take_turn() -> None:
    """Wait until no other transaction writes to the log, and make others wait until this one ends.

    `touch` and `record` do so too. A transaction that reads before it writes should call this first: then the rows it
    read cannot change before it writes, and two transactions never wait for each other. On SQLite every transaction
    has its turn from its start (`transaction_mode` IMMEDIATE), so this does nothing.
    """
    if connection.vendor != "sqlite":
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
        _append([Entry(0, "", {}, fragment) for fragment in changed])
        statements.bump(changed)


def record(topic: Topic, payload: Payload) -> None:
    """Publish a domain event after the commit; raises TypeError if the payload is not of the topic's type."""
    if not isinstance(payload, topic.payload):
        raise TypeError(f"{topic.uri} carries {topic.payload.__name__}, not {type(payload).__name__}")
    _append([Entry(0, topic.uri, encode(payload), "")])


def versions(fragments: Iterable[str]) -> dict[str, int]:
    """The versions of the fragments with these ids; a fragment that was never touched has version 0."""
    wanted = list(fragments)
    known = statements.versions(wanted)
    return {fragment: known.get(fragment, 0) for fragment in wanted}


def pending(after: int, limit: int) -> list[Entry]:
    """The oldest events after the number `after` that are not published yet, in order, at most `limit`."""
    rows = Event.objects.filter(published=False, number__gt=after).order_by("number")
    return [Entry(*row) for row in rows.values_list("number", "topic", "payload", "fragment")[:limit]]


def waiting(after: int = 0) -> int:
    """How many events after the number `after` are not published yet."""
    return Event.objects.filter(published=False, number__gt=after).count()


def published(number: int) -> None:
    """Mark all events up to this number: the router has acknowledged them."""
    with writing():
        Event.objects.filter(published=False, number__lte=number).update(published=True)


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


def _append(entries: list[Entry]) -> None:
    with transaction.atomic(savepoint=False):
        last = statements.count(len(entries))
        numbered = [replace(one, number=number) for number, one in enumerate(entries, last - len(entries) + 1)]
        statements.insert(numbered)
        transaction.on_commit(partial(_committed, numbered))


def _committed(entries: list[Entry]) -> None:
    """Collect the events of a commit: `writing` tells them all at once, a transaction of another kind at once."""
    _turn.committed += entries
    if not _turn.depth:
        _tell()


def _tell() -> None:
    if not _turn.depth and _turn.committed:
        entries, _turn.committed = _turn.committed, []
        mark("committed", entries[0].topic or entries[0].fragment)
        for heard in _heard:
            heard(entries)
