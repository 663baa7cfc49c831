"""Rows for a page over HTTP: cached, made anew for each request, and visited for the first time as crawlers do."""

from collections.abc import Sequence

from courant_bench.courant import courant_site
from courant_bench.family import rested
from courant_bench.load import CONNECTIONS, first_visits_per_second, requests_per_second
from courant_bench.measures.scales import seeded
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row
from courant_bench.wagtail import wagtail_site

ANEW = "?crawled=1"
"""A query that no page has: web keeps nothing that is asked for so."""

POSTS = 12_000
"""Posts of the blog, more than are visited in all turns together."""


def rows(plan: Plan) -> Sequence[Row]:
    """Load a post's page at the site's public port and Wagtail's start page, in turn and one at a time."""
    targets: dict[str, str] = {}
    found: dict[str, list[float]] = {}
    with wagtail_site(plan.directory / "wagtail") as wagtail:
        targets["peer"] = wagtail
        if not plan.ours:
            _by_turns(plan, targets, found, "", [])
            return _told(found)
        home = plan.directory / "courant"
        posts = plan.count(POSTS, 1000)
        paths = seeded(posts, home, told=posts)
        with courant_site(home) as ours:
            path = ours.write_post().path
            targets |= {"ours": f"{ours.url}{path}", "anew": f"{ours.url}{path}{ANEW}"}
            rested(ours.roots)
            _by_turns(plan, targets, found, ours.url, paths)
    return _told(found)


def _by_turns(
    plan: Plan, targets: dict[str, str], found: dict[str, list[float]], site: str, paths: Sequence[str]
) -> None:
    for _ in range(plan.count(3, 1)):
        for name, url in targets.items():
            found.setdefault(name, []).append(requests_per_second(url, plan.count(6, 2)))
        if site:
            rate, count = first_visits_per_second(site, paths, plan.count(6, 2))
            found.setdefault("first", []).append(rate)
            paths = paths[count + CONNECTIONS :]


def _told(found: dict[str, list[float]]) -> Sequence[Row]:
    note = f"wrk, {CONNECTIONS} connections, 1 thread; median of {len(found['peer'])} turns"
    anew, first = ({"ours": found.get(name, []), "peer": found["peer"]} for name in ("anew", "first"))
    return [
        Row.of_turns("cached page over HTTP, the public port", "req/s", found, Bar.RATIO_AT_LEAST, 10, note),
        Row.of_turns("post page over HTTP, made anew each time", "req/s", anew, Bar.RATIO_AT_LEAST, 3, note),
        Row.of_turns("post pages over HTTP, each visited once", "req/s", first, note=note),
    ]
