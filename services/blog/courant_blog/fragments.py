"""Renders the blog's live fragments from the database. Public fragments never read a draft."""

from courant_kit.calls.errors import NotFound
from courant_kit.content.templates import draw
from courant_kit.history import showing
from courant_kit.history.showing import LAST, PER_PAGE
from courant_kit.live.fragment import FragmentId, Item
from courant_kit.words import gettext

from courant_blog import contract, render
from courant_blog.addresses.paths import archive_address
from courant_blog.discussion import stretches
from courant_blog.models import Author, Post, Tag
from courant_blog.module import module
from courant_blog.reading import binned, finding, lists, related, rows, series, translations
from courant_blog.reading.tags import public_tags
from courant_blog.states import PRIVATE

NEWEST = 6
MOST_DRAFTS = 200
_LISTED = (
    "path", "title", "excerpt", "author", "section", "published_at", "day", "timed", "updated", "cover", "cover_alt",
    "pinned_at",
)  # fmt: skip
PINNED = 3


@module.renders(contract.ALL_POSTS)
def index(fragment: FragmentId[None]) -> list[Item]:
    """A page of all posts; the first page exists even when it is empty."""
    return render.post_list(_page_of(lists.INDEX, fragment.part, or_empty=not fragment.part))


@module.renders(contract.TAGGED)
def tag(fragment: FragmentId[int]) -> list[Item]:
    """A page of a tag's posts."""
    return render.post_list(_page_of(lists.tag_list(fragment.key), fragment.part))


@module.renders(contract.IN_SECTION)
def section(fragment: FragmentId[str]) -> list[Item]:
    """A page of a section's posts."""
    return render.post_list(_page_of(lists.section_list(fragment.key), fragment.part))


@module.renders(contract.BY_AUTHOR)
def author(fragment: FragmentId[int]) -> list[Item]:
    """A page of an author's posts."""
    return render.post_list(_page_of(lists.author_list(fragment.key), fragment.part))


@module.renders(contract.IN_PERIOD)
def period(fragment: FragmentId[str]) -> list[Item]:
    """A page of the posts of a year or month."""
    return render.post_list(_page_of(lists.period_list(fragment.key), fragment.part))


@module.renders(contract.PERIODS)
def periods(fragment: FragmentId[None]) -> str:
    """All years and months with posts."""
    found = lists.totals(lists.period_list(""))
    return render.periods({name.partition("-")[2]: posts for name, posts in found.items()})


@module.renders(contract.IN_SERIES)
def in_series(fragment: FragmentId[int]) -> list[Item]:
    """The posts of a series, in order."""
    found = series.posts(fragment.key)
    if not found:
        raise NotFound(gettext("There is no such series."))
    return render.parts(found)


@module.renders(contract.RELATED)
def related_posts(fragment: FragmentId[int]) -> str:
    """The translations of a public post, and posts that share tags with it."""
    here = finding.public_by_number(fragment.key, "published_at", "updated", "translation")
    rows.with_tags([here])
    tags = [lists.tag_list(tag.pk) for tag in here.read_tags or ()]
    numbers = related.near(tags, here.shown_at, here.pk)[: related.SHOWN]
    others = [one for one in translations.of(here) if one.address != here.address]
    return render.related(lists.posts(numbers, *_LISTED), others)


@module.renders(contract.WRITING)
def writing(fragment: FragmentId[None]) -> None:
    """Never sent: each new version says `gone`, and windows load the list for writers again."""


@module.renders(contract.PREVIEWED)
def previewed(fragment: FragmentId[str]) -> None:
    """Never sent: each new version says `gone`, and windows load the page of the secret link again."""


@module.renders(contract.PAGER)
def pager(fragment: FragmentId[str]) -> str:
    """The links to newer and older pages of the list that its key identifies."""
    pages = lists.pages(fragment.key)
    if not pages and fragment.key != lists.INDEX:
        raise NotFound(gettext("There is no such list."))
    return render.pager(_base(fragment.key), _page_number(fragment.part), pages)


@module.renders(contract.LATEST)
def latest(fragment: FragmentId[None]) -> list[Item]:
    """The newest posts, for the front page."""
    numbers = dict.fromkeys([*lists.pinned(PINNED), *(pk for _, pk in lists.newest(lists.INDEX, NEWEST))])
    return render.cards(lists.posts(list(numbers)[:NEWEST], *_LISTED))


@module.renders(contract.ALL_TAGS)
def tags(fragment: FragmentId[None]) -> str:
    """All tags of public posts."""
    return render.tag_cloud(public_tags())


@module.renders(contract.POST)
def post(fragment: FragmentId[int]) -> str:
    """A public post."""
    return render.post(*rows.with_tags([finding.public_by_number(fragment.key)]))


@module.renders(contract.ABSENT)
def absent(fragment: FragmentId[int]) -> str | None:
    """What readers see in place of a post that was public; it says no more about a draft than that."""
    found = finding.known(fragment.key)
    if not found.path:
        raise NotFound(gettext("There is no such post."))
    return None if found.is_public else render.absent(found)


@module.renders(contract.HEAD)
def head(fragment: FragmentId[int]) -> str:
    """Who saved a post last, for its form."""
    return draw("blog/head.html", post=finding.existing(fragment.key))


@module.renders(contract.CRUMBS)
def crumbs(fragment: FragmentId[int]) -> str:
    """The way to a post, for the pages about it."""
    return draw("blog/crumbs.html", post=finding.existing(fragment.key))


@module.renders(contract.HISTORY)
def history(fragment: FragmentId[int]) -> list[Item] | None:
    """The revisions of a post, newest first; the part `31` starts below number 31, and that below the first is gone."""
    if fragment.part == LAST:
        return None
    found = finding.existing(fragment.key)
    rows = found.revisions.defer("stored").order_by("-number")
    if fragment.part:
        rows = rows.filter(number__lt=fragment.part)
    shown, at, newest = list(rows[: PER_PAGE + 1]), found.history_at, finding.newest(found)
    return [*showing.items(at, shown, newest), *showing.older(at, shown)]


@module.renders(contract.AROUND)
def around(fragment: FragmentId[int]) -> str:
    """The links from a public post to its neighbours."""
    here = finding.public_by_number(fragment.key, "published_at", "updated")
    newer, older = lists.neighbours(here.shown_at, here.pk)
    found = rows.several([pk for pk in (newer, older) if pk], "title")
    return render.around(found.get(newer or 0), found.get(older or 0))


@module.renders(contract.COMMENTS)
def comments(fragment: FragmentId[int]) -> list[Item]:
    """The newest comments on a public post; with a part, those older than the comment that it names."""
    found = stretches.stretch(fragment.key, fragment.part or None)
    if found.comments and not found.older:  # comments that readers may see, and no link to older ones
        return render.comments(fragment, "", found)
    return render.comments(fragment, finding.public_by_number(fragment.key, "path").address, found)


@module.renders(contract.DRAFTS)
def drafts(fragment: FragmentId[None]) -> list[Item]:
    """The drafts, most recently changed first."""
    found = Post.objects.filter(status__in=PRIVATE, deleted_at=None).order_by("-updated")
    return render.draft_list(list(found.defer("text", "html")[:MOST_DRAFTS]))


@module.renders(contract.DRAFT)
def draft(fragment: FragmentId[int]) -> str | None:
    """A draft."""
    found = finding.existing(fragment.key, "draft")
    return render.draft(found) if found.is_draft else None


@module.renders(contract.BIN)
def deleted_posts(fragment: FragmentId[None]) -> list[Item]:
    """The deleted posts."""
    return render.bin_list(binned.posts(fragment.part), "blog/bin_item.html", "deleted", "/blog/bin/")


@module.renders(contract.REMOVED)
def removed_comments(fragment: FragmentId[None]) -> list[Item]:
    """The removed comments."""
    return render.bin_list(binned.comments(fragment.part), "blog/removed_item.html", "removed", "/blog/bin/comments/")


def _page_of(name: str, part: int, *, or_empty: bool = False) -> list[Post]:
    posts = lists.posts(lists.page(name, _page_number(part)), *_LISTED)
    if not posts and not or_empty:
        raise NotFound(gettext("There is nothing here."))
    return posts


def _page_number(part: int) -> int:
    if part == 1:
        raise NotFound(gettext("The first page of a list has no number."))
    return part or 1


def _base(name: str) -> str:
    kind, _, key = name.partition("-")
    if kind == "tag":
        found = Tag.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None
        return found.address if found else ""
    if kind == "author":
        by = Author.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None
        return by.address if by else ""
    if kind == "archive":
        return archive_address(key)
    return f"/blog/section/{key}/" if kind == "section" else "/blog/"
