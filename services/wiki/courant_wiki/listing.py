"""Renews the lists of what the wiki lacks: at most every few seconds, because each reads all links."""

from courant_kit.live.outbox import touch
from django.db.models import Max

from courant_wiki import contract
from courant_wiki.models import Happening, Revision
from courant_wiki.module import module

SECONDS = 5
_seen: dict[str, int] = {}


@module.every(SECONDS)
def renew_lists() -> None:
    """Give the lists of wanted pages and of orphans a new version if anything has changed since the last time."""
    newest = {one.__name__: one.objects.aggregate(last=Max("pk"))["last"] or 0 for one in (Revision, Happening)}
    if newest != _seen:
        _seen.update(newest)
        touch(contract.WANTED(), contract.ORPHANS())
