"""The blog's part of the site's feeds, sitemap and front page."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import cast
from urllib.parse import unquote

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound
from courant_kit.content.templates import draw
from courant_kit.wire.feed import Feed, FeedItem, Front, Sitemap, SitemapEntry, SitemapRequest
from courant_kit.wire.old_addresses import bare
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext

from courant_blog import contract, payloads
from courant_blog.addresses.paths import address, day_path
from courant_blog.models import Author, Comment, Post, Tag
from courant_blog.module import module
from courant_blog.reading import lists, translations
from courant_blog.reading.tags import tag_names
from courant_blog.render import section_title
from courant_blog.states import CURRENT, LISTED

NEWEST = 20
MOST = 10_000
LOOKED_AT = 200
_FED = ("title", "html", "author", "published_at", "updated", "entry_id")
SEEN = {"state": Comment.State.PUBLIC, "removed": None}
"""Which comments readers see."""


@module.handles(contract.FEED)
def feed(caller: Caller, request: Nothing) -> Feed:
    """The newest posts with their complete text."""
    return _feed(gettext("Blog"), lists.INDEX, "/blog/")


@module.handles(contract.FEED_TAG)
def tag_feed(caller: Caller, request: payloads.NamedList) -> Feed:
    """The newest posts with a tag; raises NotFound if no public post has it, whatever drafts have."""
    tag = Tag.objects.filter(slug=request.slug).first() or Tag(pk=0, slug=request.slug)
    return _feed(gettext("Blog: {name}").format(name=tag.name), lists.tag_list(tag.pk), tag.address)


@module.handles(contract.FEED_SECTION)
def section_feed(caller: Caller, request: payloads.NamedList) -> Feed:
    """The newest posts of a section; raises NotFound as for a tag."""
    return _feed(
        gettext("Blog: {name}").format(name=section_title(request.slug)),
        lists.section_list(request.slug),
        f"/blog/section/{request.slug}/",
    )


@module.handles(contract.FEED_AUTHOR)
def author_feed(caller: Caller, request: payloads.NamedList) -> Feed:
    """The newest posts by an author; raises NotFound as for a tag."""
    author = Author.objects.filter(slug=request.slug).first() or Author(pk=0, slug=request.slug)
    return _feed(gettext("Blog: {name}").format(name=author.name), lists.author_list(author.pk), author.address)


@module.handles(contract.FEED_COMMENTS)
def comments_feed(caller: Caller, request: Nothing) -> Feed:
    """The newest comments that readers see, on posts that lists have."""
    found = Comment.objects.filter(**SEEN).select_related("post").defer("post__text", "post__html")
    newest = [one for one in found.order_by("-pk")[:LOOKED_AT] if one.post.is_listed]
    return Feed(title=gettext("Comments"), items=[_remark(one, one.post) for one in newest[:NEWEST]], path="/blog/")


@module.handles(contract.FEED_DISCUSSION)
def discussion_feed(caller: Caller, request: payloads.PostPage) -> Feed:
    """The newest comments on a post that readers see; raises NotFound."""
    post = Post.objects.filter(path=day_path(request.year, request.month, request.day, request.slug)).first()
    if post is None or not post.is_public:
        raise NotFound(gettext("There is no such post."))
    found = Comment.objects.filter(post=post, **SEEN).order_by("-pk")[:NEWEST]
    return Feed(
        title=gettext("Comments: {title}").format(title=post.title),
        items=[_remark(one, post) for one in found],
        path=post.address,
    )


@module.handles(contract.SITEMAP)
def sitemap(caller: Caller, request: SitemapRequest) -> Sitemap:
    """The addresses of the list of posts and of every public post."""
    limit = max(1, min(request.limit, MOST))
    after = bare(unquote(request.after)).removeprefix("blog").strip("/")
    rows = list(islice(_listed_after(after, limit + 1), limit + 1))
    others = translations.many({group for *_, group in rows})
    entries = [
        SitemapEntry(
            path=address(path or ""), modified=updated, pictures=[image] if image else [],
            translations=others.get(group, {}),
        )
        for path, updated, image, group in rows[:limit]
    ]  # fmt: skip
    return Sitemap(entries=([] if request.after else _list_entry()) + entries, more=len(rows) > limit)


def _listed_after(path: str, wanted: int) -> Iterator[tuple[str, datetime, str, str]]:
    """What the sitemap says of the listed posts after a path, in order, read in pieces of at most `wanted`.

    The state is looked at here: databases that are asked for it as well sort all posts of a state by their paths.
    """
    found = Post.objects.filter(path__gt=path).order_by("path")
    rows = found.values_list("path", "updated", "image", "translation", "status", "deleted_at")
    for *said, status, deleted in rows.iterator(chunk_size=min(wanted, 1000)):
        if status in LISTED and deleted is None:
            yield cast("tuple[str, datetime, str, str]", tuple(said))


@module.handles(contract.FRONT)
def front(caller: Caller, request: Nothing) -> Front:
    """The newest posts and comments for the front page."""
    return Front(
        html=draw(
            "blog/front.html",
            latest=module.embed(contract.LATEST(), tag="ol", attributes='class="cards"'),
            comments=module.embed(contract.NEWEST_COMMENTS(), tag="div"),
        )
    )


def _feed(title: str, name: str, path: str) -> Feed:
    found = lists.posts((pk for _, pk in lists.newest(name, NEWEST)), *_FED)
    if not found and name != lists.INDEX:
        raise NotFound(gettext("There are no posts here."))
    current = [post for post in found if post.status == CURRENT]
    return Feed(title=title, items=[_feed_item(post) for post in current], path=path)


def _remark(comment: Comment, post: Post) -> FeedItem:
    changed = comment.edited or comment.created
    return FeedItem(
        path=f"/blog/comment/{comment.pk}/", html=comment.html,
        title=gettext("{byline} on “{title}”").format(byline=comment.byline, title=post.title),
        author=comment.byline, published=comment.created, updated=changed, id=f"{post.entry_id}#comment-{comment.pk}",
    )  # fmt: skip


def _feed_item(post: Post) -> FeedItem:
    return FeedItem(
        path=post.address, title=post.title, html=post.html, author=post.author,
        published=post.shown_at, updated=post.updated, tags=tag_names(post), id=post.entry_id,
        language=post.language,
    )  # fmt: skip


def _list_entry() -> list[SitemapEntry]:
    newest = lists.newest(lists.INDEX, 1)
    return [SitemapEntry(path="/blog/", modified=newest[0][0])] if newest else []
