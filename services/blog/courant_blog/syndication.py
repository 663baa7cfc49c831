"""The blog's part of the site's feeds, sitemap and front page."""

from urllib.parse import unquote

from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.wire.feed import Feed, FeedItem, Front, Sitemap, SitemapEntry, SitemapRequest
from courant_kit.wire.old_addresses import bare
from courant_kit.wire.payload import Nothing

from courant_blog import contract
from courant_blog.addresses.paths import address
from courant_blog.models import Post
from courant_blog.module import module
from courant_blog.reading import lists
from courant_blog.reading.tags import tag_names
from courant_blog.states import LISTED

NEWEST = 20
MOST = 5000


@module.handles(contract.FEED)
def feed(caller: Caller, request: Nothing) -> Feed:
    """The newest posts with their complete text."""
    found = lists.posts(pk for _, pk in lists.newest(lists.INDEX, NEWEST))
    return Feed(title="Blog", items=[_feed_item(post) for post in found], path="/blog/")


@module.handles(contract.SITEMAP)
def sitemap(caller: Caller, request: SitemapRequest) -> Sitemap:
    """The addresses of the list of posts and of every public post."""
    limit = max(1, min(request.limit, MOST))
    after = bare(unquote(request.after)).removeprefix("blog").strip("/")
    found = Post.objects.filter(path__gt=after, status__in=LISTED, deleted_at=None).order_by("path")
    rows = list(found.values_list("path", "updated")[: limit + 1])
    entries = [SitemapEntry(path=address(path or ""), modified=updated) for path, updated in rows[:limit]]
    return Sitemap(entries=([] if request.after else _list_entry()) + entries, more=len(rows) > limit)


@module.handles(contract.FRONT)
def front(caller: Caller, request: Nothing) -> Front:
    """The newest posts for the front page."""
    return Front(
        html=draw("blog/front.html", latest=module.embed(contract.LATEST(), tag="ol", attributes='class="cards"'))
    )


def _feed_item(post: Post) -> FeedItem:
    return FeedItem(
        path=post.address, title=post.title, html=post.html, author=post.author,
        published=post.shown_at, updated=post.updated, tags=tag_names(post), id=post.entry_id,
    )  # fmt: skip


def _list_entry() -> list[SitemapEntry]:
    newest = lists.newest(lists.INDEX, 1)
    return [SitemapEntry(path="/blog/", modified=newest[0][0])] if newest else []
