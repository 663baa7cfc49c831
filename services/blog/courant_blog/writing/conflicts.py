"""What a writer gets whose post is not saved: a form that contains everything."""

from courant_kit.calls.errors import Conflict
from courant_kit.content.templates import draw

from courant_blog.models import Post
from courant_blog.payloads import SavePost
from courant_blog.writing.forms import fields_of


def outdated(theirs: Post, mine: SavePost) -> Conflict:
    """A save of a post that somebody else has saved since: both texts, the author's ready to be saved."""
    by = theirs.edited_by or "Somebody"
    message = f"{by} saved this post while you were writing. Your text is still here: compare both, then save again."
    fields = fields_of(theirs) | _typed(mine)
    html = draw("blog/conflict.html", **fields, theirs=theirs, published=mine.published)
    return Conflict(message, html=html, version=theirs.version)


def _typed(mine: SavePost) -> dict[str, str]:
    """The fields that the author's form had."""
    tags = mine.tags if isinstance(mine.tags, str | None) else ", ".join(mine.tags)
    typed = {"title": mine.title, "text": mine.text, "tags": tags, "section": mine.section, "summary": mine.summary,
             "slug": mine.slug, "date": mine.date}  # fmt: skip
    return {name: value for name, value in typed.items() if value is not None}
