"""Stores many new posts in few statements, as an import brings them; runs inside a transaction that has its turn.

Each becomes what `saving.save_version` makes of it. Nobody can show a post that does not exist yet, so its own
fragments need no event.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from courant_kit.content import media
from courant_kit.content.slugs import key
from courant_kit.history import many
from django.db.models import prefetch_related_objects
from django.utils import timezone

from courant_blog.history.keeping import Change, made
from courant_blog.models import Post, Redirect, Revision
from courant_blog.reading.places import post_place
from courant_blog.writing import authoring, publishing, tagging


@dataclass(frozen=True, slots=True)
class New:
    """A post to store, with what it has beside its row: its tags, when it was changed, and by whom."""

    post: Post
    tags: Sequence[str]
    updated: datetime | None
    by: Change


def are_free(wanted: Iterable[str]) -> set[str]:
    """Those of these paths at which there is no post and no redirect."""
    found = set(wanted)
    old = Redirect.objects.filter(path__in=[f"blog/{path}" for path in found]).values_list("path", flat=True)
    taken = Post.objects.filter(path__in=found).values_list("path", flat=True)
    return found - {*taken, *(path.removeprefix("blog/") for path in old)}


def save(fresh: Sequence[New]) -> None:
    """Store new posts, and update all that shows them."""
    posts = [one.post for one in fresh]
    for one in fresh:
        one.post.version, one.post.edited_by = 1, one.by.by
        one.post.updated = one.updated or timezone.now()
    Post.objects.bulk_create(posts)
    _connect(fresh)
    many.begin(Revision, [(one.post.pk, [made(one.post, one.by)]) for one in fresh])
    for post in posts:
        if "/media/" in (texts := f"{post.text}\n{post.cover}"):
            media.stands(post_place(post.pk), texts)
    publishing.reconcile_all([(post, None) for post in posts])


def _connect(fresh: Sequence[New]) -> None:
    """Give the posts their tags and authors, which are then known of each without another statement."""
    tags, authors = Post.tags.through, Post.authors.through
    known = tagging.known(name for one in fresh for name in one.tags)
    tags.objects.bulk_create(
        tags(post_id=one.post.pk, tag_id=number)
        for one in fresh
        for number in sorted({known[key(name)].pk for name in one.tags})
    )
    people = authoring.known(one.post for one in fresh)
    authors.objects.bulk_create(
        authors(post_id=one.post.pk, author_id=people[slug].pk)
        for one in fresh
        for slug in dict.fromkeys(authoring.wanted(one.post))
    )
    prefetch_related_objects([one.post for one in fresh], "tags", "authors")
