"""The next revisions of many texts in few statements: a page that is renamed changes all that link to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Field, QuerySet
from django.utils import timezone

from courant_kit.history import authors, edits, packing
from courant_kit.history.revisions import AUTHORS, CHAIN, Made, Revisions
from courant_kit.store.rows import each, insert

_COLUMNS = (
    "number", "title", "author", "summary", "kind", "name", "size", "change", "began", "created_at", "against", "run",
    "stored",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest revision of a text, which is stored whole: its id, that of its owner, and some of its fields."""

    pk: int
    owner: int
    size: int
    run: int
    stored: bytes

    @property
    def text(self) -> str:
        """Its text."""
        return packing.text(self.stored)


@dataclass(frozen=True, slots=True)
class Step:
    """A text's next revision, not yet stored: its number, the last one, and the edits that led from `before` to it."""

    number: int
    last: Newest
    made: Made
    before: str
    edits: Sequence[tuple[int, int, str]] = field(default_factory=list)


def newest(revisions: "QuerySet[Any]") -> Iterator[Newest]:
    """These revisions, each the newest of its text."""
    rows = revisions.values_list("pk", f"{revisions.model.owner}_id", "size", "run", "stored")
    return (Newest(pk, owner, size, run, bytes(stored)) for pk, owner, size, run, stored in rows)


def add(model: type[Revisions], steps: Iterable[Step], moment: datetime) -> None:
    """Store the next revisions of many texts; none goes on with the last one, and none has fields of its own."""
    now = connection.ops.adapt_datetimefield_value(moment)
    rows, replaced = list[tuple[Any, ...]](), list[tuple[Any, ...]]()
    for one in steps:
        back = packing.packed(edits.back(one.edits, one.before)) if one.last.run < CHAIN else None
        smaller = back is not None and len(back) < len(one.last.stored)
        rows.append(_row(one, one.last.run + 1 if smaller else 0, now))
        if smaller:
            replaced.append((back, one.number, one.last.pk))
    _insert(model, rows)
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented API
    each(f"UPDATE {table} SET stored = %s, against = %s WHERE id = %s", replaced)


def begin(model: type[Revisions], first: Iterable[tuple[int, Sequence[Made]]]) -> None:
    """Store the first revisions of many texts, the oldest of each first, by the ids of what they are revisions of.

    All have the same fields of their own, or none. They are stored as if each had been added by itself.
    """
    begun = [(owner, states) for owner, states in first if states]
    extra = [_field(model, name) for name in begun[0][1][0].fields] if begun else []
    rows = (row for owner, states in begun for row in _begun(owner, states, extra))
    _insert(model, rows, [str(one.column) for one in extra])


def _begun(owner: int, states: Sequence[Made], extra: Sequence["Field[Any, Any]"]) -> Iterator[tuple[Any, ...]]:
    run, size = 0, 0
    for number, made in enumerate(states, 1):
        newer = states[number] if number < len(states) else None
        stored, against, following = _kept(made.text, newer.text if newer else None, number, run)
        moment = connection.ops.adapt_datetimefield_value(made.at or timezone.now())
        own = (one.get_db_prep_save(made.fields[one.name], connection) for one in extra)
        yield (
            owner, number, made.title, authors.joined(made.authors, AUTHORS), made.summary, made.kind.value, made.name,
            len(made.text), len(made.text) - size, moment, moment, against, run, stored, *own,
        )  # fmt: skip
        run, size = following, len(made.text)


def _field(model: type[Revisions], name: str) -> "Field[Any, Any]":
    found: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]  # noqa: SLF001 - Django's documented API
    return found


def _kept(text: str, newer: str | None, number: int, run: int) -> tuple[bytes, int | None, int]:
    """How a text is stored: whole, or against the newer one if that is smaller; and the run of the newer one."""
    stored = packing.whole(text)
    back = packing.delta(text, newer) if newer is not None and run < CHAIN else None
    if back is None or len(back) >= len(stored):
        return stored, None, 0
    return back, number + 1, run + 1


def _insert(model: type[Revisions], rows: Iterable[tuple[Any, ...]], extra: Sequence[str] = ()) -> None:
    insert(model, (f"{model.owner}_id", *_COLUMNS, *extra), rows)


def _row(one: Step, run: int, now: Any) -> tuple[Any, ...]:
    made, size = one.made, len(one.made.text)
    return (
        one.last.owner, one.number, made.title, authors.joined(made.authors, AUTHORS), made.summary, made.kind.value,
        made.name, size, size - one.last.size, now, now, None, run, packing.whole(made.text),
    )  # fmt: skip
