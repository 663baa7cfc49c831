"""Rows for searching 10,000 pages of 100 words as somebody types, beside Whoosh, and for the age of what is found."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from courant_bench import wamp
from courant_bench.checkout import HERE
from courant_bench.corpus import Corpus
from courant_bench.courant import FILLED, CourantSite, courant_site
from courant_bench.plan import Plan
from courant_bench.processes import NotReady
from courant_bench.report import Bar, Row

PAGES = 10_000
QUERIES, SEED = 100, 2
SAMPLE = 20
"""Whoosh gets every so many of the keys: it takes seconds for a beginning that many words have."""
LIST = "courant.search.result.list"
PATIENCE = 300.0
SERVICES = ("web", "core", "blog", "wiki", "search")


def rows(plan: Plan) -> Sequence[Row]:
    """Index the corpus on SQLite, on PostgreSQL if it is there, and in Whoosh, and type the same queries into each."""
    count, queries = plan.count(PAGES, 300), plan.count(QUERIES, 5)
    found: list[Row] = []
    keys = list(Corpus(SEED).typed(queries))
    peer = _peer(plan, count, keys) if plan.peer else Taken()
    if plan.ours:
        found += _rows("SQLite", peer, _ours(plan, "SQLite", count, keys), Bar.AT_MOST)
        with _postgresql() as url:
            if url:
                found += _rows("PostgreSQL", Taken(), _ours(plan, "PostgreSQL", count, keys, url), Bar.NONE)
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """What one side took, in seconds: for its index, for each key, and until each changed page was found."""

    index: float | None = None
    keys: Sequence[float] = ()
    ages: Sequence[float] = ()


def percentile(seconds: Sequence[float], share: int) -> float | None:
    """Milliseconds within which `share` of a hundred are; never more than the longest; None of nothing."""
    if len(seconds) < 2:
        return 1000 * seconds[0] if seconds else None
    return 1000 * quantiles(seconds, n=100, method="inclusive")[share - 1]


def _rows(database: str, peer: Taken, ours: Taken, bars: Bar) -> list[Row]:
    words = f"{len(ours.keys)} keys of {QUERIES} queries through the router, one after the other"
    sample = f"the peer is Whoosh, in one process with its caller; every {SAMPLE}th of the keys" if peer.keys else ""
    saved = f"from the call that saves its text, {len(ours.ages)} times; the longest {1000 * max(ours.ages):.0f} ms"
    return [
        Row(f"search as you type, {PAGES:,} pages, {database}: p50", "ms", percentile(ours.keys, 50) or 0,
            percentile(peer.keys, 50), bars, 15, words),
        Row(f"  {database}: p99", "ms", percentile(ours.keys, 99) or 0, percentile(peer.keys, 99), bars, 60, sample),
        Row(f"  {database}: index of all pages", "s", ours.index, peer.index, bars, 30,
            "from `courant up` on a full wiki and an empty index until everything is found"),
        Row(f"  {database}: a changed page is found after", "ms", percentile(ours.ages, 50), percentile(peer.ages, 50),
            bars, 100, f"{saved}; the peer only writes one into its index"),
    ]  # fmt: skip


def _peer(plan: Plan, count: int, keys: Sequence[str]) -> Taken:
    from courant_bench.measures.whoosh_index import WhooshIndex  # only the benchmarks' own environment has Whoosh

    whoosh = WhooshIndex(plan.directory / "whoosh", Corpus().pages(count))
    took = Taken(
        whoosh.seconds,
        [whoosh.ask(typed) for typed in keys[::SAMPLE]],
        [whoosh.write(f"fresh{number}", f"unheard{number}of") for number in range(plan.count(20, 3))],
    )
    whoosh.close()
    return took


def _ours(plan: Plan, database: str, count: int, keys: Sequence[str], url: str = "") -> Taken:
    home = plan.directory / database
    settings = {"DATABASE_URL": url} if url else {}
    _seed(home / "data", count, url.replace("{name}", "wiki"))
    started = time.monotonic()
    with courant_site(home, None, HERE, **settings) as site:
        session = wamp.Session(site.port)
        _until(session, count)
        indexed = time.monotonic() - started
        asked = [_asked(session, typed) for typed in keys]
        return Taken(indexed, asked, [_age(site, session, number) for number in range(plan.count(20, 3))])


def _seed(data: Path, count: int, url: str) -> None:
    data.mkdir(parents=True)
    (data / FILLED).touch()
    command = [HERE.python, HERE.root / "bench" / "seed_pages.py", "--data", data, "--pages", str(count)]
    environment = {**os.environ, **({"DATABASE_URL": url} if url else {})}
    subprocess.run([str(word) for word in command], cwd=HERE.root, check=True, env=environment)


def _until(session: wamp.Session, count: int) -> None:
    end = time.monotonic() + PATIENCE
    while session.call(LIST, module="wiki")["total"] < count:
        if time.monotonic() > end:
            raise NotReady(f"the index was not complete after {PATIENCE:.0f} s")
        time.sleep(0.1)


def _asked(session: wamp.Session, typed: str) -> float:
    started = time.perf_counter()
    session.call(LIST, q=typed)
    return time.perf_counter() - started


def _age(site: CourantSite, reader: wamp.Session, number: int) -> float:
    """The seconds from the call that changes a page's text until it is found."""
    writer = wamp.Session(site.port, site.cookie)
    page = writer.call("courant.wiki.page.get", path=f"page-{number}")
    started = time.perf_counter()
    text = f"{page['text']} unheard{number}of"
    writer.call("courant.wiki.page.save", title=page["title"], text=text, path=f"page-{number}", base=1)
    while not reader.call(LIST, q=f"unheard{number}of ")["total"]:
        if time.perf_counter() - started > PATIENCE:
            raise NotReady("a changed page was not found")
    seconds = time.perf_counter() - started
    writer.close()
    return seconds


@contextmanager
def _postgresql() -> Iterator[str]:
    """The URL of databases for all services, with {name} in it; "" where this machine has no PostgreSQL."""
    from tests import postgresql

    programs = postgresql.programs()
    if programs is None:
        yield ""
        return
    with postgresql.cluster(programs, durable=True) as url:
        for name in SERVICES:
            subprocess.run(
                [programs / "psql", "-q", "-h", url.split("host=")[1], "-U", "courant", "-d", "postgres", "-c",
                 f"CREATE DATABASE {name}"], check=True, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        yield postgresql.named(url, "{name}")
