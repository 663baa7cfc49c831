"""The database of shared texts: one row for each update, numbered for each text; it owns them, replicas have copies."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from courant_kit.live.outbox import take_turn
from courant_kit.store.models import StoredText, TextUpdate

_TEXTS = StoredText._meta.db_table  # noqa: SLF001 - the public API of Model._meta
_UPDATES = TextUpdate._meta.db_table  # noqa: SLF001 - as above
_NEWEST = (
    f"SELECT epoch, COALESCE((SELECT MAX(number) FROM {_UPDATES} WHERE name = %s), base_number) "
    f"FROM {_TEXTS} WHERE name = %s"
)
_APPEND = f"INSERT INTO {_UPDATES} (name, number, author, data, created) VALUES (%s, %s, %s, %s, %s)"


class Row(NamedTuple):
    """An update, encoded, and who wrote it."""

    author: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored text: `base` and the `updates` after it make its document, whose newest update is `number`."""

    epoch: int
    number: int
    base: bytes
    updates: list[bytes]


def opened(name: str, seed: Callable[[], bytes]) -> Stored:
    """The stored text; if there is none, it begins with `seed`. Runs in a transaction."""
    take_turn()
    text = StoredText.objects.filter(name=name).first()
    if text is None:
        text = StoredText.objects.create(name=name, epoch=fresh_epoch(), base=zlib.compress(seed()))
    return _read(text)


def fresh_epoch(before: int = 0) -> int:
    """The epoch of a new document: the time in seconds, and higher than that of the one before.

    So a document that begins again after a backup was restored never has the epoch of one that windows still have.
    """
    return max(before + 1, int(timezone.now().timestamp()))


def found(name: str) -> Stored | None:
    """The stored text, if there is one."""
    text = StoredText.objects.filter(name=name).first()
    return _read(text) if text else None


def after(name: str, epoch: int, number: int) -> list[bytes] | None:
    """The updates after a number, in order; None if they are no longer apart and the text has to be read anew."""
    if not StoredText.objects.filter(name=name, epoch=epoch, base_number__lte=number).exists():
        return None
    rows = TextUpdate.objects.filter(name=name, number__gt=number).order_by("number")
    return [bytes(data) for data in rows.values_list("data", flat=True)]


def number_of(name: str) -> int:
    """The number of the newest update; 0 if there is no such text."""
    newest = TextUpdate.objects.filter(name=name).aggregate(newest=Max("number"))["newest"]
    if newest is None:
        newest = StoredText.objects.filter(name=name).values_list("base_number", flat=True).first()
    return int(newest or 0)


def newest(name: str) -> tuple[int, int]:
    """The epoch and the number of a text; zeros if there is none."""
    epoch = StoredText.objects.filter(name=name).values_list("epoch", flat=True).first()
    return (int(epoch), number_of(name)) if epoch else (0, 0)


def append(name: str, epoch: int, number: int, rows: Sequence[Row]) -> bool:
    """Store updates after the one with this number; false if that is not the newest. Runs in a transaction.

    Each key that somebody presses waits for it, so these are the two statements that both databases have in common.
    """
    take_turn()
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [name, name])
        if cursor.fetchone() != (epoch, number):
            return False
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.executemany(_APPEND, [(name, at, row.author, row.data, now) for at, row in enumerate(rows, number + 1)])
    return True


def compact(text: StoredText, number: int, base: bytes) -> None:
    """Make `base`, the compressed document with all updates up to a number, that of a text, and delete those.

    Runs in a turn, for which everybody's keys wait.
    """
    rows = TextUpdate.objects.filter(name=text.name, number__lte=number)
    waiting = rows.filter(number__gt=text.saved)
    text.authors = list(dict.fromkeys([*text.authors, *authors_of(text, number)]))
    first = waiting.order_by("number").values_list("created", flat=True).first()
    text.began = (text.began or first) if number > text.saved else None
    if text.saved >= number:
        text.authors = []
    text.base, text.base_number = base, number
    text.save()
    rows.delete()


def authors_of(text: StoredText, number: int) -> list[str]:
    """Who wrote what is not in the module's text yet, up to a number: each once, most recent last."""
    rows = TextUpdate.objects.filter(name=text.name, number__gt=text.saved, number__lte=number)
    newest = rows.values("author").annotate(newest=Max("number")).order_by("newest")
    names = [*text.authors, *newest.values_list("author", flat=True)]
    return list(dict.fromkeys(reversed(names)))[::-1]


def began(text: StoredText) -> datetime | None:
    """When the first update was written that is not in the module's text yet; None if there is none."""
    rows = TextUpdate.objects.filter(name=text.name, number__gt=text.saved).order_by("number")
    return text.began or rows.values_list("created", flat=True).first()


def _read(text: StoredText) -> Stored:
    rows = TextUpdate.objects.filter(name=text.name, number__gt=text.base_number).order_by("number")
    updates = [bytes(data) for data in rows.values_list("data", flat=True)]
    return Stored(text.epoch, text.base_number + len(updates), zlib.decompress(bytes(text.base)), updates)
