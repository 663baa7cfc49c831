"""Adds a revision for each change of a post's words."""

from dataclasses import dataclass

from courant_kit.history import revisions
from courant_kit.history.authors import names
from courant_kit.history.coalescing import Kind
from courant_kit.history.revisions import Made

from courant_blog.addresses.paths import slug_of
from courant_blog.models import Post
from courant_blog.reading.tags import tag_names


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes a post, with all authors in `by`; how, with which comment, and what they name the revision."""

    by: str = ""
    kind: Kind = Kind.SAVE
    comment: str = ""
    name: str = ""


NOBODY = Change()


def others(post: Post) -> dict[str, str]:
    """The fields of a post besides its title and text, as its form shows them."""
    chosen = post.path or post.slug != slug_of(post.title)
    return {
        "tags": ", ".join(tag_names(post)),
        "section": post.section,
        "summary": post.summary,
        "slug": post.slug if chosen else "",
        "date": post.dated.day.isoformat() if post.dated else "",
        "authors": post.author,
        "cover": post.cover,
        "cover_alt": post.cover_alt,
        "series": post.series.name if post.series else "",
        "part": str(post.part or ""),
    }


def earlier(fields: dict[str, str]) -> dict[str, str]:
    """The fields that older revisions have not, as they were then: the author was the same, the others were empty."""
    return {"authors": fields["authors"], "cover": "", "cover_alt": "", "series": "", "part": ""}


def keep(post: Post, change: Change) -> bool:
    """Add a revision of a saved post, numbered with its version; false if its words are those of the newest one."""
    fields = others(post)
    last = post.revisions.order_by("-number").first()
    if last and (last.title, last.text, earlier(fields) | last.fields) == (post.title, post.text, fields):
        return False
    revisions.add(post.revisions, post.version, made(post, change))
    return True


def made(post: Post, change: Change) -> Made:
    """The revision of a saved post, not yet stored."""
    return Made(
        post.title, post.text, names(change.by), change.comment, change.kind, change.name, post.updated,
        {"fields": others(post)},
    )  # fmt: skip
