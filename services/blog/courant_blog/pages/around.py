"""What the pages about posts have in common: finding the post, and what appears in its place."""

from courant_kit.calls.caller import EDITORS, Caller
from courant_kit.calls.errors import NotFound
from courant_kit.content.assets import WRITING
from courant_kit.live.audience import PERSONAL
from courant_kit.wire.page import Page, redirect
from courant_kit.words import gettext as _

from courant_blog import contract, payloads, render
from courant_blog.addresses.paths import day_path, draft_address
from courant_blog.models import Post
from courant_blog.module import module
from courant_blog.reading import finding, old_addresses
from courant_blog.writing import forms

PUBLIC = ("slug", "title", "excerpt", "section", "image", "cover", "author", "published_at", "updated")


def at(request: payloads.PostPage | payloads.PostPlace) -> tuple[Post | None, str]:
    """The post at an address, public or not, and the path that the address names."""
    path = day_path(request.year, request.month, request.day, request.slug)
    return finding.at(path, *PUBLIC), path


def elsewhere(caller: Caller, post: Post | None, path: str, request: payloads.PostPage) -> Page:
    """In place of a post that readers may not see: its draft for editors, a redirect, or a notice; raises NotFound."""
    if post and post.is_draft and caller.is_(EDITORS):
        return personal(redirect(draft_address(post.pk)))
    asked = f"blog/{request.year}/{request.month}/{request.day}/{request.slug}"
    found = None if post else old_addresses.leads_to(f"blog/{path}", asked) or old_addresses.named(request.slug)
    return found or absent(post)


def absent(post: Post | None) -> Page:
    """In place of a post that readers may not see; one that was public returns by itself."""
    if post is None:
        raise NotFound(_("There is no such post."))
    status, title = (410, _("This post has been deleted")) if post.deleted_at else (404, _("Not found"))
    notice = module.embed(contract.ABSENT(post.pk), attributes=f'class="narrow error" data-error="{status}"')
    return Page(status=status, title=title, html=notice, noindex=True)


def personal(page: Page) -> Page:
    """The page, for the one person who asked."""
    page.audience = PERSONAL
    return page


def gone_draft(post: Post) -> Page:
    """In place of a deleted draft."""
    html = f'<div class="narrow error">{render.absent(post)}</div>'
    return Page(status=410, title=_("This draft has been deleted"), html=html, audience=PERSONAL, noindex=True)


def form_page(title: str, post: Post | None) -> Page:
    """The form for a new post (None) or an existing one."""
    head = module.embed(contract.HEAD(post.pk), tag="p", attributes='class="byline" data-head') if post else ""
    return Page(title=title, html=forms.form_for(post, head), styles=WRITING, noindex=True)
