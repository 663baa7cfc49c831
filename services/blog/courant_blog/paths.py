"""Addresses (no I/O): slugs, the days in them, and the paths of posts and lists on the site."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import quote

from courant_kit.calls.errors import Invalid
from courant_kit.content.slugs import slug

LONGEST_SLUG = 80
LONGEST_SECTION = 60
_SECTION = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_OLDEST = date(1000, 1, 1)
_EARLIEST_ZONE, _LATEST_ZONE = timedelta(hours=14), timedelta(hours=-12)


def slug_of(words: str, otherwise: str = "post") -> str:
    """A slug of lowercase letters, digits and hyphens, with plain Latin letters; `otherwise` if nothing remains."""
    return slug(words, latin=True)[:LONGEST_SLUG].strip("-_") or otherwise


def checked_slug(words: str) -> str:
    """The slug that the author chose; raises Invalid, with the right one, if it is not a valid slug."""
    right = slug_of(words, "")
    if words != right:
        example = f"use lowercase letters, digits and hyphens, such as {right or 'my-first-post'}"
        raise Invalid(f"Last part of the address: {example}; at most {LONGEST_SLUG} characters.", field="slug")
    return words


def checked_section(words: str) -> str:
    """The slug of a section; raises Invalid if it is not a valid one."""
    if len(words) > LONGEST_SECTION or not _SECTION.fullmatch(words):
        right = slug_of(words, "")[:LONGEST_SECTION].strip("-_")
        example = f"use lowercase letters from a to z, digits and hyphens, such as {right or 'news'}"
        raise Invalid(f"Section: {example}; at most {LONGEST_SECTION} characters.", field="section")
    return words


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


def post_path(day: date, name: str) -> str:
    """The path of a post below /blog/: `2026/11/23/a-slug`."""
    return f"{day:%Y/%m/%d}/{name}"


def day_path(year: int | str, month: int | str, day: int | str, name: str) -> str:
    """The same path from the numbers in an address, with or without leading zeros."""
    return f"{int(year):04}/{int(month):02}/{int(day):02}/{name}"


def address(path: str) -> str:
    """The path on the site, percent-encoded, of a post whose path below /blog/ is `path`."""
    return quote(f"/blog/{path}/")


def tag_address(name: str) -> str:
    """The path on the site, percent-encoded, of the posts with the tag that has this slug."""
    return quote(f"/blog/tag/{name}/")


def draft_address(number: int) -> str:
    """The path on the site of a draft."""
    return f"/blog/drafts/{number}/"


def list_address(base: str, page: int) -> str:
    """The path on the site of a page of the list at `base` (`/blog/`, `/blog/tag/wamp/`)."""
    return base if page == 1 else f"{base}page/{page}/"
