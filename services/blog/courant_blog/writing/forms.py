"""The writing forms: for a new post, and for an existing one."""

from typing import Any

from courant_kit.content import markdown
from courant_kit.content.templates import draw

from courant_blog.addresses.page_ids import PAGE_IDS
from courant_blog.history.keeping import others
from courant_blog.models import Post
from courant_blog.zone import zone


def form_for(found: Post | None, head: str = "") -> str:
    """The form for a new post (None) or an existing one; `head` is the fragment that says who saved it last."""
    return draw("blog/form.html", **(fields_of(found) if found else _new_form()), head=head)


def fields_of(found: Post) -> dict[str, Any]:
    """The context in which `blog/form.html` shows an existing post."""
    html = markdown.preview(found.text, reserved=PAGE_IDS, below=1).html
    return {
        "post": found,
        "base": found.version,
        "title": found.title,
        "text": found.text,
        "html": html,
        "time": found.planned[11:],
        "zone": zone().key,
        **others(found),
    }


def _new_form() -> dict[str, Any]:
    names = ("title", "text", "html", "tags", "section", "summary", "slug", "date", "time", "authors", "cover")
    return {**dict.fromkeys((*names, "cover_alt", "series", "part"), ""), "zone": zone().key}
