"""The days on which posts were written, which are in their addresses (no I/O)."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from courant_kit.calls.errors import Invalid
from courant_kit.words import gettext as _

_OLDEST = date(1000, 1, 1)
_EARLIEST_ZONE, _LATEST_ZONE = timedelta(hours=14), timedelta(hours=-12)


class Dated(NamedTuple):
    """When a post was written: the moment in UTC, its author's day, and whether the time of that day is known."""

    moment: datetime
    day: date
    timed: bool


def dated(text: str, now: datetime, before: Dated | None = None, field: str = "date", zone: tzinfo = UTC) -> Dated:
    """The date that `text` (ISO 8601) denotes; raises Invalid naming `field` if it is not a date.

    A moment belongs to the day of its own time zone (`zone` if it names none). A day without a time is the same day for
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
    found = found if found.tzinfo else found.replace(tzinfo=zone)
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
    right = _("write it as 2026-11-23 or 2026-11-23T09:30")
    return Invalid(
        _("{label}: “{text}” is not a date; {right}.").format(label=field.capitalize(), text=text[:40], right=right),
        field=field,
    )
