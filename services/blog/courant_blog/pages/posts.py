"""The page of a post, and where old addresses redirect."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound
from courant_kit.content import locations
from courant_kit.content.templates import draw
from courant_kit.live.fragment import Part
from courant_kit.wire.old_addresses import OldPath, bare
from courant_kit.wire.page import Crumb, Page
from courant_kit.words import gettext as _
from django.utils import timezone

from courant_blog import contract, payloads
from courant_blog.addresses.paths import address
from courant_blog.discussion import ruling
from courant_blog.discussion.guests import WELCOME
from courant_blog.module import FEED_PATH, module
from courant_blog.pages.around import at, elsewhere
from courant_blog.reading import old_addresses, translations


def _while_open(request: payloads.PostPage) -> tuple[()] | None:
    """A page is not kept while comments close by themselves, at a moment that changes no fragment."""
    return None if ruling.closes() else ()


@module.handles(contract.PAGE_POST, keeps=_while_open)
def post_page(caller: Caller, request: payloads.PostPage) -> Page:
    """A post with its newest comments; any other address of the post redirects to it."""
    post, path = at(request)
    if post is None or not post.is_public:
        return elsewhere(caller, post, path, request)
    parts = module.embed_all(
        article=Part(contract.POST(post.pk), "article", 'class="page"'),
        comments=Part(contract.COMMENTS(post.pk), "ol"),
        around=Part(contract.AROUND(post.pk), "nav", f'class="pager" aria-label="{_("Other posts")}"'),
        related=Part(contract.RELATED(post.pk), "aside", f'class="related" aria-label="{_("Related posts")}"'),
    )
    closed = ruling.current().closed(post.published_at, timezone.now())
    html = draw("blog/post.html", post=post, guests=WELCOME, closed=closed, **parts)
    return Page(
        title=post.title, html=html, description=post.excerpt, canonical=address(path), feed=FEED_PATH,
        image=_picture(path, post.cover or post.image), published=post.shown_at.isoformat(),
        modified=post.updated.isoformat(), author=post.author, noindex=not post.is_listed,
        trail=[Crumb(_("Blog"), "/blog/")], translations=translations.addresses(translations.of(post)),
    )  # fmt: skip


def _picture(path: str, found: str) -> str:
    return locations.joined(address(path), found) if locations.parts(found).path else ""


@module.handles(contract.PAGE_MOVED)
def moved_page(caller: Caller, request: payloads.MovedPage) -> Page:
    """Redirect an old address; raises NotFound if no post had it."""
    path = bare(request.path)
    found = old_addresses.leads_to(f"blog/{path}", path) or old_addresses.with_slash(f"/blog/{path}/")
    if found is None:
        raise NotFound(_("There is no such page in the blog."))
    return found


@module.handles(contract.PAGE_OLD)
def old_page(caller: Caller, request: OldPath) -> Page:
    """Redirect an old address that lies outside of the blog; raises NotFound if no post had it."""
    found = old_addresses.leads_to(bare(request.path))
    if found is None:
        raise NotFound(_("There is no such page."))
    return found
