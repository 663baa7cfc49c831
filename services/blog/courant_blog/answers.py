"""What the blog answers to programs: its public posts, and its part of feeds, sitemap and front page."""

from datetime import UTC, datetime

from courant_kit.caller import Caller
from courant_kit.errors import Gone, Invalid, NotFound
from courant_kit.feed import Feed, FeedItem, Front, Sitemap, SitemapEntry, SitemapRequest
from courant_kit.payload import Nothing
from msgspec import structs

from courant_blog import contract, lists
from courant_blog.models import Post, Tag
from courant_blog.module import module
from courant_blog.paths import address, bare
from courant_blog.publishing import tag_names
from courant_blog.render import template

IN_FEED = 20
IN_SITEMAP = 5000


@module.handles(contract.LIST_POSTS)
def list_posts(caller: Caller, request: contract.ListPosts) -> contract.Posts:
    """Public posts, newest first."""
    found = lists.newest(_list_asked(request), request.limit + 1, _cursor(request.before))
    shown = found[: request.limit]
    more = len(found) > len(shown)
    return contract.Posts(
        posts=[summary_of(post) for post in lists.posts(pk for _, pk in shown)],
        next=f"{shown[-1][0].isoformat()}_{shown[-1][1]}" if more else "",
    )


@module.handles(contract.GET_POST)
def get_post(caller: Caller, request: contract.FindPost) -> contract.PostWhole:
    """A public post with its text."""
    path = bare(request.path).removeprefix("blog/")
    found = Post.objects.filter(path__isnull=False)
    post = (found.filter(pk=request.id) if request.id else found.filter(path=path)).prefetch_related("tags").first()
    if post and post.deleted_at:
        raise Gone("This post has been deleted.")
    if post is None or not post.is_public:
        raise NotFound("There is no such post.")
    return contract.PostWhole(**structs.asdict(summary_of(post)), text=post.text, html=post.html)


@module.handles(contract.FEED)
def feed(caller: Caller, request: Nothing) -> Feed:
    """The newest posts, whole."""
    found = lists.posts(pk for _, pk in lists.newest(lists.INDEX, IN_FEED))
    return Feed(title="Blog", items=[_feed_item(post) for post in found])


@module.handles(contract.SITEMAP)
def sitemap(caller: Caller, request: SitemapRequest) -> Sitemap:
    """The list of posts, and every public post."""
    limit = max(1, min(request.limit, IN_SITEMAP))
    after = bare(request.after).removeprefix("blog").strip("/")
    found = Post.objects.filter(path__gt=after, status=Post.Status.PUBLISHED, deleted_at=None).order_by("path")
    rows = list(found.values_list("path", "updated")[: limit + 1])
    entries = [SitemapEntry(path=address(path or ""), modified=updated) for path, updated in rows[:limit]]
    return Sitemap(entries=([] if request.after else _list_entry()) + entries, more=len(rows) > limit)


@module.handles(contract.FRONT)
def front(caller: Caller, request: Nothing) -> Front:
    """The newest posts for the front page."""
    return Front(html=template("front", latest=module.embed("latest", tag="ol", attributes='class="cards"')))


def summary_of(post: Post) -> contract.PostSummary:
    """A public post as lists for programs show it."""
    return contract.PostSummary(
        id=post.pk, path=post.address, title=post.title, summary=post.excerpt, author=post.author,
        section=post.section, tags=tag_names(post), published_at=post.shown_at,
        updated=post.updated, version=post.version,
    )  # fmt: skip


def _list_asked(request: contract.ListPosts) -> str:
    if request.tag and request.section:
        raise Invalid("Ask for a tag or a section, not for both.", field="section")
    if not request.tag:
        return lists.section_list(request.section) if request.section else lists.INDEX
    tag = Tag.objects.filter(slug=request.tag).first()
    return lists.tag_list(tag.pk if tag else 0)


def _cursor(before: str) -> tuple[datetime, int] | None:
    if not before:
        return None
    moment, _, number = before.rpartition("_")
    try:
        return datetime.fromisoformat(moment).astimezone(UTC), int(number)
    except ValueError:
        raise Invalid("Before: give the `next` of the answer before.", field="before") from None


def _feed_item(post: Post) -> FeedItem:
    return FeedItem(
        path=post.address, title=post.title, html=post.html, author=post.author,
        published=post.shown_at, updated=post.updated, tags=tag_names(post),
    )  # fmt: skip


def _list_entry() -> list[SitemapEntry]:
    newest = lists.newest(lists.INDEX, 1)
    return [SitemapEntry(path="/blog/", modified=newest[0][0])] if newest else []
