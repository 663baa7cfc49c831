"""What an export reads: all posts and comments that are not deleted, in the order of their ids, in bounded pieces."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from django.db.models import Count, Q

from courant_blog.copy_payloads import (
    ListCopies,
    ListRemarks,
    PostCopies,
    PostCopy,
    RemarkCopies,
    RemarkCopy,
    RemarkKey,
)
from courant_blog.models import Comment, Post, Redirect
from courant_blog.reading.tags import tag_names

PUBLIC = Comment.State.PUBLIC
LARGEST = 1_000_000
"""The characters of the texts in one answer, unless a single one has more."""


def posts(request: ListCopies) -> PostCopies:
    """Posts, drafts among them, after an id."""
    kept = Post.objects.filter(deleted_at=None)
    counted = kept.annotate(remarks=Count("comment", filter=Q(comment__removed=None, comment__state=PUBLIC)))
    rows = list(
        counted.filter(pk__gt=request.after).select_related("series").defer("html").order_by("pk")[: request.limit + 1]
    )
    shown = list(_bounded(rows[: request.limit]))
    old = _redirects(shown)
    return PostCopies(
        posts=[_copy(post, old.get(post.pk, [])) for post in shown], more=len(rows) > len(shown), total=kept.count()
    )


def comments(request: ListRemarks) -> RemarkCopies:
    """Comments that readers see, after an id: what is held is for editors, and what they rejected for nobody."""
    kept = Comment.objects.filter(removed=None, state=PUBLIC, post__deleted_at=None)
    if request.post:
        kept = kept.filter(post=request.post)
    rows = list(kept.filter(pk__gt=request.after).defer("html").order_by("pk")[: request.limit + 1])
    shown = rows[: request.limit]
    answered = Comment.objects.only("author", "guest", "created").in_bulk([one.answers for one in shown if one.answers])
    return RemarkCopies(
        comments=[_remark(one, answered.get(one.answers or 0)) for one in shown],
        more=len(rows) > len(shown), total=kept.count(),
    )  # fmt: skip


def _remark(one: Comment, answered: Comment | None) -> RemarkCopy:
    key = RemarkKey(answered.author, answered.created, answered.guest) if answered else None
    return RemarkCopy(
        id=one.pk, post=one.post_id, author=one.author, guest=one.guest, text=one.text, created=one.created,
        edited=one.edited, answers=key,
    )  # fmt: skip


def _bounded(rows: Sequence[Post]) -> Iterator[Post]:
    sizes = accumulate(len(post.text) for post in rows)
    for number, (post, size) in enumerate(zip(rows, sizes, strict=True)):
        if number and size > LARGEST:
            return
        yield post


def _redirects(rows: Iterable[Post]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for path, post in Redirect.objects.filter(post__in=list(rows)).order_by("path").values_list("path", "post_id"):
        found.setdefault(post, []).append(path)
    return found


def _copy(post: Post, redirects: list[str]) -> PostCopy:
    return PostCopy(
        id=post.pk, entry_id=post.entry_id, title=post.title, text=post.text, slug=post.slug, path=post.path or "",
        summary=post.summary, author=post.author, section=post.section, tags=tag_names(post),
        published=post.is_public,
        date=post.published_at.isoformat() if post.published_at and not post.planned else "",
        day=post.day.isoformat() if post.day else "", timed=post.timed, created=post.created, updated=post.updated,
        edited_by=post.edited_by, redirects=redirects, version=post.version,
        address=post.address if post.is_public else "", excerpt=post.excerpt, image=post.image,
        comments=getattr(post, "remarks", 0), state=post.status, planned=post.planned, cover=post.cover,
        cover_alt=post.cover_alt, series=post.series.name if post.series else "", part=post.part,
        pinned=post.pinned_at is not None, language=post.language, translation=post.translation,
    )  # fmt: skip
