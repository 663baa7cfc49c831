"""Counts letters that came back; after so many, an address gets nothing any more."""

from django.db.models import F

from courant_mail.models import Reader
from courant_mail.subscribing import ending

MOST_HARD = 3
"""How many letters in a row may come back for ever (5yz) before what an address gets ends."""
MOST_SOFT = 10
"""The same for letters that a server did not accept for a day (4yz)."""


def arrived(mail: str) -> None:
    """A letter was accepted: the count begins anew for what a server delays. Hard bounces may still come by mail."""
    Reader.objects.filter(mail=mail, soft__gt=0).update(soft=0)


def came_back(mail: str, *, hard: bool) -> bool:
    """Count a letter that came back; whether that ended what the address gets."""
    name = "hard" if hard else "soft"
    Reader.objects.filter(mail=mail).update(**{name: F(name) + 1})
    reader = Reader.objects.filter(mail=mail, ended=None).first()
    if reader is None or (reader.hard < MOST_HARD and reader.soft < MOST_SOFT):
        return False
    ending.end(reader)
    return True
