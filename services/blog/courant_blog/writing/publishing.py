"""Publishing: which posts are public, and the lists, redirects, fragments and events that follow from it.

Every change of a post goes through `reconcile`, which compares what readers could see before with what they see now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from courant_kit.calls.errors import Invalid
from courant_kit.live.fragment import FragmentId
from courant_kit.live.outbox import record, touch
from courant_kit.wire.search import DocumentsChanged
from django.utils import timezone

from courant_blog import contract, payloads
from courant_blog.addresses.days import todays
from courant_blog.addresses.paths import address, post_path
from courant_blog.models import Entry, Post, Redirect
from courant_blog.reading import lists
from courant_blog.reading.tags import tag_names


@dataclass(frozen=True, slots=True)
class Face:
    """How a public post appears elsewhere on the site: all that lists show of it, and the lists that contain it."""

    path: str
    title: str
    excerpt: str
    author: str
    published_at: datetime
    written: datetime | date
    lists: frozenset[str]

    @property
    def sign(self) -> tuple[str, str, datetime]:
        """What a link to it shows, and where it stands among the other posts."""
        return self.path, self.title, self.published_at


def face(post: Post) -> Face | None:
    """The face of a saved post; None if it is not public."""
    found = Entry.objects.filter(post=post).values_list("list", "published_at")
    names = dict(found)
    if not names:
        return None
    return _seen(post, names[lists.INDEX], frozenset(names))


def make_public(post: Post, today: str = "") -> None:
    """Mark a post as published, with a date and an address; raises Invalid if its date is in the future.

    Without a date, it is published now, on the day `today` in its writer's time zone.
    """
    now = timezone.now()
    post.dated = post.dated or todays(today, now)
    if post.published_at is None or post.published_at > now:
        raise Invalid("Date: a post cannot be published before its date.", field="date")
    post.status = Post.Status.PUBLISHED
    _give_path(post)


def reconcile(post: Post, before: Face | None) -> None:
    """Update lists, fragments and events after a save; `before` is the face that the post had.

    The transaction has already taken its turn, so lists and their tallies cannot change in the meantime.
    """
    after = _expected(post)
    touch(*_own_fragments(post, before), *_list_fragments(before, after), *_around(post, before, after))
    _move(post, before, after)
    touch(*_around(post, after, before))
    _record(post, before, after)


def _expected(post: Post) -> Face | None:
    if not post.is_public or post.published_at is None:
        return None
    return _seen(post, post.published_at, lists.lists_for(post))


def _seen(post: Post, published_at: datetime, names: frozenset[str]) -> Face:
    return Face(post.path or "", post.title, post.excerpt, post.author, published_at, post.written, names)


def _give_path(post: Post) -> None:
    path = _free_path(post)
    if post.path and post.path != path:
        Redirect.objects.update_or_create(path=f"blog/{post.path}", defaults={"post": post})
    Redirect.objects.filter(path=f"blog/{path}").delete()
    post.path, post.slug = path, path.rsplit("/", 1)[1]


def _free_path(post: Post) -> str:
    assert post.dated is not None  # noqa: S101 - make_public has set it
    path = wanted = post_path(post.dated.day, post.slug)
    number = 1
    while Post.objects.filter(path=path).exclude(pk=post.pk).exists():
        number += 1
        path = f"{wanted}-{number}"
    return path


def _move(post: Post, before: Face | None, after: Face | None) -> None:
    had, has = _places(before), _places(after)
    if before:
        lists.take_out(post, before.published_at, [name for name, _ in sorted(had - has)])
    if after:
        lists.place(post, after.published_at, [name for name, _ in sorted(has - had)])


def _places(seen: Face | None) -> set[tuple[str, datetime]]:
    return {(name, seen.published_at) for name in seen.lists} if seen else set()


def _own_fragments(post: Post, before: Face | None) -> Iterator[FragmentId[Any]]:
    yield from (contract.HEAD(post.pk), contract.CRUMBS(post.pk))
    if before and post.is_public:
        yield contract.POST(post.pk)
        if before.path != post.path:
            yield from (contract.COMMENTS(post.pk), contract.HISTORY(post.pk))
        return
    if before or post.is_public or post.deleted_at:
        yield contract.HISTORY(post.pk)
    yield from (contract.DRAFT(post.pk), contract.DRAFTS())
    if before or post.is_public:
        yield contract.ABSENT(post.pk)
        yield from (contract.POST(post.pk), contract.COMMENTS(post.pk), contract.REMOVED())


def _list_fragments(before: Face | None, after: Face | None) -> Iterator[FragmentId[Any]]:
    if before == after:
        return
    had, has = before.lists if before else frozenset(), after.lists if after else frozenset()
    yield from (lists.shown_by(name) for name in sorted(had | has))
    yield from (contract.PAGER(name) for name in sorted(had ^ has))
    if had | has:
        yield contract.LATEST()
    if any(name.startswith("tag-") for name in had ^ has):
        yield contract.ALL_TAGS()


def _around(post: Post, seen: Face | None, other: Face | None) -> Iterator[FragmentId[Any]]:
    if seen is None or (other and seen.sign == other.sign):
        return
    near = lists.neighbours(seen.published_at, post.pk)
    yield from (contract.AROUND(pk) for pk in (post.pk, *near) if pk)


def _record(post: Post, before: Face | None, after: Face | None) -> None:
    if before or after:
        record(contract.DOCUMENTS_CHANGED, DocumentsChanged([str(post.pk)]))
    if after:
        record(contract.POST_CHANGED if before else contract.POST_PUBLISHED, event_of(post))
    elif before:
        gone = payloads.PostGone(id=post.pk, path=address(before.path))
        record(contract.POST_DELETED if post.deleted_at else contract.POST_UNPUBLISHED, gone)


def event_of(post: Post) -> payloads.PostEvent:
    """The fields that the events of a public post have in common."""
    return payloads.PostEvent(
        id=post.pk, path=post.address, title=post.title, author=post.author, summary=post.excerpt,
        section=post.section, tags=tag_names(post), published_at=post.shown_at,
        version=post.version,
    )  # fmt: skip
