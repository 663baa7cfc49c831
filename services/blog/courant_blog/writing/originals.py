"""What was last imported for a post, what the source says now, and what the site has: the same fields of all three."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from courant_kit.calls.errors import Invalid
from courant_kit.wire.answers import Source
from django.utils import timezone

from courant_blog import states
from courant_blog.addresses.days import dated
from courant_blog.addresses.paths import checked_section, slug_of
from courant_blog.import_payloads import ImportPost
from courant_blog.models import Original, Post
from courant_blog.reading.tags import tag_names
from courant_blog.writing import saving
from courant_blog.writing.covers import cover_in
from courant_blog.writing.tagging import names_in

LONGEST_AUTHOR = 1000

NEW: dict[str, Any] = {
    "cover": "", "cover_alt": "", "series": "", "part": 0, "pinned": False, "language": "", "translation": "",
}  # fmt: skip
"""Fields that posts did not have when some of them were imported."""
Fields = dict[str, Any]
"""Title, text, summary, author, section, tags, slug, date (a day, or a moment as sent), whether it is published, its
cover with the words for it, its series with its part there, whether it is pinned, its language, its translations."""


def read(request: ImportPost, author: str) -> Fields:
    """The fields of a post at its source; `author` is used if the request names none. Raises Invalid."""
    title = saving.one_line(request.title)
    if not title:
        raise Invalid("An imported post needs a title.", field="title")
    dated(request.date, timezone.now())
    if request.day:
        dated(request.day, timezone.now())
    return {
        "title": title,
        "text": request.text,
        "summary": saving.one_line(request.summary),
        "author": (", ".join(filter(None, map(saving.one_line, request.authors))) or author)[:LONGEST_AUTHOR],
        "section": checked_section(request.section) if request.section else "",
        "tags": sorted(names_in(request.tags), key=str.casefold),
        "slug": slug_of(request.slug or request.title),
        "date": request.day or request.date,
        "published": request.published,
        "cover": cover_in(request.cover)[0],
        "cover_alt": saving.one_line(request.cover_alt),
        "series": saving.one_line(request.series),
        "part": request.part,
        "pinned": request.pinned and request.published and request.state in {"", states.CURRENT},
        "language": request.language,
        "translation": request.translation,
    }


def changed_at(request: ImportPost) -> datetime | None:
    """When the text was last changed at its source, never in the future; None if unknown. Raises Invalid."""
    if not request.updated:
        return None
    now = timezone.now()
    return min(dated(request.updated, now, field="updated").moment, now)


def of(post: Post) -> tuple[Fields, Fields]:
    """The post's fields as last imported, and as they are here now.

    What the site stores may differ from what was imported (a slug was taken, a tag is spelled otherwise). If it has not
    been edited since, it counts as what was imported.
    """
    here = _here(post)
    original = Original.objects.filter(post=post).first()
    if original is None:  # imported before originals were stored
        return (here if post.version == 1 else {}), here
    unedited = {name for name, value in original.site.items() if here[name] == value}
    return NEW | original.fields, {name: original.fields[name] if name in unedited else here[name] for name in here}


def remember(post: Post, ours: Fields, result: Fields) -> None:
    """Store what was imported now, and what the site has of it."""
    here = _here(post)
    del here["text"]
    site = {name: value for name, value in here.items() if result[name] == ours[name]}
    Original.objects.update_or_create(post=post, defaults={"fields": ours, "site": site})


def remember_new(posts: Iterable[tuple[Post, Fields]]) -> None:
    """Do so for many posts that are new: the site has what was imported."""
    rows = []
    for post, ours in posts:
        site = _here(post)
        del site["text"]
        rows.append(Original(post=post, fields=ours, site=site))
    Original.objects.bulk_create(rows)


def source_of(post: Post) -> Source:
    """Where the post came from, with its title and day at its source."""
    original = getattr(post, "original", None)
    title = original.fields["title"] if original else post.title
    found = dated(original.fields["date"], timezone.now()) if original else post.dated
    location = post.address if post.is_public else ""
    deleted = post.deleted_at is not None
    day_words = found.day.isoformat() if found else ""
    return Source(source=post.source or "", title=title, day=day_words, location=location, deleted=deleted)


def _here(post: Post) -> Fields:
    day = post.day.isoformat() if post.day and not post.timed else ""
    return {
        "title": post.title,
        "text": post.text,
        "summary": post.summary,
        "author": post.author,
        "section": post.section,
        "tags": tag_names(post),
        "slug": post.slug,
        "date": day or (post.published_at.isoformat() if post.published_at else ""),
        "published": states.is_readable(post.status),
        "cover": post.cover,
        "cover_alt": post.cover_alt,
        "series": post.series.name if post.series else "",
        "part": post.part,
        "pinned": post.pinned_at is not None,
        "language": post.language,
        "translation": post.translation,
    }
