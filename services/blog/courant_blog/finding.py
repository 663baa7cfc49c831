"""Finding what a call is about, or saying in words that it is not there; here alone is judged what readers may see."""

from courant_kit.calls.errors import Gone, NotFound

from courant_blog.lists import STANDING
from courant_blog.models import Comment, Post


def public(post: Post | None, field: str | None = None) -> Post:
    """The post, when there is one that readers may see.

    Raises NotFound, and Gone when it was public and is deleted; both name the `field` that asked for it.
    """
    if post and post.deleted_at and post.path:
        raise Gone("This post has been deleted.", field=field)
    if post is None or not post.is_public:
        raise NotFound("There is no such post.", field=field)
    return post


def public_by_number(number: int, *fields: str, field: str | None = None) -> Post:
    """The public post of this number, with these fields or all; raises NotFound or Gone."""
    return public(Post.objects.filter(pk=number).only(*_read(fields)).first(), field)


def at(path: str, *fields: str) -> Post | None:
    """The post whose path this is or was, be it public or not, with these fields or all."""
    return Post.objects.filter(path=path).only(*_read(fields)).first()


def existing(number: int, word: str = "post", field: str | None = None) -> Post:
    """The post of this number, be it a draft or public; raises NotFound, and Gone when it is deleted."""
    post = known(number, word, field)
    if post.deleted_at:
        raise Gone(f"This {word} has been deleted.", field=field)
    return post


def known(number: int, word: str = "post", field: str | None = None) -> Post:
    """The post of this number, be it deleted; raises NotFound."""
    post = Post.objects.filter(pk=number).first()
    if post is None:
        raise NotFound(f"There is no such {word}.", field=field)
    return post


def comment(number: int) -> Comment:
    """The comment of this number, be it removed; raises NotFound."""
    found = Comment.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such comment.", field="id")
    return found


def _read(fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields to read when these are wanted: what `public` looks at comes along."""
    return (*fields, "path", *STANDING) if fields else ()
