"""The feeds that name the hub, with what it was last told of each: a hash of the feed's content."""

from hashlib import sha256

import msgspec
from courant_kit.wire.feed import Feed

from courant_web.models import AnnouncedFeed

MOST = 500
"""Feeds with arguments (of tags, authors, posts) that name the hub; further ones are delivered without it."""


def digest(feed: Feed) -> str:
    """A hash of what a feed says."""
    return sha256(msgspec.json.encode(feed)).hexdigest()


def remember(path: str, feed: Feed, *, listed: bool) -> bool:
    """Store that somebody has fetched a feed; returns whether the hub will be told of its changes.

    A feed that a manifest lists always is; of the others as many as MOST.
    """
    if AnnouncedFeed.objects.filter(path=path).exists():
        return True
    if not listed and AnnouncedFeed.objects.filter(listed=False).count() >= MOST:
        return False
    AnnouncedFeed.objects.get_or_create(path=path, defaults={"digest": digest(feed), "listed": listed})
    return True


def all_of_them() -> list[tuple[str, str]]:
    """Their paths, and the hashes of what the hub was last told of."""
    return list(AnnouncedFeed.objects.values_list("path", "digest"))


def told(path: str, now: str) -> None:
    """Store what the hub has been told of."""
    AnnouncedFeed.objects.filter(path=path).exclude(digest=now).update(digest=now)
