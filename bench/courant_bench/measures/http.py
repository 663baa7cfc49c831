"""Rows for a page over HTTP: cached, and made anew for each request as a crawler's first visit has it."""

from collections.abc import Sequence

from courant_bench.courant import courant_site
from courant_bench.load import CONNECTIONS, requests_per_second
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row
from courant_bench.wagtail import wagtail_site

ANEW = "?crawled=1"
"""A query that no page has: nothing that is asked for so is cached."""


def rows(plan: Plan) -> Sequence[Row]:
    """Load a post's page at the site's public port and Wagtail's start page, in turn and one at a time."""
    targets: dict[str, str] = {}
    found: dict[str, list[float]] = {}
    with wagtail_site(plan.directory / "wagtail") as wagtail:
        targets["peer"] = wagtail
        if not plan.ours:
            _by_turns(plan, targets, found)
            return _told(found)
        with courant_site(plan.directory / "courant") as ours:
            path = ours.write_post().path
            targets |= {"ours": f"{ours.url}{path}", "anew": f"{ours.url}{path}{ANEW}"}
            _by_turns(plan, targets, found)
    return _told(found)


def _by_turns(plan: Plan, targets: dict[str, str], found: dict[str, list[float]]) -> None:
    for _ in range(plan.count(3, 1)):
        for name, url in targets.items():
            found.setdefault(name, []).append(requests_per_second(url, plan.count(6, 2)))


def _told(found: dict[str, list[float]]) -> Sequence[Row]:
    note = f"wrk, {CONNECTIONS} connections, 1 thread; median of {len(found['peer'])} turns"
    anew = {"ours": found.get("anew", []), "peer": found["peer"]}
    return [
        Row.of_turns("cached page over HTTP, the public port", "req/s", found, Bar.RATIO_AT_LEAST, 10, note),
        Row.of_turns("post page over HTTP, made anew each time", "req/s", anew, Bar.RATIO_AT_LEAST, 3, note),
    ]
