"""The list of posts for writers: those that fit its filters, last changed first, and the posts in each state.

Each look is bounded: a page of posts by an index of the last changes, and counts up to MOST.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from courant_blog.models import Author, Post, Tag
from courant_blog.publishing_payloads import WritingPage
from courant_blog.states import NAMES

SHOWN = 50
MOST = 1000
"""Counts end here, and are shown as `1000+`."""
SEARCHED = 5000
"""The posts, last changed first, in whose titles words are looked for."""
OFFERED = 200
"""The authors and tags that the filters offer."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the list; `more` is true if there are older posts. `counts` has each state with its posts."""

    posts: list[Post]
    more: bool
    counts: dict[str, str]


def find(request: WritingPage) -> Found:
    """The posts that fit the filters; an unknown state, author or tag has none."""
    fitting = _fitting(request)
    start = (request.page - 1) * SHOWN
    rows = list(_of_state(fitting, request.state).defer("text", "html")[start : start + SHOWN + 1])
    counts = {state: _counted(_of_state(fitting, state)) for state in ("", *NAMES)}
    return Found(rows[:SHOWN], len(rows) > SHOWN, counts)


def authors() -> list[Author]:
    """The authors that the filters offer, by name."""
    return list(Author.objects.order_by("name")[:OFFERED])


def tags() -> list[Tag]:
    """The tags that the filters offer, by name."""
    return list(Tag.objects.order_by("name")[:OFFERED])


def _fitting(request: WritingPage) -> "QuerySet[Post]":
    posts = Post.objects.filter(deleted_at=None).order_by("-updated")
    if request.author:
        posts = posts.filter(authors__slug=request.author)
    if request.tag:
        posts = posts.filter(tags__slug=request.tag)
    if words := request.q.split():
        newest = Post.objects.filter(deleted_at=None).order_by("-updated").values("pk")[:SEARCHED]
        posts = posts.filter(pk__in=newest)
        for word in words:
            posts = posts.filter(title__icontains=word)
    return posts


def _of_state(posts: "QuerySet[Post]", state: str) -> "QuerySet[Post]":
    return posts.filter(status=state) if state else posts


def _counted(posts: "QuerySet[Post]") -> str:
    number = posts.order_by()[: MOST + 1].count()
    return f"{MOST}+" if number > MOST else str(number)
