"""Rows for a cached page over HTTP."""

from collections.abc import Sequence
from statistics import median

from courant_bench.courant import courant_site
from courant_bench.load import CONNECTIONS, requests_per_second
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row
from courant_bench.wagtail import wagtail_site


def rows(plan: Plan) -> Sequence[Row]:
    """Load a post's page on our one port and Wagtail's start page, in turn and one at a time."""
    targets: dict[str, str] = {}
    found: dict[str, list[float]] = {}
    with wagtail_site(plan.directory / "wagtail") as wagtail:
        targets["wagtail"] = wagtail
        if not plan.ours:
            _by_turns(plan, targets, found)
            return _told(found)
        with courant_site(plan.directory / "courant") as ours:
            targets["courant"] = ours.page()
            _by_turns(plan, targets, found)
    return _told(found)


def _by_turns(plan: Plan, targets: dict[str, str], found: dict[str, list[float]]) -> None:
    for _ in range(plan.count(3, 1)):
        for name, url in targets.items():
            found.setdefault(name, []).append(requests_per_second(url, plan.count(6, 2)))


def _told(found: dict[str, list[float]]) -> Sequence[Row]:
    ours, peer = (median(found[name]) if name in found else None for name in ("courant", "wagtail"))
    note = f"wrk, {CONNECTIONS} connections, 1 thread; median of {len(found['wagtail'])} turns"
    return [Row("cached page over HTTP", "req/s", ours, peer, Bar.RATIO_AT_LEAST, 10, note)]
