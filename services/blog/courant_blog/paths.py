"""Addresses (no I/O): slugs, the days in them, and the paths of posts and lists on the site."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from courant_kit.calls.errors import Invalid
from django.utils.text import slugify

LONGEST_SLUG = 80
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_OLDEST = date(1000, 1, 1)
_EARLIEST_ZONE, _LATEST_ZONE = timedelta(hours=14), timedelta(hours=-12)


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


class Dated(NamedTuple):
    """When a post was written: the moment in UTC, its author's day, and whether the time of that day is known."""

    moment: datetime
    day: date
    timed: bool


def dated(text: str, now: datetime, before: Dated | None = None, field: str = "date") -> Dated:
    """The date that `text` (ISO 8601) denotes; raises Invalid naming `field` if it is not a date.

    A moment belongs to the day of its own time zone (UTC if it names none). A day without a time is the same day for
    every reader; it means its beginning in UTC, except that a day which is today somewhere in the world means now, and
    the day of `before` means `before`.
    """
    words = text.strip()
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        raise _no_date(text, field) from None
    if found.date() < _OLDEST:
        raise _no_date(text, field)
    if not set("Tt :") & set(words):
        return on_day(found.date(), now, before)
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        return Dated(found.astimezone(UTC), found.date(), timed=True)
    except OverflowError:
        raise _no_date(text, field) from None


def on_day(day: date, now: datetime, before: Dated | None = None) -> Dated:
    """The date of a post on a day without a time, as `dated` has it."""
    if before and before.day == day:
        return before
    if now.date() <= day <= (now + _EARLIEST_ZONE).date():
        return Dated(now, day, timed=True)
    return Dated(datetime.combine(day, time(), UTC), day, timed=False)


def todays(text: str, now: datetime) -> Dated:
    """A post that is published now, by somebody whose day is `text`; UTC's day if that is no day of any time zone."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = now.date()
    around = (now + _LATEST_ZONE).date() <= day <= (now + _EARLIEST_ZONE).date()
    return Dated(now, day if around else now.date(), timed=True)


def _no_date(text: str, field: str) -> Invalid:
    right = "write it as 2026-11-23 or 2026-11-23T09:30"
    return Invalid(f"{field.capitalize()}: “{text[:40]}” is not a date; {right}.", field=field)


def post_path(day: date, slug: str) -> str:
    """The path of a post below /blog/: `2026/11/23/a-slug`."""
    return f"{day:%Y/%m/%d}/{slug}"


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


def bare(path: str) -> str:
    """A path of the site as redirects store it: no slash at either end, no query."""
    return path.partition("?")[0].partition("#")[0].strip("/")
