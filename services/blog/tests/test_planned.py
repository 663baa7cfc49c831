"""The minute at which a post is published, whatever the site's clocks do that night."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from courant_blog.addresses.planned import moment_of, plan, read, written
from courant_kit.calls.errors import Invalid
from courant_kit.process.environment import SettingError, time_zone
from hypothesis import given
from hypothesis import strategies as st

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("2026-03-28T02:30", "2026-03-28T01:30"),
        ("2026-03-29T01:59", "2026-03-29T00:59"),
        ("2026-03-29T02:30", "2026-03-29T01:30"),  # skipped: clocks then show 03:30
        ("2026-03-29T03:30", "2026-03-29T01:30"),
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # shown twice: the first
        ("2026-10-25T03:00", "2026-10-25T02:00"),
    ],
)
def test_a_time_on_the_clocks_is_a_moment_over_their_changes(wall: str, moment: str) -> None:
    assert moment_of(read(wall), AMSTERDAM) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_the_second_of_two_equal_times_is_chosen_by_its_offset() -> None:
    first, _ = plan("2026-10-25", "02:30", NOW, AMSTERDAM)
    second, wall = plan("2026-10-25T02:30+01:00", "", NOW, AMSTERDAM)
    assert second.moment - first.moment == timedelta(hours=1)
    assert wall == ""
    assert first.day == second.day


def test_a_day_without_a_time_begins_at_midnight_on_the_sites_clocks() -> None:
    found, wall = plan("2026-07-01", "", NOW, AMSTERDAM)
    assert found.moment == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert (str(found.day), found.timed, wall) == ("2026-07-01", False, "2026-07-01T00:00")


@pytest.mark.parametrize(
    ("day", "at", "field"),
    [("", "", "date"), ("2025-12-31", "", "date"), ("soon", "", "date"), ("2026-07-01", "noonish", "time")],
)
def test_what_is_no_time_in_the_future_is_rejected_by_name(day: str, at: str, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        plan(day, at, NOW, AMSTERDAM)
    assert wrong.value.field == field


@given(
    st.datetimes(datetime(2026, 1, 2), datetime(2036, 1, 1)),  # noqa: DTZ001 - a time on a clock
    st.sampled_from(["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]),
)
def test_clocks_show_the_planned_time_then_or_had_skipped_it(wall: datetime, name: str) -> None:
    zone, planned = ZoneInfo(name), read(written(wall))
    shown = moment_of(planned, zone).astimezone(zone).replace(tzinfo=None)
    assert shown >= planned
    assert shown - planned <= timedelta(hours=1)
    later = planned + timedelta(hours=2)
    assert moment_of(later, zone) > moment_of(planned, zone)


def test_a_time_zone_is_a_name_of_the_database() -> None:
    assert time_zone("X", {"X": "Europe/Amsterdam"}) == AMSTERDAM
    assert time_zone("X", {}).key == "UTC"
    for wrong in ("Mars/Olympus", "../etc", "Europe"):
        with pytest.raises(SettingError, match="time zone"):
            time_zone("X", {"X": wrong})
