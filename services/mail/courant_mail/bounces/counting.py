"""Counts letters that came back; after so many, an address gets nothing any more.

As mailing lists do, it forgets what is over: if a letter arrived after the last one that came back, the next one counts
as the first. That the site's mail server accepted a letter does not show yet that it arrived: those that come back by
mail do so later, at most some days (RFC 5321 4.5.4.1).
"""

from datetime import timedelta

from django.utils import timezone

from courant_mail.models import Letter, Reader
from courant_mail.subscribing import ending

MOST_HARD = 3
"""How many letters in a row may come back for ever (5yz) before what an address gets ends."""
MOST_SOFT = 10
"""The same for letters that a server did not accept for a day (4yz)."""

ARRIVES = timedelta(days=7)
"""After how long a letter that has not come back has arrived."""


def arrived(mail: str) -> None:
    """A letter was accepted: the count begins anew for what a server delays. Hard bounces may still come by mail."""
    Reader.objects.filter(mail=mail, soft__gt=0).update(soft=0)


def came_back(mail: str, *, hard: bool) -> bool:
    """Count a letter that came back; whether that ended what the address gets."""
    reader = Reader.objects.filter(mail=mail, ended=None).first()
    if reader is None:
        return False
    count = 0 if _has_arrived_since(reader) else reader.hard
    reader.hard, reader.soft = (count + 1, reader.soft) if hard else (count, reader.soft + 1)
    reader.bounced = timezone.now()
    reader.save(update_fields=["hard", "soft", "bounced"])
    if reader.hard < MOST_HARD and reader.soft < MOST_SOFT:
        return False
    ending.end(reader)
    return True


def _has_arrived_since(reader: Reader) -> bool:
    """Whether a letter was sent after the last one that came back, and has not come back itself in a week."""
    if reader.bounced is None:
        return False
    since = Letter.objects.filter(mail=reader.mail, state=Letter.State.SENT, sent__gt=reader.bounced)
    return since.filter(sent__lt=timezone.now() - ARRIVES).exists()
