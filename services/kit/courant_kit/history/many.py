"""The next revisions of many texts in few statements: a page that is renamed changes all that link to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from courant_kit.history import authors, edits, packing
from courant_kit.history.revisions import AUTHORS, CHAIN, Made, Revisions
from courant_kit.store.rows import each

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
    table = _insert(model, rows)
    each(f"UPDATE {table} SET stored = %s, against = %s WHERE id = %s", replaced)


def begin(model: type[Revisions], first: Iterable[tuple[int, Made]]) -> None:
    """Store the first revision of each of many texts, by the ids of what they are revisions of."""
    rows = list(first)
    if any(made.fields for _, made in rows):
        model.objects.bulk_create(_first(model, owner, made) for owner, made in rows)
    else:
        _insert(model, (_begun(owner, made) for owner, made in rows))


def _first(model: type[Revisions], owner: int, made: Made) -> Revisions:
    size, moment = len(made.text), made.at or timezone.now()
    row = model(
        **{f"{model.owner}_id": owner}, number=1, title=made.title, author=authors.joined(made.authors, AUTHORS),
        summary=made.summary, kind=made.kind, name=made.name, size=size, change=size, began=moment,
        created_at=moment, **made.fields,
    )  # fmt: skip
    row.text = made.text
    return row


def _begun(owner: int, made: Made) -> tuple[Any, ...]:
    size, moment = len(made.text), connection.ops.adapt_datetimefield_value(made.at or timezone.now())
    return (
        owner, 1, made.title, authors.joined(made.authors, AUTHORS), made.summary, made.kind.value, made.name, size,
        size, moment, moment, None, 0, packing.whole(made.text),
    )  # fmt: skip


def _insert(model: type[Revisions], rows: Iterable[tuple[Any, ...]]) -> str:
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented API
    columns = ", ".join(map(connection.ops.quote_name, (f"{model.owner}_id", *_COLUMNS)))
    marks = ", ".join(["%s"] * (1 + len(_COLUMNS)))
    each(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    return table


def _row(one: Step, run: int, now: Any) -> tuple[Any, ...]:
    made, size = one.made, len(one.made.text)
    return (
        one.last.owner, one.number, made.title, authors.joined(made.authors, AUTHORS), made.summary, made.kind.value,
        made.name, size, size - one.last.size, now, now, None, run, packing.whole(made.text),
    )  # fmt: skip
