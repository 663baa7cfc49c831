"""Publishing: which posts are public, and the lists, redirects, fragments and events that follow from it.

Every change of a post goes through `reconcile`, which compares what readers could see before with what they see now.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from courant_kit.calls.errors import Invalid
from courant_kit.live.fragment import FragmentId
from courant_kit.live.outbox import touch
from courant_kit.words import gettext
from django.utils import timezone

from courant_blog import contract, states
from courant_blog.addresses.days import todays
from courant_blog.addresses.paths import post_path
from courant_blog.models import Entry, Post, Preview, Redirect
from courant_blog.reading import lists, related, translations
from courant_blog.reading.beside import beside
from courant_blog.writing import parts, recording
from courant_blog.writing.recording import Happened


@dataclass(frozen=True, slots=True)
class Face:
    """How a post appears to readers elsewhere on the site: all that lists show of it, and the lists that contain it."""

    path: str
    title: str
    excerpt: str
    author: str
    published_at: datetime
    written: datetime | date
    lists: frozenset[str]
    status: str
    cover: str
    pinned: bool
    series: int | None
    language: str
    translation: str

    @property
    def sign(self) -> tuple[str, str, datetime, frozenset[str]]:
        """What a link to it shows, where it stands among the other posts, and in which lists."""
        return self.path, self.title, self.published_at, self.lists

    @property
    def is_listed(self) -> bool:
        """Whether lists, the sitemap and the search have it."""
        return states.is_listed(self.status)


Settle = Callable[[Post, Face | None], None]
"""Updates what shows a saved post, which had this face before; see `reconcile`."""


@dataclass(frozen=True, slots=True)
class Step:
    """A saved post with the face it had and the one it has, and the state it had."""

    post: Post
    before: Face | None
    after: Face | None
    was: str


def face(post: Post) -> Face | None:
    """The face of a saved post; None if readers cannot see it."""
    if not post.is_public or post.published_at is None:
        return None
    names = dict(Entry.objects.filter(post=post).values_list("list", "published_at"))
    return _seen(post, next(iter(names.values()), post.published_at), frozenset(names))


def make_public(post: Post, today: str = "", state: str = states.CURRENT, free: str | None = None) -> None:
    """Move a post to a state that readers see, with a date and an address; raises Invalid if its date is in the future.

    Without a date, it is published now, on the day `today` in its writer's time zone. `free` is as in `give_path`.
    """
    now = timezone.now()
    post.dated = post.dated or todays(today, now)
    if post.published_at is None or post.published_at > now:
        raise Invalid(gettext("Date: a post cannot be published before its date. Schedule it instead."), field="date")
    post.status, post.planned = state, ""
    if state != states.CURRENT:
        post.pinned_at = None
    give_path(post, free)


def reconcile(post: Post, before: Face | None) -> None:
    """Update lists, fragments and events after a save; `before` is the face that the post had.

    The transaction has already taken its turn, so lists and their tallies cannot change in the meantime.
    """
    reconcile_all([(post, before)])


def reconcile_all(saved: Iterable[tuple[Post, Face | None]]) -> None:
    """Do for many posts what `reconcile` does for one; their events come first."""
    steps = [Step(post, before, _expected(post), post.was) for post, before in saved]
    recording.record_all([_happened(one) for one in steps])
    touch(*_around_all([(one.post, one.before, one.after) for one in steps]))
    _move(steps)
    touch(
        *chain.from_iterable(_own_fragments(one.post, one.before) for one in steps),
        *chain.from_iterable(_list_fragments(*change) for change in _changed_lists(steps)),
        *_around_all([(one.post, one.after, one.before) for one in steps]),
        *parts.shown(_changed_series(steps)),
        *translations.shown(_changed_groups(steps)),
    )


def _happened(step: Step) -> Happened:
    before, after = step.before, step.after
    was_listed, is_listed = before is not None and before.is_listed, after is not None and after.is_listed
    return Happened(step.post, before.path if before else "", was_listed, is_listed, step.was)


def _changed_series(steps: list[Step]) -> set[int]:
    changed = [face for one in steps if one.before != one.after for face in (one.before, one.after)]
    return {face.series for face in changed if face and face.series}


def _changed_groups(steps: list[Step]) -> set[str]:
    changed = [face for one in steps if one.before != one.after for face in (one.before, one.after)]
    return {face.translation for face in changed if face and face.translation}


def _expected(post: Post) -> Face | None:
    if not post.is_public or post.published_at is None:
        return None
    return _seen(post, post.published_at, lists.lists_for(post))


def _seen(post: Post, published_at: datetime, names: frozenset[str]) -> Face:
    return Face(
        post.path or "", post.title, post.excerpt, post.author, published_at, post.written, names, post.status,
        post.cover + post.cover_alt, post.pinned_at is not None, post.series_id,
        post.language, post.translation,
    )  # fmt: skip


def day_of(post: Post) -> date:
    """The day in the address of a post that has a date."""
    assert post.dated is not None  # noqa: S101 - its caller has given it one
    return post.dated.day


def give_path(post: Post, free: str | None = None) -> None:
    """Give a post with a date its address: one that is `free`, of redirects too, or one that is looked for.

    Its old one redirects to it.
    """
    path = free or _free_path(post)
    if post.path and post.path != path:
        Redirect.objects.update_or_create(path=f"blog/{post.path}", defaults={"post": post})
    if not free:
        Redirect.objects.filter(path=f"blog/{path}").delete()
    post.path, post.slug = path, path.rsplit("/", 1)[1]


def _free_path(post: Post) -> str:
    path = wanted = post_path(day_of(post), post.slug)
    number = 1
    while Post.objects.filter(path=path).exclude(pk=post.pk).exists():
        number += 1
        path = f"{wanted}-{number}"
    return path


def _move(steps: list[Step]) -> None:
    new = []
    for one in steps:
        had, has = _places(one.before), _places(one.after)
        if one.before:
            lists.take_out(one.post, one.before.published_at, [name for name, _ in sorted(had - has)])
        new += [(name, moment, one.post.pk) for name, moment in sorted(has - had)]
    lists.place(new)


def _places(seen: Face | None) -> set[tuple[str, datetime]]:
    return {(name, seen.published_at) for name in seen.lists} if seen else set()


def _own_fragments(post: Post, before: Face | None) -> Iterator[FragmentId[Any]]:
    if post.version == 1 and not post.deleted_at:  # it is new: nobody can show it yet
        yield from (contract.WRITING(), contract.DRAFTS(), contract.REMOVED())
        return
    yield from (contract.HEAD(post.pk), contract.CRUMBS(post.pk), contract.WRITING())
    if before and post.is_public:
        yield contract.POST(post.pk)
        if before.path != post.path:
            yield from (contract.COMMENTS(post.pk), contract.HISTORY(post.pk))
        return
    if before or post.is_public or post.deleted_at:
        yield contract.HISTORY(post.pk)
    yield from (contract.DRAFT(post.pk), contract.DRAFTS())
    yield from (contract.PREVIEWED(one.sign) for one in Preview.objects.filter(post=post))
    if before or post.is_public:
        yield contract.ABSENT(post.pk)
        yield from (contract.POST(post.pk), contract.COMMENTS(post.pk), contract.REMOVED())


def _changed_lists(steps: list[Step]) -> dict[tuple[frozenset[str], frozenset[str]], None]:
    """The lists that had a changed post and those that have it; once for all the posts that have these in common."""
    none: frozenset[str] = frozenset()
    changed = ((one.before, one.after) for one in steps if one.before != one.after)
    return dict.fromkeys(
        (before.lists if before else none, after.lists if after else none) for before, after in changed
    )


def _list_fragments(had: frozenset[str], has: frozenset[str]) -> Iterator[FragmentId[Any]]:
    yield from (lists.shown_by(name) for name in sorted(had | has))
    yield from (contract.PAGER(name) for name in sorted(had ^ has))
    if lists.INDEX in had | has:
        yield contract.LATEST()
    if any(name.startswith("tag-") for name in had ^ has):
        yield contract.ALL_TAGS()
    if any(name.startswith("archive-") for name in had ^ has):
        yield contract.PERIODS()


def _around_all(changes: list[tuple[Post, Face | None, Face | None]]) -> Iterator[FragmentId[Any]]:
    """The fragments that show these posts beside others; of many posts, the neighbours are looked for together."""
    if len(changes) == 1:
        yield from _around(*changes[0])
        return
    points: dict[str, list[tuple[datetime, int]]] = {}
    for post, seen, other in changes:
        if seen is None or (other and seen.sign == other.sign):
            continue
        yield from (contract.AROUND(post.pk), contract.RELATED(post.pk))
        for name in seen.lists:
            points.setdefault(name, []).append((seen.published_at, post.pk))
    yield from (contract.AROUND(pk) for pk in beside(lists.INDEX, points.pop(lists.INDEX, []), 1))
    for name, found in points.items():
        if name.startswith("tag-"):
            yield from (contract.RELATED(pk) for pk in beside(name, found, related.NEAR))


def _around(post: Post, seen: Face | None, other: Face | None) -> Iterator[FragmentId[Any]]:
    if seen is None or (other and seen.sign == other.sign):
        return
    yield from (contract.AROUND(post.pk), contract.RELATED(post.pk))
    if lists.INDEX in seen.lists:
        yield from (contract.AROUND(pk) for pk in lists.neighbours(seen.published_at, post.pk) if pk)
    tags = [name for name in seen.lists if name.startswith("tag-")]
    yield from (contract.RELATED(pk) for pk in related.near(tags, seen.published_at, post.pk))
