"""Addresses (no I/O): slugs, the days in them, and the paths of posts and lists on the site."""

import re
from datetime import UTC, date, datetime, time

from courant_kit.calls.errors import Invalid
from django.utils.text import slugify

LONGEST_SLUG = 80
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_OLDEST = date(1000, 1, 1)


def slug_of(words: str, otherwise: str = "post") -> str:
    """A slug of lowercase ASCII letters, digits and hyphens; `otherwise` if none of the text remains."""
    slug = slugify(re.sub(r"[./@+]+", "-", words))[:LONGEST_SLUG].strip("-_")
    return slug or otherwise


def checked_slug(slug: str, field: str = "slug") -> str:
    """The slug that the author chose; raises Invalid if it is not a valid slug."""
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug):
        example = "use lowercase letters, digits and hyphens, such as my-first-post"
        raise Invalid(f"{field.capitalize()}: {example}; at most {LONGEST_SLUG} characters.", field=field)
    return slug


def moment(text: str, now: datetime, before: datetime | None = None) -> datetime:
    """The moment in UTC that `text` (ISO 8601) denotes; raises Invalid if it is not a date.

    A day without a time means its beginning, except that today means now, and the day of `before` means `before`.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise _no_date(text) from None
    if "T" not in text.strip() and " " not in text.strip():
        found = _in_day(found.date(), now, before)
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    if found.date() < _OLDEST:
        raise _no_date(text)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise _no_date(text) from None


def _in_day(day: date, now: datetime, before: datetime | None) -> datetime:
    known = (one for one in (before, now) if one and one.date() == day)
    return next(known, datetime.combine(day, time(), UTC))


def _no_date(text: str) -> Invalid:
    return Invalid(f"Date: “{text[:40]}” is not a date; write it as 2026-11-23 or 2026-11-23T09:30.", field="date")


def post_path(published_at: datetime, slug: str) -> str:
    """The path of a post below /blog/: `2026/11/23/a-slug`."""
    return f"{published_at:%Y/%m/%d}/{slug}"


def day_path(year: int | str, month: int | str, day: int | str, slug: str) -> str:
    """The same path from the numbers in an address, with or without leading zeros."""
    return f"{int(year):04}/{int(month):02}/{int(day):02}/{slug}"


def address(path: str) -> str:
    """The path on the site of a post whose path below /blog/ is `path`."""
    return f"/blog/{path}/"


def draft_address(number: int) -> str:
    """The path on the site of a draft."""
    return f"/blog/drafts/{number}/"


def list_address(base: str, page: int) -> str:
    """The path on the site of a page of the list at `base` (`/blog/`, `/blog/tag/wamp/`)."""
    return base if page == 1 else f"{base}page/{page}/"
