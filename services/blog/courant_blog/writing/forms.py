"""The writing forms: for a new post, for an existing one, and for one that somebody else has saved in the meantime."""

from typing import Any

from courant_kit.content import markdown
from courant_kit.content.templates import draw

from courant_blog.addresses.page_ids import PAGE_IDS
from courant_blog.addresses.paths import slug_of
from courant_blog.contract import SavePost
from courant_blog.models import Post
from courant_blog.reading.tags import tag_names


def form_for(found: Post | None, head: str = "") -> str:
    """The form for a new post (None) or an existing one; `head` is the fragment that says who saved it last."""
    return draw("blog/form.html", **(_form_of(found) if found else _new_form()), head=head)


def conflict(theirs: Post, mine: SavePost) -> str:
    """The form after a conflict: the author's text beside the saved one, ready to be saved over it."""
    fields = _form_of(theirs)
    tags = mine.tags if isinstance(mine.tags, str | None) else ", ".join(mine.tags)
    typed = {"title": mine.title, "text": mine.text, "tags": tags, "section": mine.section, "summary": mine.summary,
             "slug": mine.slug, "date": mine.date}  # fmt: skip
    kept = {name: value for name, value in typed.items() if value is not None}
    return draw("blog/conflict.html", **(fields | kept), theirs=theirs, published=mine.published)


def _form_of(found: Post) -> dict[str, Any]:
    chosen = found.path or found.slug != slug_of(found.title)
    return {
        "post": found,
        "base": found.version,
        "title": found.title,
        "text": found.text,
        "html": markdown.preview(found.text, reserved=PAGE_IDS, below=1).html,
        "tags": ", ".join(tag_names(found)),
        "section": found.section,
        "summary": found.summary,
        "slug": found.slug if chosen else "",
        "date": found.dated.day.isoformat() if found.dated else "",
    }


def _new_form() -> dict[str, Any]:
    return dict.fromkeys(("title", "text", "html", "tags", "section", "summary", "slug", "date"), "")
