"""Dates as people and generators write them (no I/O): a day, or a moment in a zone. Nothing is guessed."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from courant_cli.imports.reading.months import month

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
_DATE = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})"
    rf"(?:(?:\s*[Tt,]\s*|\s+){_TIME}(?:\s*(?P<zone>[^\s\d].*|[+-]\d.*))?)?"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?:\s*\([^()]*\))?")
_RFC = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}.*")
_CLOCK = rf"(?:(?:\s*,\s*|\s+|\s+at\s+|\s+um\s+|\s+à\s+){_TIME}(?:\s*(?P<zone>[^\s\d].*|[+-]\d.*))?)?"
_NUMBER = r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º|ª|-?го)?"
_WORD = r"(?P<month>[^\W\d_][^\s\d.,]*)\.?"
_WEEKDAY = r"(?:[^\W\d_][^\s\d,]*,?\s+)?"
_SPOKEN = (
    re.compile(rf"{_WEEKDAY}{_NUMBER}\s+(?:de\s+|of\s+|d['’])?{_WORD},?\s+(?:de\s+|del\s+)?(?P<year>\d{{4}}){_CLOCK}"),
    re.compile(rf"{_WEEKDAY}{_WORD}\s+{_NUMBER},?\s+(?P<year>\d{{4}}){_CLOCK}"),
)
_CTIME = re.compile(
    rf"[^\W\d_]{{3}}\s+(?P<month>[A-Za-z]{{3}})\s+(?P<day>\d{{1,2}})\s+(?:(?P<before>\d{{4}})\s+)?{_TIME}"
    r"(?:\s+(?P<zone>[A-Z]{1,4}[+-]\d{4}|[A-Z]{1,4}|[+-]\d{4})(?:\s*\([^()]*\))?)?(?:\s+(?P<after>\d{4}))?"
)
_SIGNED = (  # dates with the signs of other scripts, and days before months where that is certain
    (re.compile(r"^(\d{4})\s*[年년.]\s*(\d{1,2})\s*[月월.]\s*(\d{1,2})\s*[日일号號]?\.?(?!\d)"), r"\1-\2-\3"),
    (
        re.compile(r"^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})(?!\d)", re.IGNORECASE),
        r"\3-\2-\1",
    ),
    (re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)"), r"\3-\2-\1"),
    (re.compile(r"^(1[3-9]|2\d|3[01])([/-])(\d{1,2})\2(\d{4})(?!\d)"), r"\4-\3-\1"),
    (re.compile(r"^(\d{1,2})([/-])(1[3-9]|2\d|3[01])\2(\d{4})(?!\d)"), r"\4-\1-\3"),
    (re.compile(r"^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:T(\d\d)(\d\d)(\d\d)?)?(?=$|Z|[+-])"), None),
)
_EPOCH = re.compile(r"-?(?:\d{9,10}|\d{12,13})")
_IN_PATH = re.compile(r"(?:^|/)(?P<year>\d{4})[/_-](?P<month>\d{1,2})[/_-](?P<day>\d{1,2})(?=[/_. -]|$)")
_FAR = timedelta(hours=14)

LONGEST = 100
"""No date has more characters."""


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
    words = " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not words or len(words) > LONGEST:
        return None
    found = _numbers(_plain(words)) or _rfc(words) or _spoken(words) or _counted(words)
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


def _plain(words: str) -> str:
    """A date as year, month and day, if it is written otherwise and can be only one."""
    for pattern, form in _SIGNED:
        if found := pattern.match(words):
            return (found.expand(form) if form else _parted(found)) + words[found.end() :]
    return words


def _parted(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second = found.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}" if hour else "")


def _spoken(words: str) -> Written | None:
    """A day as people say it: `January 2, 2020`, `4. Mai 2024`, `4 de mayo de 2024`; or as `date` and JavaScript do."""
    found = next(filter(None, (form.fullmatch(words) for form in (*_SPOKEN, _CTIME))), None)
    number = month(found["month"]) if found else None
    if found is None or number is None:
        return None
    year = found["year"] if "year" in found.re.groupindex else found["before"] or found["after"]
    try:
        day = date(int(year or 0), number, int(found["day"]))
        return _at(day, found) if found["hour"] else _on(day)
    except ValueError:
        return None


def _counted(words: str) -> Written | None:
    """A moment in seconds or milliseconds since 1970."""
    if not _EPOCH.fullmatch(words):
        return None
    seconds = int(words) / (1000 if len(words.lstrip("-")) > 10 else 1)
    return Written(datetime.fromtimestamp(int(seconds), UTC), timed=True)
