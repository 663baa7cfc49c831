"""The texts of the wiki in which uploads stand: its pages, with their older revisions, and comments on them."""

from collections.abc import Iterable

from courant_kit.content.media import Place
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.words import gettext

from courant_wiki import contract
from courant_wiki.models import Comment, WikiPage
from courant_wiki.rules import READERS


def page_place(number: int) -> str:
    """The key of a page."""
    return f"page-{number}"


def comment_place(number: int) -> str:
    """The key of a comment on a passage."""
    return f"comment-{number}"


def places(keys: Iterable[str]) -> dict[str, Place]:
    """The places with these keys: a page and its comments are for the wiki's readers, what is deleted for editors."""
    numbers: dict[str, list[int]] = {"page": [], "comment": []}
    for key in keys:
        kind, _, number = key.partition("-")
        numbers.setdefault(kind, []).append(int(number))
    pages = WikiPage.objects.filter(pk__in=numbers["page"])
    comments = Comment.objects.filter(pk__in=numbers["comment"]).select_related("thread__page")
    return {
        **{page_place(page.pk): _of(page) for page in pages},
        **{comment_place(one.pk): _of_comment(one) for one in comments},
    }


def _of_comment(comment: Comment) -> Place:
    page = comment.thread.page
    title = gettext("A comment by {author} on “{title}”").format(author=comment.author, title=page.title)
    if comment.removed or not page.live:
        return Place(title, f"/wiki/~comment/{comment.pk}/edit/", EDITORS_ONLY)
    return Place(title, comment.location, READERS, str(contract.THREAD(comment.thread_id)))


def _of(page: WikiPage) -> Place:
    if page.live:
        return Place(page.title, page.location, READERS, str(contract.ARTICLE(page.pk)))
    return Place(page.title, "/wiki/~bin/", EDITORS_ONLY)
