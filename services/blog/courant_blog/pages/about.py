"""The pages about the history of a post: where each is, and who gets it."""

from collections.abc import Callable

from courant_kit.calls.caller import Caller
from courant_kit.wire.page import Page, redirect

from courant_blog import contract, histories, payloads
from courant_blog.models import Post
from courant_blog.module import module
from courant_blog.pages.around import absent, at, elsewhere, gone_draft, personal
from courant_blog.reading import finding


@module.handles(contract.PAGE_HISTORY)
def history_page(caller: Caller, request: payloads.HistoryPage) -> Page:
    """The revisions of a post."""
    older = f"before/{request.before}/" if request.before else ""
    return _about(caller, request, f"history/{older}", lambda post: histories.history(post, request))


@module.handles(contract.PAGE_REVISION)
def revision_page(caller: Caller, request: payloads.RevisionPage) -> Page:
    """An old revision of a post."""
    return _about(caller, request, f"history/{request.number}/", lambda post: histories.revision(post, request.number))


@module.handles(contract.PAGE_DIFF)
def difference_page(caller: Caller, request: payloads.DifferencePage) -> Page:
    """What changed between two revisions of a post."""
    numbers = f"diff/{request.old}/{request.new}/"
    return _about(caller, request, numbers, lambda post: histories.difference(post, request))


@module.handles(contract.PAGE_WRITTEN)
def written_page(caller: Caller, request: payloads.PostPlace) -> Page:
    """Who wrote which words of a post."""
    return _about(caller, request, "written/", histories.written)


def _about(caller: Caller, request: payloads.PostPlace, end: str, answer: Callable[[Post], Page]) -> Page:
    """A page about a post, at the post's address or a draft's; from another address of the post a redirect."""
    if request.slug:
        found, path = at(request)
        if found is None:
            asked = payloads.PostPage(year=request.year, month=request.month, day=request.day, slug=request.slug)
            return elsewhere(caller, None, path, asked)
        post = Post.objects.get(pk=found.pk)
    else:
        post = finding.known(request.id, "draft")
    if post.deleted_at:
        return absent(post) if post.path else gone_draft(post)
    if bool(request.slug) != post.is_public:
        return personal(redirect(f"{post.place}{end}"))
    return answer(post)
