"""Rows for durable saves a second, by 64 people who save to different posts."""

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from statistics import median

from courant_bench.courant import CourantSite, courant_site
from courant_bench.cpu import Cpu, shares, since
from courant_bench.crowd import raise_file_limit
from courant_bench.editors import Editors, save_without_pause
from courant_bench.family import used
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row
from tests.postgresql import cluster, programs

SERVICES = ("core", "blog", "wiki", "web")
WARM = 0.5  # seconds before it counts


@dataclass
class Series:
    """The turns of one side: saves a second, the median seconds to the answer, and what the last turn used."""

    rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    spent: Mapping[str, Cpu] = field(default_factory=dict)
    saves: float = 0.0


def rows(plan: Plan) -> Sequence[Row]:
    """Measure the builds in turn, on SQLite and then on PostgreSQL."""
    raise_file_limit()
    found = _on(plan, "SQLite", lambda _: {})
    binaries = programs()
    if binaries is None:
        return [*found, Row("saves on PostgreSQL", "/s", None, note="not measured: no PostgreSQL server is installed")]
    with cluster(binaries, durable=True) as url:
        return [*found, *_on(plan, "PostgreSQL", lambda side: _databases(url, side))]


def _on(plan: Plan, database: str, settings: Callable[[str], Mapping[str, str]]) -> list[Row]:
    with ExitStack() as stack:
        sites = {side: stack.enter_context(_site(plan, side, database, settings(side))) for side in plan.builds()}
        comments = _by_turns(plan, sites, edits=False)
        edits = _by_turns(plan, sites, edits=True)
    bar = Bar.RATIO_AT_LEAST if database == "SQLite" else Bar.NONE
    return [
        _row(f"comments saved, {database}, {_people(plan)} people", comments, bar),
        _row(f"  posts of 8 KB saved, {database}", edits, Bar.NONE),
    ]


@contextmanager
def _site(plan: Plan, side: str, database: str, settings: Mapping[str, str]) -> Iterator[CourantSite]:
    with courant_site(plan.directory / f"{side}-{database}", None, plan.builds()[side], **settings) as site:
        yield site


def _by_turns(plan: Plan, sites: Mapping[str, CourantSite], edits: bool) -> dict[str, Series]:
    found = {side: Series() for side in sites}
    for _ in range(plan.count(3, 1)):
        for side, site in sites.items():
            _turn(plan, site, edits, found[side])
    return found


def _turn(plan: Plan, site: CourantSite, edits: bool, series: Series) -> None:
    with closing(Editors(site.editors(_people(plan), edits))) as people:
        save_without_pause(people, plan.pick(WARM, 0.1))
        people.delays.clear()
        before = used(site.roots)
        seconds = plan.pick(8, 1)
        series.rates.append(save_without_pause(people, seconds))
        series.spent, series.saves = since(before, used(site.roots)), series.rates[-1] * seconds
        series.waits.append(median(people.delays or [seconds]))


def _people(plan: Plan) -> int:
    return plan.count(64, 8)


def _databases(url: str, side: str) -> dict[str, str]:
    for name in SERVICES:
        subprocess.run(["psql", "-q", url, "-c", f"CREATE DATABASE {side}_{name}"], check=True, env=os.environ)
    return {"DATABASE_URL": url.replace("/postgres?", f"/{side}_{{name}}?")}


def _row(measure: str, found: Mapping[str, Series], bar: Bar) -> Row:
    words = [
        f"{side}: {1000 * median(series.waits):.0f} ms to the answer (p50); CPU per save: "
        + shares(series.spent, series.saves, "ms", 1e3)
        for side, series in found.items()
    ]
    note = "each is acknowledged, so it is on disk; the next follows the answer\n  " + "\n  ".join(words)
    return Row.of_turns(measure, "/s", {side: series.rates for side, series in found.items()}, bar, 5, note)
