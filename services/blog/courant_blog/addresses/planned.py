"""The minute at which a post is to be published, in the site's time zone (no I/O)."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from courant_kit.calls.errors import Invalid
from courant_kit.words import gettext as _

from courant_blog.addresses.days import Dated, dated

MIDNIGHT = time()


def moment_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment in UTC at which clocks in a time zone show a time, to the minute.

    A time that they show twice means the first; one that they skip (02:30, when they go from 02:00 to 03:00) means as
    long after the change as it is after the time before it (03:30). See PEP 495.
    """
    return wall.replace(second=0, microsecond=0, tzinfo=zone, fold=0).astimezone(UTC)


def written(wall: datetime) -> str:
    """A time as the table stores it: `2026-03-29T02:30`."""
    return wall.strftime("%Y-%m-%dT%H:%M")


def plan(day: str, at: str, now: datetime, zone: ZoneInfo, before: Dated | None = None) -> tuple[Dated, str]:
    """The date of a post that is to be published, and the time on the site's clocks, empty if a moment was given.

    `day` is a day, or a moment with its offset (ISO 8601), and `at` a time of the day (`09:30`; without one, the day's
    beginning); without a day, it is `before`. Raises Invalid if that is not in the future.
    """
    words = day.strip()
    if not words and before is None:
        raise Invalid(_("Date: say on which day it is to be published, such as 2026-11-23."), field="date")
    moment = dated(words, now, before) if words else before
    assert moment is not None  # noqa: S101 - as above
    if set("Tt :") & set(words):
        return _future(moment, now), ""
    wall = datetime.combine(moment.day, _time(at) if at.strip() else MIDNIGHT)
    return _future(Dated(_moment(wall, zone), moment.day, timed=bool(at.strip())), now), written(wall)


def read(stored: str) -> datetime:
    """A time as the table stores it."""
    return datetime.fromisoformat(stored)


def _moment(wall: datetime, zone: ZoneInfo) -> datetime:
    try:
        return moment_of(wall, zone)
    except OverflowError:
        raise Invalid(_("Date: choose an earlier day."), field="date") from None


def _time(words: str) -> time:
    try:
        return time.fromisoformat(words.strip()).replace(tzinfo=None)
    except ValueError:
        raise Invalid(
            _("Time: “{text}” is not a time; write it as 09:30.").format(text=words[:20]), field="time"
        ) from None


def _future(found: Dated, now: datetime) -> Dated:
    if found.moment <= now:
        raise Invalid(_("Date: a post can only be scheduled for a time in the future."), field="date")
    return found
