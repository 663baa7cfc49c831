"""Dates as people and generators write them (no I/O): a day, or a moment in a zone. Nothing is guessed."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
_DATE = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})"
    rf"(?:(?:\s*[Tt,]\s*|\s+){_TIME}(?:\s*(?P<zone>[^\s\d].*|[+-]\d.*))?)?"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?:\s*\([^()]*\))?")
_RFC = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}.*")
_SPOKEN = ("%B %d %Y", "%d %B %Y", "%b %d %Y", "%d %b %Y")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|,")
_IN_PATH = re.compile(r"(?:^|/)(?P<year>\d{4})[/_-](?P<month>\d{1,2})[/_-](?P<day>\d{1,2})(?=[/_. -]|$)")
_FAR = timedelta(hours=14)


class Written(NamedTuple):
    """A date as its author wrote it: a moment in its own zone (UTC if none is named), and whether it has a time."""

    moment: datetime
    timed: bool

    @property
    def day(self) -> date:
        """The author's day."""
        return self.moment.date()


def understood(value: Any) -> Written | None:
    """The date that a value of front matter means; None if it is none, or could be two."""
    if isinstance(value, datetime):
        return _checked(Written(value if value.tzinfo else value.replace(tzinfo=UTC), timed=True))
    if isinstance(value, date):
        return _checked(_on(value))
    words = " ".join(value.split()) if isinstance(value, str) else ""
    if not words:
        return None
    found = _numbers(words) or _rfc(words) or _spoken(words)
    return _checked(found) if found else None


def in_path(path: str) -> Written | None:
    """The day in a path or a file's name (`2020/01/02/x`, `2020-1-2-x`, `2019-02-03_x`); None without one."""
    for found in _IN_PATH.finditer(path):
        try:
            return _on(date(*map(int, found.group("year", "month", "day"))))
        except ValueError:
            continue
    return None


def _on(day: date) -> Written:
    return Written(datetime.combine(day, time(), UTC), timed=False)


def _checked(found: Written) -> Written | None:
    year = found.moment.year
    return found if 1000 <= year <= 9998 else None


def _numbers(words: str) -> Written | None:
    found = _DATE.fullmatch(words)
    if found is None:
        return None
    try:
        day = date(*map(int, found.group("year", "month", "day")))
        return _at(day, found) if found["hour"] else _on(day)
    except ValueError:
        return None


def _at(day: date, found: re.Match[str]) -> Written | None:
    zone = _zone((found["zone"] or "UTC").strip())
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    clock = time(hour, int(found["minute"]), int(found["second"] or 0))
    return Written(datetime.combine(day, clock, zone), timed=True) if zone else None


def _zone(name: str) -> tzinfo | None:
    """The zone `Z`, `+02:00`, `+0200`, `UTC`, `EST` or `Europe/Berlin`; None for an unknown one."""
    if offset := _OFFSET.fullmatch(name):
        size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(-size if offset["sign"] == "-" else size) if size <= _FAR else None
    if name.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    try:
        return ZoneInfo(name) if "/" in name else _rfc_zone(name)
    except (KeyError, ValueError, OSError):  # no such zone, or no name at all
        return None


def _rfc_zone(name: str) -> tzinfo | None:
    if name.upper() not in {"EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"}:
        return None
    return parsedate_to_datetime(f"1 Jan 2000 00:00 {name.upper()}").tzinfo


def _rfc(words: str) -> Written | None:
    """A date as e-mail writes it (RFC 5322): `Thu, 02 Jan 2020 10:00:00 +0100`."""
    if not _RFC.fullmatch(words):
        return None
    try:
        found = parsedate_to_datetime(words)
    except ValueError:
        return None
    return Written(found if found.tzinfo else found.replace(tzinfo=UTC), timed=True)


def _spoken(words: str) -> Written | None:
    """A day as English writes it: `January 2, 2020`, `2nd Jan 2020`."""
    plain = " ".join(_ORDINAL.sub(" ", words).split())
    for form in _SPOKEN:
        try:
            return _on(datetime.strptime(plain, form).date())  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
