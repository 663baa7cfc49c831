"""The combined state of the replicas of a module."""

from datetime import UTC, datetime, timedelta

from courant_core.reports import MOST_MISHAPS, Condition, Mishap, Reports
from courant_kit.wire.site import Fault, Report

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_nobody_has_reported() -> None:
    assert Reports().condition("blog", [1, 2]) == Condition(replicas=2)
    assert Reports().condition("blog", []) == Condition()


def test_replicas_are_added_up_and_the_slowest_counts() -> None:
    reports = Reports()
    reports.take(1, Report("blog", at(5), 100, 2, 1.5, 40.0, 3, "aaaa", at(7)))
    reports.take(2, Report("blog", at(1), 10, 1, 2.5, 8.0, 4, "bbbb", at(6)))
    reports.take(3, Report("blog", at(9)))
    reports.take(4, Report("wiki", at(0), 1000))
    assert reports.condition("blog", [1, 2, 3]) == Condition(3, at(1), 110, 3, 2.5, 40.0, 4, "aaaa", at(7))


def test_the_newest_report_counts_and_says_whether_it_is_news() -> None:
    reports = Reports()
    assert reports.take(1, Report("blog", NOON, 1))
    assert not reports.take(1, Report("blog", NOON, 1))
    assert reports.take(1, Report("blog", NOON, 2))
    assert reports.condition("blog", [1]).calls == 2


def test_a_replica_that_went_counts_no_more() -> None:
    reports = Reports()
    reports.take(1, Report("blog", NOON, 1))
    reports.drop(1)
    reports.drop(1)
    assert reports.condition("blog", [1]) == Condition(replicas=1)


def test_what_web_met_shows_until_something_newer_failed() -> None:
    reports = Reports()
    reports.take(1, Report("blog", at(0), 1, fault="aaaa", failed_at=at(7)))
    reports.blame(Fault("blog", "answered with nothing", "bbbb", at(8)))
    shown = reports.condition("blog", [1])
    assert (shown.fault, shown.failed_at, shown.words) == ("bbbb", at(8), "answered with nothing")
    assert reports.condition("wiki", []).fault == ""
    reports.take(1, Report("blog", at(0), 2, fault="cccc", failed_at=at(9)))
    assert reports.condition("blog", [1]).fault == "cccc"
    assert reports.condition("blog", [1]).words == ""


def test_what_a_module_did_is_counted_in_words() -> None:
    reports = Reports()
    for minute in range(14):
        reports.blame(Fault("slow", "It answered nothing.", "", at(minute)))
    reports.blame(Fault("slow", "It answered nothing.", "", at(20), at(25)))
    (mishap,) = reports.condition("slow", []).mishaps
    assert mishap == Mishap("It answered nothing.", at(0), at(20), 15, at(25))
    assert reports.condition("slow", []).fault == ""


def test_the_newest_kinds_are_remembered() -> None:
    reports = Reports()
    for number in range(MOST_MISHAPS + 2):
        reports.blame(Fault("slow", f"It did thing {number}.", "", at(number)))
    reports.blame(Fault("slow", "It did thing 3.", "", at(30)))
    words = [one.words for one in reports.condition("slow", []).mishaps]
    assert words == [f"It did thing {number}." for number in (3, 6, 5, 4, 2)]
