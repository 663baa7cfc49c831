"""What is read from a report of Lighthouse."""

from typing import Any

import pytest
from courant_bench.lighthouse import CATEGORIES, SLOWDOWN, TIMES, read
from courant_bench.processes import NotReady


def report(**more: Any) -> dict[str, Any]:
    """A report in which everything is fine, but what `more` says."""
    fine = {"score": 1, "scoreDisplayMode": "numeric"}
    audits = {name: {**fine, "id": name, "displayValue": "1.0\xa0s"} for name in TIMES}
    others = {
        "unused-css": {"id": "unused-css", "score": 0.5, "scoreDisplayMode": "metricSavings"},
        "structured-data": {"id": "structured-data", "score": None, "scoreDisplayMode": "manual"},
        "title": {"id": "title", "score": 0, "scoreDisplayMode": "notApplicable"},
    }
    categories = {name: {"score": 0.99} for name in CATEGORIES}
    environment = {"benchmarkIndex": 660}
    return {"audits": audits | others, "categories": categories, "environment": environment, **more}


def test_marks_times_and_what_is_not_green() -> None:
    found = read(report())
    assert set(found.scores) == set(CATEGORIES)
    assert found.scores["performance"] == pytest.approx(99)
    assert found.times.startswith("FCP 1.0 s, LCP 1.0 s")
    assert found.failed == ["unused-css"]


@pytest.mark.parametrize(("index", "slowdown"), [(100, 1), (660, 2.5), (5000, SLOWDOWN)])
def test_a_machine_that_is_slow_itself_is_slowed_down_less(index: float, slowdown: float) -> None:
    assert read(report(environment={"benchmarkIndex": index})).slowdown == pytest.approx(slowdown)


def test_a_page_that_cannot_be_loaded_is_said() -> None:
    with pytest.raises(NotReady, match="NO_FCP"):
        read(report(requestedUrl="http://127.0.0.1/", runtimeError={"message": "NO_FCP"}))
