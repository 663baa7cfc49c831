"""When which playlist plays (no I/O): by what a clock on the wall shows, also on the days when clocks change.

A playlist may play only on some weekdays, between two days, and from one time of the day until another. If it ends
before it begins, it plays over midnight, and belongs to the day on which it began. When clocks go forward, what begins
in the hour that is left out begins when they have gone; when they go back, an hour comes twice, and so does what is
planned for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
MIDNIGHT = time(0)
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Times:
    """When a playlist plays. Weekdays count from 0, Monday; `last` is a day on which it still plays.

    Without `begins` it plays from midnight, without `ends` until midnight; without `first` or `last`, for ever.
    """

    begins: time | None = None
    ends: time | None = None
    weekdays: frozenset[int] = EVERY_DAY
    first: date | None = None
    last: date | None = None

    def has(self, day: date) -> bool:
        """Whether it plays on this day."""
        early, late = self.first and day < self.first, self.last and day > self.last
        return day.weekday() in self.weekdays and not early and not late

    def on(self, clock: datetime) -> bool:
        """Whether it plays when a clock on the wall shows this."""
        today, at = clock.date(), clock.time()
        begins, ends = self.begins or MIDNIGHT, self.ends or MIDNIGHT
        if begins < ends:
            return self.has(today) and begins <= at < ends
        return (self.has(today) and at >= begins) or (self.has(today - DAY) and at < ends)


@dataclass(frozen=True, slots=True)
class Span:
    """From this moment (UTC) on, this playlist plays; None if nothing is planned."""

    at: datetime
    playlist: int | None


Planned = Sequence[tuple[int, Times]]
"""Playlists with their times, by their keys; the first one whose time it is plays."""


def playing(planned: Planned, clock: datetime) -> int | None:
    """The playlist for what a clock on the wall shows."""
    return next((key for key, times in planned if times.on(clock)), None)


def spans(planned: Planned, zone: tzinfo, start: datetime, days: int) -> list[Span]:
    """What plays from `start` (UTC) on, for so many days: a span for each change, the first one at `start`."""
    end = start + days * DAY
    found = [Span(start, playing(planned, start.astimezone(zone)))]
    for moment in sorted(set(_moments(planned, zone, start, days))):
        playlist = playing(planned, moment.astimezone(zone))
        if start < moment < end and playlist != found[-1].playlist:
            found.append(Span(moment, playlist))
    return found


def _moments(planned: Planned, zone: tzinfo, start: datetime, days: int) -> Iterator[datetime]:
    """Every moment at which something else may play."""
    today = start.astimezone(zone).date()
    times = {MIDNIGHT, *(time for _, one in planned for time in (one.begins, one.ends) if time)}
    for number in range(-1, days + 2):
        day = today + number * DAY
        yield from _of_a_day(day, times, zone)


def _of_a_day(day: date, times: Iterable[time], zone: tzinfo) -> Iterator[datetime]:
    for at in times:
        for fold in (0, 1):  # an hour may come twice
            yield datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)
    begins, ends = (datetime.combine(one, MIDNIGHT, zone).astimezone(UTC) for one in (day, day + DAY))
    if begins.astimezone(zone).utcoffset() != ends.astimezone(zone).utcoffset():
        yield _change(begins, ends, zone)


def _change(early: datetime, late: datetime, zone: tzinfo) -> datetime:
    """The second in which clocks change between two moments."""
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = (early + (late - early) / 2).replace(microsecond=0)
        early, late = (middle, late) if middle.astimezone(zone).utcoffset() == before else (early, middle)
    return late
