"""What happened to posts, recorded as events: for readers, for programs of others, and for the search."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from courant_kit.live.outbox import record
from courant_kit.store.rows import pieces
from courant_kit.wire.contract import Topic
from courant_kit.wire.payload import Payload
from courant_kit.wire.search import MOST_KEYS, DocumentsChanged

from courant_blog import contract, payloads
from courant_blog.addresses.paths import address
from courant_blog.models import Post
from courant_blog.publishing_payloads import PostMoved
from courant_blog.reading.tags import tag_names


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to a saved post: the path and the state it had, whether lists had it, and whether they have it."""

    post: Post
    path: str
    was_listed: bool
    is_listed: bool
    was: str


def record_all(happened: Iterable[Happened]) -> None:
    """Record what happened to posts: first what readers learn, of all of them, and last what the search must read."""
    done = list(happened)
    for topic, some in groupby(_news(done), key=itemgetter(0)):
        record(topic, *(payload for _, payload in some))
    for one in done:
        _record_move(one)
    for keys in pieces((str(one.post.pk) for one in done if one.was_listed or one.is_listed), MOST_KEYS):
        record(contract.DOCUMENTS_CHANGED, DocumentsChanged(keys))


def _news(happened: list[Happened]) -> Iterator[tuple[Topic, Payload]]:
    for one in happened:
        if one.is_listed:
            yield (contract.POST_CHANGED if one.was_listed else contract.POST_PUBLISHED), _event_of(one.post)
        elif one.was_listed:
            gone = payloads.PostGone(id=one.post.pk, path=address(one.path))
            yield (contract.POST_DELETED if one.post.deleted_at else contract.POST_UNPUBLISHED), gone


def _record_move(one: Happened) -> None:
    post, was = one.post, one.was
    if was != post.status and (one.was_listed or one.is_listed):  # programs of others hear it
        record(contract.POST_MOVED, PostMoved(id=post.pk, before=was, state=post.status, by=post.edited_by))
    post.was = post.status


def _event_of(post: Post) -> payloads.PostEvent:
    """The fields that the events of a public post have in common."""
    return payloads.PostEvent(
        id=post.pk, path=post.address, title=post.title, author=post.author, summary=post.excerpt,
        section=post.section, tags=tag_names(post), published_at=post.shown_at,
        version=post.version,
    )  # fmt: skip
