"""What was deleted and can be brought back: posts, and comments on posts that are public."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from courant_blog.models import Comment, Post
from courant_blog.states import READABLE

SHOWN = 50

M = TypeVar("M", bound=Model)


def posts(before: int = 0) -> list[Post]:
    """The deleted posts, last deleted first, at most one more than SHOWN; with `before`, those deleted before it."""
    return _last_first(Post.objects.defer("text", "html"), "deleted_at", before)


def comments(before: int = 0) -> list[Comment]:
    """The removed comments that can be restored, as `posts` does it."""
    found = Comment.objects.filter(post__status__in=READABLE, post__deleted_at=None).select_related("post")
    return _last_first(found.defer("html", "post__text", "post__html"), "removed", before)


def _last_first(rows: QuerySet[M], moment: str, before: int) -> list[M]:
    found = rows.filter(**{f"{moment}__isnull": False})
    last: Any = found.filter(pk=before).values_list(moment, flat=True).first() if before else None
    if last:
        found = found.filter(Q(**{f"{moment}__lt": last}) | Q(**{moment: last, "pk__lt": before}))
    return list(found.order_by(f"-{moment}", "-pk")[: SHOWN + 1])
