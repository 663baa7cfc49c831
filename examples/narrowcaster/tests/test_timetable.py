"""When which playlist plays: whatever is planned, wherever, and while clocks change."""
# ruff: noqa: DTZ001 - a clock on a wall says nothing of its time zone

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from courant_screens.timetable import DAY, EVERY_DAY, Span, Times, playing, spans
from hypothesis import given
from hypothesis import strategies as st

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")]
)
MINUTES = st.times(time(0), time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
DAYS = st.dates(date(2026, 3, 1), date(2027, 11, 30))
TIMES = st.builds(
    Times,
    begins=st.none() | MINUTES,
    ends=st.none() | MINUTES,
    weekdays=st.frozensets(st.integers(0, 6)),
    first=st.none() | DAYS,
    last=st.none() | DAYS,
)
PLANNED = st.lists(TIMES, max_size=5).map(lambda found: list(enumerate(found, 1)))
#: Days around those on which clocks change, as often as all others.
STARTS = st.datetimes(datetime(2026, 3, 1), datetime(2027, 11, 1)) | st.sampled_from(
    [datetime(2027, 3, 27), datetime(2027, 10, 30), datetime(2027, 4, 3), datetime(2026, 10, 3), datetime(2027, 3, 13)]
)


@given(PLANNED, ZONES, STARTS, st.integers(0, 8 * 24 * 3600 - 1))
def test_what_spans_say_is_what_a_clock_on_the_wall_says(
    planned: list[tuple[int, Times]], zone: ZoneInfo, start: datetime, seconds: int
) -> None:
    begins = start.replace(tzinfo=UTC)
    found = spans(planned, zone, begins, 8)
    then = begins + timedelta(seconds=seconds)
    at = bisect_right([span.at for span in found], then) - 1
    assert found[at].playlist == playing(planned, then.astimezone(zone))


@given(PLANNED, ZONES, STARTS)
def test_spans_follow_each_other_and_each_is_a_change(
    planned: list[tuple[int, Times]], zone: ZoneInfo, start: datetime
) -> None:
    found = spans(planned, zone, start.replace(tzinfo=UTC), 8)
    assert found[0].at == start.replace(tzinfo=UTC)
    assert all(one.at < other.at and one.playlist != other.playlist for one, other in pairwise(found))


@given(TIMES, st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_the_first_in_order_plays(times: Times, clock: datetime) -> None:
    always = Times()
    assert playing([(1, times), (2, always)], clock) == (1 if times.on(clock) else 2)


@pytest.mark.parametrize(
    ("begins", "ends", "clock", "on"),
    [
        (time(11), time(14), "2027-03-29T11:00", True),
        (time(11), time(14), "2027-03-29T14:00", False),
        (time(22), time(2), "2027-03-29T23:00", True),
        (time(22), time(2), "2027-03-30T01:59", True),
        (time(22), time(2), "2027-03-30T02:00", False),
        (None, time(2), "2027-03-29T01:00", True),
        (time(22), None, "2027-03-29T23:59", True),
        (time(9), time(9), "2027-03-30T03:00", True),
    ],
)
def test_times_of_a_day(begins: time | None, ends: time | None, clock: str, on: bool) -> None:
    assert Times(begins, ends).on(datetime.fromisoformat(clock)) is on


def test_what_is_over_midnight_belongs_to_the_day_on_which_it_began() -> None:
    friday = Times(time(22), time(2), weekdays=frozenset({4}))
    assert friday.on(datetime(2027, 4, 3, 1))
    assert not friday.on(datetime(2027, 4, 2, 1))
    last = Times(time(22), time(2), EVERY_DAY, date(2027, 4, 1), date(2027, 4, 1))
    assert [last.on(datetime(2027, 4, day, 1)) for day in (1, 2, 3)] == [False, True, False]


def test_what_begins_in_the_hour_that_is_left_out_begins_when_clocks_have_gone_forward() -> None:
    night = [(1, Times(time(2, 30), time(4)))]
    found = spans(night, BERLIN, datetime(2027, 3, 27, 23, tzinfo=UTC), 1)
    assert found[1:] == [
        Span(datetime(2027, 3, 28, 1, tzinfo=UTC), 1),  # 02:00 is followed by 03:00
        Span(datetime(2027, 3, 28, 2, tzinfo=UTC), None),
    ]


def test_what_is_planned_for_the_hour_that_comes_twice_comes_twice() -> None:
    night = [(1, Times(time(2), time(2, 30)))]
    found = spans(night, BERLIN, datetime(2027, 10, 30, 22, tzinfo=UTC), 1)
    assert [span.at.hour for span in found[1:]] == [0, 0, 1, 1]


def test_noon_is_noon_before_and_after_clocks_change() -> None:
    lunch = [(1, Times(time(12), time(13)))]
    found = spans(lunch, BERLIN, datetime(2027, 3, 26, 23, tzinfo=UTC), 3)
    assert [span.at for span in found if span.playlist] == [
        datetime(2027, 3, 27, 11, tzinfo=UTC),
        datetime(2027, 3, 28, 10, tzinfo=UTC),
        datetime(2027, 3, 29, 10, tzinfo=UTC),
    ]
    assert timedelta(days=1) == DAY
