"""The texts of the blog in which uploads stand: posts and comments."""

from collections.abc import Iterable

from courant_kit.content.media import Place
from courant_kit.live.audience import EDITORS_ONLY, EVERYBODY
from courant_kit.words import gettext

from courant_blog import contract
from courant_blog.addresses.paths import draft_address
from courant_blog.models import Comment, Post


def post_place(number: int) -> str:
    """The key of a post."""
    return f"post-{number}"


def history_place(number: int) -> str:
    """The key of the older revisions of a post."""
    return f"history-{number}"


def comment_place(number: int) -> str:
    """The key of a comment."""
    return f"comment-{number}"


def places(keys: Iterable[str]) -> dict[str, Place]:
    """The places with these keys: a public post is for everybody, and so are the comments on it; histories are not."""
    numbers: dict[str, list[int]] = {"post": [], "history": [], "comment": []}
    for key in keys:
        kind, _, number = key.partition("-")
        numbers.setdefault(kind, []).append(int(number))
    posts = Post.objects.filter(pk__in=numbers["post"]).defer("text", "html")
    histories = Post.objects.filter(pk__in=numbers["history"]).defer("text", "html")
    comments = Comment.objects.filter(pk__in=numbers["comment"]).select_related("post")
    return {
        **{post_place(one.pk): _of_post(one) for one in posts},
        **{history_place(one.pk): _of_history(one) for one in histories},
        **{comment_place(one.pk): _of_comment(one) for one in comments.defer("post__text", "post__html")},
    }


def _of_post(post: Post) -> Place:
    if post.is_public:
        return Place(post.title, post.address, EVERYBODY, str(contract.POST(post.pk)))
    return Place(post.title, "/blog/bin/" if post.deleted_at else draft_address(post.pk), EDITORS_ONLY)


def _of_history(post: Post) -> Place:
    return Place(gettext("History of “{title}”").format(title=post.title), post.history_at.history, EDITORS_ONLY)


def _of_comment(comment: Comment) -> Place:
    title = gettext("A comment by {byline} on “{title}”").format(byline=comment.byline, title=comment.post.title)
    address = f"/blog/comment/{comment.pk}/"
    if not (comment.is_public and comment.post.is_public):
        return Place(title, address, EDITORS_ONLY)
    return Place(title, address, EVERYBODY, str(contract.COMMENTS(comment.post_id)))
