"""Rows for what Lighthouse says of five pages, as a phone loads them."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import httpx

from courant_bench.checkout import HERE
from courant_bench.courant import CourantSite, courant_site
from courant_bench.importer import imported
from courant_bench.lighthouse import CATEGORIES, PHONE, Report, audited
from courant_bench.plan import Plan
from courant_bench.processes import NotReady
from courant_bench.report import Bar, Row

TURNS = 3
SOURCES = {"blog": Path("rust-blog/content"), "wiki": Path("rustc-dev-guide/src")}
"""What is imported from the folder that COURANT_CONTENT names, if it is set."""
FULL = 100


def rows(plan: Plan) -> Sequence[Row]:
    """Audit each page several times by turns, and take the median of each mark.

    A first audit finds out how fast the machine is, by which the phone's processor is simulated in the next, and so on.
    """
    if not plan.ours:
        return []
    with courant_site(plan.directory / "courant") as site:
        _import(site, plan.directory / "courant" / "data")
        paths = _paths(site)
        out = plan.directory / "lighthouse.json"
        last = audited(f"{site.url}/", out)
        turns: dict[str, list[Report]] = {name: [] for name in paths}
        for _ in range(plan.count(TURNS, 1)):
            for name, path in paths.items():
                last = audited(site.url + path, out, last.slowdown)
                turns[name].append(last)
    return [row for name, path in paths.items() for row in _rows(name, path, turns[name])]


def _import(site: CourantSite, data: Path) -> None:
    content = os.environ.get("COURANT_CONTENT")
    for target, path in SOURCES.items() if content else ():
        done = imported(HERE, site, data, target, Path(content or "") / path)
        if done.status:
            raise NotReady(f"the import ended with {done.status}: {done.last}")


def _paths(site: CourantSite) -> Mapping[str, str]:
    """The pages: a post is new and has comments, so the lists show a time of today."""
    post = site.write_post().path
    return {
        "the front page": "/", "a post": post, "a wiki page": _first(site, "/wiki/", r"/wiki/[^\"]+/[^\"]+/"),
        "the index": "/blog/", "a tag": _first(site, "/blog/tags/", r"/blog/tag/[^\"/]+/"),
    }  # fmt: skip


def _first(site: CourantSite, path: str, pattern: str) -> str:
    """The first address of this pattern on a page."""
    found = re.search(f'<main.*?href="({pattern})"', httpx.get(site.url + path).text, re.DOTALL)
    if found is None:
        raise NotReady(f"{path} has no link like {pattern}")
    return found[1]


def _rows(name: str, path: str, reports: Sequence[Report]) -> list[Row]:
    failed = sorted({one for report in reports for one in report.failed})
    machine = "-".join(f"{edge(report.machine for report in reports):.0f}" for edge in (min, max))
    slow = ", slower than the phone, so performance has too low a mark" if _slow(reports) else ""
    note = f"{path}; {reports[-1].times}; benchmark index {machine}{slow}; not green: {', '.join(failed) or 'nothing'}"
    marks = {key: [report.scores[key] for report in reports] for key in CATEGORIES}
    return [
        Row(f"Lighthouse, phone, {name}: {words}", "points", median(marks[key]), None, Bar.AT_LEAST, FULL,
            "" if at else note, tuple(marks[key]))
        for at, (key, words) in enumerate(CATEGORIES.items())
    ]  # fmt: skip


def _slow(reports: Sequence[Report]) -> bool:
    return median(report.machine for report in reports) < PHONE
