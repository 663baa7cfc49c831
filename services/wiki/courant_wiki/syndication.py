"""The wiki's part of the site's feeds, sitemap and front page."""

from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.wire.feed import Feed, FeedItem, Front, Sitemap, SitemapEntry, SitemapRequest
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _

from courant_wiki import contract, render
from courant_wiki.addresses import paths
from courant_wiki.addresses.links import path_in
from courant_wiki.models import WikiPage
from courant_wiki.module import module

NEWEST = 20
MOST = 10_000


@module.handles(contract.FEED)
def feed(caller: Caller, request: Nothing) -> Feed:
    """The most recently changed pages with their complete text."""
    items = [_item(page) for page in WikiPage.objects.newest()[:NEWEST]]
    return Feed(title=_("Wiki: recent changes"), items=items, path=paths.location("", "~recent"))


@module.handles(contract.SITEMAP)
def sitemap(caller: Caller, request: SitemapRequest) -> Sitemap:
    """All pages, ordered by path."""
    limit = max(1, min(request.limit, MOST))
    rows = list(WikiPage.objects.live().filter(path__gt=path_in(request.after)).order_by("path")[: limit + 1])
    entries = [
        SitemapEntry(path=page.location, modified=page.edited_at, pictures=[page.image] if page.image else [])
        for page in rows[:limit]
    ]
    return Sitemap(entries=entries, more=len(rows) > limit)


@module.handles(contract.FRONT)
def front(caller: Caller, request: Nothing) -> Front:
    """The wiki's part of the front page."""
    latest = module.embed(contract.LATEST(), tag="ul", attributes='class="rows"')
    return Front(html=draw("wiki/front.html", latest=latest, start=paths.ROOT))


def _item(page: WikiPage) -> FeedItem:
    html = render.body(page.path, page.title, page.revision.text)
    return FeedItem(
        path=page.location, title=page.title, html=html, published=page.created_at, updated=page.edited_at,
        author=page.edited_by, id=page.entry_id, language=page.language,
    )  # fmt: skip
