"""Beginning a document anew from its text, and the words that somebody wrote in the document before it.

Much editing makes a document large, however short its text is. A new one has a higher epoch, and edits of the earlier
one do not fit into it. So the earlier one is kept for a while: edits that arrive late are made there, and what they
change in its text is merged into the new one.
"""

import zlib
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courant_kit.calls.errors import Conflict, TooLarge
from courant_kit.coediting import keeping, log
from courant_kit.coediting.wire import TextNumber, WriteText
from courant_kit.live.outbox import take_turn
from courant_kit.merging import texts
from courant_kit.store.models import EarlierText, StoredText
from courant_kit.words import gettext

if TYPE_CHECKING:
    from courant_kit.coediting.shared_text import SharedText

HEAVY = 262_144
"""A document of fewer bytes than this is light, however short its text is."""

TIMES = 8
"""A larger document is heavy if it has more than this many times the bytes of its text."""

LARGEST_STATE = 16_384
"""A document is heavy, too, if its state vector, which everybody sends with each join, has more bytes than this."""

LATE = timedelta(days=61)
"""How long words of an earlier document are accepted: as long as browsers keep them."""


def is_heavy(size: int, encoded: int, state: int) -> bool:
    """Whether a document should begin anew: the bytes of its text, of the document and of its state vector."""
    return state > LARGEST_STATE or (encoded > HEAVY and encoded > TIMES * size)


def lighten(name: str) -> bool:
    """Begin a document anew if it is heavy; returns whether it was. Runs in a transaction."""
    with keeping.opened(name) as (shared, _):
        heavy = is_heavy(shared.size, len(shared.encoded()), len(shared.state))
    if heavy:
        begin_anew(name)
    return heavy


def begin_anew(name: str) -> None:
    """Make a new document of a text, with its number and a higher epoch, and tell the windows. In a transaction."""
    from courant_kit.coediting.shared_text import seeded  # with pycrdt, which only writers need

    take_turn()
    text = StoredText.objects.get(name=name)
    with keeping.opened(name) as (shared, number):
        encoded, seed = zlib.compress(shared.encoded()), seeded(str(shared))
    now = timezone.now()
    EarlierText.objects.create(name=name, epoch=text.epoch, document=encoded, ended=now)
    text.epoch = log.fresh_epoch(text.epoch)
    log.compact(text, number, zlib.compress(seed))
    transaction.on_commit(partial(keeping.tell, name))


def carry_over(late: WriteText, author: str, longest: int) -> TextNumber:
    """Merge what an update of an earlier epoch changes into the text; a repeated one changes nothing. In a transaction.

    Raises Conflict if the earlier document is not kept, or lacks something that the update needs; Invalid if that is
    malformed; TooLarge if the text would be longer than `longest` characters.
    """
    from courant_kit.coediting.shared_text import SharedText

    take_turn()
    earlier = EarlierText.objects.filter(name=late.document, epoch=late.epoch).first()
    if earlier is None:
        raise Conflict(gettext("This text was begun anew; what was written before does not fit."), field="epoch")
    old = SharedText(zlib.decompress(bytes(earlier.document)))
    try:
        before = str(old)
        if _taken(old, late):
            earlier.document = zlib.compress(old.encoded())
            earlier.save(update_fields=["document"])
            _merge(late.document, before, old, author, longest)
    finally:
        old.close()
    epoch, number = log.newest(late.document)
    return TextNumber(epoch=epoch, after=number, number=number)


def forget(now: datetime) -> None:
    """Delete the documents whose late words nobody keeps any more."""
    EarlierText.objects.filter(ended__lt=now - LATE).delete()


def _taken(old: "SharedText", late: WriteText) -> bool:
    """Make late edits in the document for which they were meant; false if it has them already."""
    from courant_kit.coediting.shared_text import Behind, unwrapped

    try:
        return old.take(unwrapped(late.update), late.client, late.clock)
    except Behind:
        raise Conflict(
            gettext("This window is not up to date; it has to send what comes before."), field="clock"
        ) from None


def _merge(name: str, before: str, old: "SharedText", author: str, longest: int) -> None:
    """Put what changed in the earlier document since `before` into the text as it is now."""
    with keeping.opened(name) as (shared, number):
        words = texts.both(before, str(old), str(shared))[0]
        if len(words) > longest:
            raise TooLarge(
                gettext("The text would be longer than {longest:,} characters.").format(longest=longest), field="update"
            )
        update = shared.put(words)
    keeping.append(StoredText.objects.get(name=name), number, update, author)
