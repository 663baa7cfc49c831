"""Looks up the post or comment of a call, and decides which posts readers may see. Errors say what is missing.

For the comments of a post, `discussion.statements` makes the same decision in SQL.
"""

from typing import TypeVar, cast

from courant_kit.calls.caller import EDITORS, Caller
from courant_kit.calls.errors import Gone, NotFound
from courant_kit.history import revisions
from courant_kit.words import gettext as _
from courant_kit.words import marked

from courant_blog.models import Comment, Post, Revision
from courant_blog.reading import rows
from courant_blog.reading.standing import Standing, standing_of

NOBODY = Caller()
LACKS = {
    "post": marked("There is no such post."),
    "draft": marked("There is no such draft."),
    "comment": marked("There is no such comment."),
}
GONE = {"post": marked("This post has been deleted."), "draft": marked("This draft has been deleted.")}
J = TypeVar("J", Post, Standing)


def public(post: J | None, field: str | None = None, word: str = "post") -> J:
    """The post, if readers may see it.

    Raises NotFound, or Gone if the post was public and has been deleted; both name `field`, the field of the request,
    and NotFound says that there is no such `word`.
    """
    if post and post.deleted_at and post.path:
        raise Gone(_("This post has been deleted."), field=field)
    if post is None or not post.is_public:
        raise NotFound(_(LACKS[word]), field=field)
    return post


def public_by_number(number: int, *fields: str, field: str | None = None) -> Post:
    """The public post with this number, with these fields or all; raises NotFound or Gone."""
    return public(rows.numbered(number, *fields), field)


def listed(number: int) -> Post:
    """The public post with this number, unless it is unlisted: that one is found by its address only.

    Raises NotFound or Gone.
    """
    post = public_by_number(number)
    if not post.is_listed:
        raise NotFound(_("There is no such post."))
    return post


def at(path: str, *fields: str) -> Post | None:
    """The post that has or had this path, public or not, with these fields or all; None if there is none."""
    return rows.at(path, *fields)


def existing(number: int, word: str = "post", field: str | None = None) -> Post:
    """The post with this number, a draft or public; raises NotFound, or Gone if it has been deleted."""
    post = known(number, word, field)
    if post.deleted_at:
        raise Gone(_(GONE[word]), field=field)
    return post


def known(number: int, word: str = "post", field: str | None = None) -> Post:
    """The post with this number, even if it has been deleted; raises NotFound."""
    post = Post.objects.filter(pk=number).first()
    if post is None:
        raise NotFound(_(LACKS[word]), field=field)
    return post


def newest(post: Post) -> int:
    """The number of a post's newest revision."""
    found: int | None = post.revisions.order_by("-number").values_list("number", flat=True).first()
    return found or 0


def numbered(post: Post, number: int, *, earlier: bool = False) -> Revision:
    """A revision of a post; with `earlier`, the newest at that time if it has become part of a later one.

    Raises NotFound.
    """
    found: Revision | None = revisions.at(post.revisions, number)
    if found is None or (found.number != number and not (earlier and number < newest(post))):
        raise NotFound(_("This post has no revision {number}.").format(number=number), field="number")
    return found


def comment(number: int, caller: Caller = NOBODY) -> Comment:
    """The comment with this number on a post that readers may see, even if it has been removed.

    One that is not public is found for its author and for editors only. Raises NotFound and Gone. So nobody learns from
    an answer whether a draft has such a comment, or whether one waits for an editor.
    """
    found = Comment.objects.filter(pk=number).first()
    if found and found.state != Comment.State.PUBLIC and not _is_shown(found, caller):
        found = None
    public(standing_of(found.post_id) if found else None, "id", "comment")
    return cast(Comment, found)


def _is_shown(comment: Comment, caller: Caller) -> bool:
    return caller.is_(EDITORS) or (bool(caller.person) and caller.person == comment.author)
