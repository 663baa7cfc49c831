"""The blog's documents for the search: public posts. Drafts are for nobody there."""

from collections.abc import Iterator

from courant_kit.calls.caller import Caller
from courant_kit.content import markdown
from courant_kit.live.audience import EVERYBODY
from courant_kit.wire.search import LONGEST_TEXT, Document, Documents, WantedDocuments
from django.db.models import QuerySet

from courant_blog import contract
from courant_blog.models import Post
from courant_blog.module import module
from courant_blog.states import LISTED


@module.handles(contract.DOCUMENTS)
def documents(caller: Caller, request: WantedDocuments) -> Documents:
    """Public posts in the order of their ids."""
    return Documents.of(request, _found(request))


def _found(request: WantedDocuments) -> Iterator[tuple[str, Document]]:
    posts = _posts(request).prefetch_related("tags")
    posts = posts.defer("text", "html") if request.brief else posts.defer("text")
    for post in posts[: request.limit + 1]:
        text = "" if request.brief else markdown.plain(post.html, LONGEST_TEXT)
        yield str(post.pk), _document(post, text)


def _posts(request: WantedDocuments) -> "QuerySet[Post]":
    posts = Post.objects.filter(status__in=LISTED, deleted_at=None).order_by("pk")
    if request.keys:
        return posts.filter(pk__in=[int(key) for key in request.keys if key.isdecimal()])
    return posts.filter(pk__gt=int(request.after)) if request.after.isdecimal() else posts


def _document(post: Post, text: str) -> Document:
    return Document(
        key=str(post.pk), address=post.address, title=post.title, text=text, audience=EVERYBODY,
        version=str(post.version), author=post.author, date=post.shown_at, space=post.section,
        tags=[tag.name for tag in post.tags.all()],
    )  # fmt: skip
