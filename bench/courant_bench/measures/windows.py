"""Rows for a save in one browser window and the change in another."""

from collections.abc import Sequence
from statistics import median

from courant_bench.browser import chromium
from courant_bench.channels import channels_site
from courant_bench.courant import courant_site
from courant_bench.measures.window_to_window import delays
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row


def rows(plan: Plan) -> Sequence[Row]:
    """Measure both sides in turn in one browser, with both sites running."""
    times, rounds = plan.count(25, 5), plan.count(4, 1)
    found: dict[str, list[float]] = {"ours": [], "peer": []}
    with chromium() as browser, channels_site(plan.directory / "channels") as peer:
        if not plan.ours:
            found["peer"] += delays(peer, browser, times)
            return _told(found)
        with courant_site(plan.directory / "courant") as ours:
            for _ in range(rounds):
                found["ours"] += delays(ours, browser, times)
                if plan.peer:
                    found["peer"] += delays(peer, browser, times)
    return _told(found)


def _told(found: dict[str, list[float]]) -> Sequence[Row]:
    ours, peer = (1000 * median(side) if side else None for side in (found["ours"], found["peer"]))
    return [
        Row("save in one window to change in another, p50", "ms", ours, peer, Bar.RATIO_AT_MOST, 1.0,
            "both in one Chromium, on one clock; from the submit to the text in the other document"),
    ]  # fmt: skip
