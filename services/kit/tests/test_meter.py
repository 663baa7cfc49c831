"""The meter: counts, percentiles of the last minutes, and a bounded memory."""

from datetime import UTC, datetime

from courant_kit.calls.meter import MOST, RECENT, Meter

MOMENT = datetime(2026, 11, 28, tzinfo=UTC)


def test_a_meter_that_counted_nothing_knows_no_duration() -> None:
    assert Meter().percentile(0.5, 0.0) is None


def test_answers_refusals_and_faults_are_calls() -> None:
    meter = Meter()
    meter.answered(1.0, 0.0)
    meter.refused()
    meter.failed("0badcafe", MOMENT)
    assert (meter.calls, meter.refusals, meter.fault, meter.failed_at) == (3, 1, "0badcafe", MOMENT)


def test_percentiles_are_durations_that_occurred() -> None:
    meter = Meter()
    for duration in range(1, 101):
        meter.answered(float(duration), 0.0)
    assert [meter.percentile(share, 0.0) for share in (0.01, 0.5, 0.99, 1.0)] == [1.0, 50.0, 99.0, 100.0]


def test_a_single_answer_is_every_percentile() -> None:
    meter = Meter()
    meter.answered(7.0, 0.0)
    assert (meter.percentile(0.5, 0.0), meter.percentile(0.99, 0.0)) == (7.0, 7.0)


def test_durations_count_for_a_while_and_calls_for_good() -> None:
    meter = Meter()
    meter.answered(100.0, 0.0)
    meter.answered(1.0, 10.0)
    assert meter.percentile(0.99, RECENT) == 100.0
    assert meter.percentile(0.99, RECENT + 5) == 1.0
    assert meter.percentile(0.99, RECENT + 11) is None
    assert meter.calls == 2


def test_only_the_newest_durations_are_kept() -> None:
    meter = Meter()
    meter.answered(1000.0, 0.0)
    for _ in range(MOST):
        meter.answered(1.0, 0.0)
    assert meter.percentile(1.0, 0.0) == 1.0
    assert meter.calls == MOST + 1
