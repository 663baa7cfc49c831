"""Renders the blog's fragments from rows and templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from courant_kit.calls import commenting
from courant_kit.content.alphabet import place
from courant_kit.content.templates import draw
from courant_kit.live import languages
from courant_kit.live.children import Children
from courant_kit.live.fragment import FragmentId, Item
from courant_kit.words import day_in_words
from courant_kit.words import gettext as _

from courant_blog.addresses.paths import archive_address, list_address, preview_address
from courant_blog.covered import minutes, picture
from courant_blog.discussion import statements
from courant_blog.discussion.guests import WELCOME
from courant_blog.discussion.rules import DEEPEST
from courant_blog.discussion.statements import Remark
from courant_blog.discussion.stretches import Stretch
from courant_blog.discussion.threads import Stamp
from courant_blog.models import Comment, Post, Preview
from courant_blog.reading.binned import SHOWN
from courant_blog.reading.series import place_of
from courant_blog.reading.tags import tag_names, tags_of
from courant_blog.reading.translations import Translated
from courant_blog.zone import zone

YEAR = len("2026")


@dataclass(frozen=True, slots=True)
class Listed:
    """A public post as lists show it; `written` and `day` are its date, `tags` are pairs of name and address."""

    id: int
    address: str
    title: str
    excerpt: str
    author: str
    section: str
    written: datetime | date
    day: date | None
    tags: tuple[tuple[str, str], ...]
    cover: str = ""
    cover_alt: str = ""
    archived: bool = False
    pinned: bool = False

    @property
    def picture(self) -> str:
        """The cover for lists, which is loaded when a reader comes near it."""
        return picture(self.cover, self.cover_alt, lazy=True)


def section_title(section: str) -> str:
    """The name of a section in words: `inside-rust` is “Inside Rust”."""
    return section.replace("-", " ").replace("_", " ").title()


def listed(post: Post) -> Listed:
    """The data of a post that lists show."""
    tags = tuple((tag.name, tag.address) for tag in tags_of(post))
    dated = post.written, post.day
    return Listed(
        post.pk, post.address, post.title, post.excerpt, post.author, post.section, *dated, tags,
        post.cover, post.cover_alt, post.status == Post.Status.ARCHIVED, post.pinned_at is not None,
    )  # fmt: skip


def post_list(posts: list[Post]) -> list[Item]:
    """The children of a list of posts, or one child that says there are none."""
    return [_list_item(listed(post)) for post in posts] or [_no_posts()]


def cards(posts: list[Post]) -> list[Item]:
    """The children of the blog's part of the front page."""
    return [_card(listed(post)) for post in posts] or [_no_posts()]


def pager(base: str, page: int, pages: int) -> str:
    """The content of the links to newer and older pages; empty if there is only one page."""
    newer = list_address(base, page - 1) if page > 1 else ""
    older = list_address(base, page + 1) if page < pages else ""
    return draw("blog/pager.html", newer=newer, older=older, page=page, pages=pages)


def post(found: Post) -> str:
    """The content of a post's article."""
    return draw(
        "blog/article.html", post=found, listed=listed(found), section=section_title(found.section), **_around(found)
    )


def _around(found: Post) -> dict[str, Any]:
    """What stands around the text of a post, public or not."""
    return {
        "authors": sorted(found.authors.all(), key=lambda one: place(one.name)),
        "picture": picture(found.cover, found.cover_alt),
        "minutes": minutes(found.text),
        "series": place_of(found),
    }


def related(posts: list[Post], translations: Sequence[Translated] = ()) -> str:
    """The translations of a post, and the posts that share tags with it."""
    return draw("blog/related.html", posts=[listed(post) for post in posts], translations=translations)


def periods(counts: dict[str, int]) -> str:
    """The content of the list of years and months, newest first, each with the number of its posts."""
    years = sorted((period for period in counts if len(period) == YEAR), reverse=True)
    months = {year: sorted(one for one in counts if one.startswith(f"{year}-")) for year in years}
    found = [
        (year, archive_address(year), counts[year],
         [(date(int(year), int(one[5:]), 1), archive_address(one), counts[one]) for one in months[year]])
        for year in years
    ]  # fmt: skip
    return draw("blog/periods.html", years=found)


def parts(posts: list[Post]) -> list[Item]:
    """The children of a series' list."""
    return [Item(f"part-{one.pk}", draw("blog/part.html", post=one)) for one in posts]


def around(newer: Post | None, older: Post | None) -> str:
    """The content of the links to the newer and the older post."""
    sides = {side: listed_link(one) for side, one in (("newer", newer), ("older", older))}
    return draw("blog/around.html", **sides)


def listed_link(found: Post | None) -> tuple[str, str] | None:
    """A post's address and title."""
    return (found.address, found.title) if found else None


def comments(fragment: FragmentId[int], address: str, stretch: Stretch) -> list[Item]:
    """The children of a post's discussion; if there are older comments, the first child links to them."""
    items = _comments(fragment, stretch.comments)
    if not stretch.older:
        return items
    html = draw("blog/earlier.html", address=f"{address}comments/{stretch.older}/")
    return [Item("earlier-comments", html), *items]


def tag_cloud(tags: list[tuple[Any, int]]) -> str:
    """The content of the list of tags, each with the number of its posts."""
    return draw("blog/tag_cloud.html", tags=tags)


def draft_list(drafts: list[Post]) -> list[Item]:
    """The children of the list of drafts."""
    items = [Item(f"draft-{one.pk}", draw("blog/draft_item.html", post=one)) for one in drafts]
    return items or [Item("no-drafts", draw("blog/no_drafts.html"))]


def draft(found: Post) -> str:
    """The content of a draft's article."""
    return draw(
        "blog/draft_article.html", post=found, tags=tag_names(found), section=section_title(found.section),
        planned=planned_words(found), preview=preview_of(found), **_around(found),
    )  # fmt: skip


def preview(found: Post) -> str:
    """A draft as its secret link shows it: what readers will see, and nothing else."""
    return draw("blog/preview.html", post=found, tags=tag_names(found), **_around(found))


def planned_words(found: Post) -> str:
    """When a scheduled post is published, by the site's clocks; empty for other posts."""
    if found.status != Post.Status.SCHEDULED or found.published_at is None:
        return ""
    here, name = found.published_at.astimezone(zone()), zone().key
    return _("{day} at {time} ({zone})").format(day=day_in_words(here), time=f"{here:%H:%M}", zone=name)


def preview_of(found: Post) -> str:
    """The address of a draft's preview; empty if it has none."""
    token = Preview.objects.filter(post=found).values_list("token", flat=True).first()
    return preview_address(token) if token else ""


def absent(found: Post) -> str:
    """The notice at the address of a deleted post, or of one that was public and is a draft."""
    return draw("blog/gone.html" if found.deleted_at else "blog/absent.html", post=found)


def bin_list(rows: Sequence[Post | Comment], template: str, word: str, base: str) -> list[Item]:
    """The children of a list of what was deleted, with a link to older ones if there is one row more than it shows."""
    items = [Item(f"{word}-{one.pk}", draw(template, one=one)) for one in rows[:SHOWN]]
    if len(rows) > SHOWN:
        items.append(Item("older", draw("blog/bin_older.html", address=f"{base}before/{rows[SHOWN - 1].pk}/")))
    return items or [Item("nothing", draw("blog/bin_empty.html"))]


@languages.cached(2000)
def _list_item(post: Listed) -> Item:
    return Item(f"post-{post.id}", draw("blog/list_item.html", post=post, section=section_title(post.section)))


@languages.cached(200)
def _card(post: Listed) -> Item:
    return Item(f"latest-{post.id}", draw("blog/card.html", post=post))


def _draw_comments(stamps: Sequence[Stamp]) -> dict[Stamp, Item]:
    by_id = {one.id: one for one in stamps}
    return {by_id[comment.id]: _comment(comment) for comment in statements.comments(by_id)}


def _comment(comment: Remark) -> Item:
    name, depth = comment.author or comment.guest, min(comment.depth, DEEPEST)
    html = draw(
        "blog/comment.html", comment=comment, name=name, depth=depth, editable=_EDITABLE, guests=WELCOME
    )  # fmt: skip
    return Item(f"comment-{comment.id}", html)


_EDITABLE = int(commenting.EDITABLE.total_seconds())
_comments = Children(_draw_comments)


def _no_posts() -> Item:
    return Item("no-posts", draw("blog/no_posts.html"))
