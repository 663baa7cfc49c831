"""When a shared text becomes the module's own by itself: at a pause, after a long stretch, or when everybody has left.

The log of a text is made short then, too: its updates become one document.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zlib import compress

import structlog
from django.db import transaction
from django.db.models import Count, Max, OuterRef, Subquery, Sum
from django.db.models.functions import Length

from courant_kit.calls.errors import CourantError
from courant_kit.coediting import keeping, log
from courant_kit.coediting.keeping import Source
from courant_kit.live.outbox import take_turn
from courant_kit.store.models import StoredText, TextUpdate

PAUSE = timedelta(seconds=30)
"""How long nobody has typed when a text is saved."""

STRETCH = timedelta(minutes=10)
"""How long people type before their text is saved although they go on."""

MOST_UPDATES = 500
MOST_BYTES = 65_536
"""How long the log of a text may become before its updates become one: to read it takes longer than that."""

LONG = 250
"""After how many updates the process in which people type makes the log short, so that nobody has to read it again.

Otherwise 750 updates would be read, and made one, in the turn for which everybody's keys wait: that took 55 to 85 ms on
a busy machine, instead of 28.
"""

logger = structlog.get_logger()


def leave(name: str, source: Source) -> None:
    """Save a text that everybody has left, if it is one that is saved at pauses."""
    if keeping.exists(name) and source.at_pauses(name):
        keeping.save(name, source)


def shorten(name: str, epoch: int, number: int, base: bytes) -> None:
    """Make `base`, the compressed document of an epoch with all updates up to a number, that of a text. In a turn.

    The process in which people type has that document, so that nothing has to be read again. If the text was begun anew
    or shortened meanwhile, nothing happens.
    """
    take_turn()
    text = StoredText.objects.filter(name=name, epoch=epoch, base_number__lt=number).first()
    if text is not None:
        log.compact(text, number, base)


def save_due(source: Source, now: datetime) -> list[str]:
    """Save the texts in which nobody has typed for a while, or somebody for long; make long logs short.

    Returns the names of those in which nobody has typed for a while.
    """
    take_turn()
    sums = {"newest": Max("created"), "count": Count("id"), "size": Sum(Length("data"))}
    rows: list[Any] = list(TextUpdate.objects.values("name").annotate(**sums))
    for row in rows:
        _save_if_due(source, row, now)
    return [row["name"] for row in rows if row["newest"] < now - PAUSE]


def waiting() -> list[str]:
    """The documents in which somebody typed what is not in the module's text yet."""
    saved = StoredText.objects.filter(name=OuterRef("name")).values("saved")
    rows = TextUpdate.objects.filter(number__gt=Subquery(saved))
    return sorted(set(rows.values_list("name", flat=True)))


def _save_if_due(source: Source, row: Mapping[str, Any], now: datetime) -> None:
    text = StoredText.objects.get(name=row["name"])
    since = log.began(text)
    if row["newest"] < now - PAUSE or (since is not None and since < now - STRETCH):
        _save_or_wait(text, source)
    elif row["count"] > MOST_UPDATES or row["size"] > MOST_BYTES:
        _shorten(text, leave=1)


def _save_or_wait(text: StoredText, source: Source) -> None:
    """Save a text; if the module rejects that, as when the page is gone, its words wait in the document."""
    try:
        if source.at_pauses(text.name):
            with transaction.atomic():
                keeping.save(text.name, source)
        else:
            _shorten(text, leave=0)
    except CourantError as error:
        logger.info("a shared text waits", document=text.name, error=error.uri, reason=error.message)
        _shorten(text, leave=0)


def _shorten(text: StoredText, leave: int) -> None:
    """Put the updates into the base, but the newest `leave`: the time of the last one says when somebody last typed."""
    from courant_kit.coediting.shared_text import SharedText  # with pycrdt, which only writers need

    stored = log.found(text.name)
    if stored is None:
        return
    shared = SharedText(stored.base, stored.updates[: len(stored.updates) - leave])
    try:
        log.compact(text, stored.number - leave, compress(shared.encoded()))
    finally:
        shared.close()
