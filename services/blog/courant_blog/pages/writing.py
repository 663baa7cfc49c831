"""The pages for writers: the forms, the drafts, and the bin."""

from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.live.fragment import FragmentId
from courant_kit.wire.page import Page, redirect
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _

from courant_blog import contract, payloads
from courant_blog.models import Post
from courant_blog.module import module
from courant_blog.pages.around import at, elsewhere, form_page, gone_draft, personal
from courant_blog.reading import finding


@module.handles(contract.PAGE_NEW)
def new_page(caller: Caller, request: Nothing) -> Page:
    """The form for a new post."""
    return form_page(_("Write a post"), None)


@module.handles(contract.PAGE_EDIT)
def edit_page(caller: Caller, request: payloads.PostPage) -> Page:
    """The form for a public post."""
    post, path = at(request)
    if post is None or not post.is_public:
        return elsewhere(caller, post, path, request)
    return form_page(_("Edit the post"), Post.objects.get(pk=post.pk))


@module.handles(contract.PAGE_DRAFTS)
def drafts_page(caller: Caller, request: Nothing) -> Page:
    """The drafts."""
    html = draw("blog/drafts.html", drafts=module.embed(contract.DRAFTS(), tag="ul", attributes='class="rows"'))
    return Page(title=_("Drafts"), html=html, noindex=True)


@module.handles(contract.PAGE_DRAFT)
def draft_page(caller: Caller, request: payloads.DraftPage) -> Page:
    """A preview of a draft; for a public post, a redirect to its page."""
    post = finding.known(request.id, "draft")
    if post.deleted_at:
        return gone_draft(post)
    if post.is_public:
        return personal(redirect(post.address))
    html = draw(
        "blog/draft.html", draft=module.embed(contract.DRAFT(post.pk), tag="article", attributes='class="page"')
    )
    return Page(title=post.title, html=html, noindex=True)


@module.handles(contract.PAGE_EDIT_DRAFT)
def edit_draft_page(caller: Caller, request: payloads.DraftPage) -> Page:
    """The form for a draft."""
    post = finding.known(request.id, "draft")
    if post.deleted_at:
        return gone_draft(post)
    if post.is_public:
        return personal(redirect(f"{post.address}edit/"))
    return form_page(_("Edit the draft"), post)


@module.handles(contract.PAGE_BIN)
def bin_page(caller: Caller, request: payloads.BinPage) -> Page:
    """The deleted posts."""
    return _bin(_("Deleted posts"), contract.BIN(part=request.before))


@module.handles(contract.PAGE_REMOVED)
def removed_page(caller: Caller, request: payloads.BinPage) -> Page:
    """The removed comments."""
    return _bin(_("Removed comments"), contract.REMOVED(part=request.before))


def _bin(title: str, fragment: FragmentId[None]) -> Page:
    found = module.embed(fragment, tag="ul", attributes='class="rows"')
    posts = fragment.base == contract.BIN.name
    return Page(title=title, html=draw("blog/bin.html", title=title, found=found, posts=posts), noindex=True)
