"""What a writer gets whose post is not saved: a form that contains everything, and what can be done."""

from collections.abc import Mapping
from typing import cast

from courant_kit.calls.errors import Conflict
from courant_kit.content.templates import draw
from courant_kit.history.comparison import compare
from courant_kit.merging import markers
from courant_kit.merging.markers import Choice
from courant_kit.words import gettext, marked
from msgspec import structs

from courant_blog.history.keeping import others
from courant_blog.models import Post
from courant_blog.payloads import SavePost
from courant_blog.writing.merging import MINE, Merged, fields_of, typed

LABELS = {
    "title": marked("Title"),
    "section": marked("Section"),
    "summary": marked("Summary"),
    "slug": marked("Last part of the address"),
    "date": marked("Date"),
    "authors": marked("Authors"),
    "cover": marked("Cover picture"),
    "cover_alt": marked("Words for the cover"),
    "series": marked("Series"),
    "part": marked("Part"),
}


def outdated(theirs: Post, mine: SavePost, both: Merged) -> Conflict:
    """A save of a post that somebody else has saved since, where a person must decide: both as one."""
    rows = compare(both.base, theirs.text).rows
    return _offered(theirs, both.request, mine, both.by, clashes=both.clashes, rows=rows)


def decided(theirs: Post, request: SavePost) -> Conflict:
    """The form of a merge again, with one of its places decided."""
    number, _, choice = request.decide.partition("-")
    text = markers.decide(request.text, int(number), cast("Choice", choice))
    mine = structs.replace(request, text=request.mine)
    return _offered(theirs, structs.replace(request, text=text), mine, theirs.edited_by or gettext("somebody"))


def _offered(theirs: Post, offer: SavePost, mine: SavePost, by: str, **context: object) -> Conflict:
    clashes = cast("Mapping[str, str]", context.pop("clashes", {}))
    html = draw(
        "blog/conflict.html", **_shown(theirs, offer), theirs=theirs, by=by, base=offer.base, comment=offer.comment,
        published=mine.published, state=mine.state, time=mine.time, places=markers.places(offer.text),
        mine=_shown(theirs, mine),
        clashes=[(gettext(LABELS[name]), value) for name, value in clashes.items()], **context,
    )  # fmt: skip
    message = gettext(
        "{by} saved this post while you were writing. Your text is still here: check both, then save again."
    ).format(by=by)
    return Conflict(message, html=html, version=theirs.version)


def _shown(theirs: Post, request: SavePost) -> dict[str, str]:
    return fields_of(theirs.title, theirs.text, others(theirs)) | typed(request)


__all__ = ["MINE", "decided", "outdated"]
