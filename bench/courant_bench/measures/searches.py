"""Rows for searching 10,000 pages of 100 words as somebody types, beside Whoosh, and for the age of what is found."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from courant_bench import wamp
from courant_bench.checkout import HERE
from courant_bench.corpus import Corpus
from courant_bench.courant import FILLED, CourantSite, courant_site
from courant_bench.measures.whoosh_index import WhooshIndex
from courant_bench.plan import Plan
from courant_bench.processes import NotReady
from courant_bench.report import Bar, Row

PAGES = 10_000
QUERIES, SEED = 100, 2
LIST = "courant.search.result.list"
PATIENCE = 300.0
SERVICES = ("web", "core", "blog", "wiki", "search")


def rows(plan: Plan) -> Sequence[Row]:
    """Index the corpus on SQLite, on PostgreSQL if it is there, and in Whoosh, and type the same queries into each."""
    count, queries = plan.count(PAGES, 300), plan.count(QUERIES, 5)
    found: list[Row] = []
    whoosh = WhooshIndex(plan.directory / "whoosh", Corpus().pages(count)) if plan.peer else None
    peer = [whoosh.ask(typed) for typed in Corpus(SEED).typed(queries)] if whoosh else []
    if plan.ours:
        found += _measured(plan, "SQLite", count, queries, whoosh, peer)
        with _postgresql() as url:
            if url:
                found += _measured(plan, "PostgreSQL", count, queries, None, [], url)
    return found


def _measured(
    plan: Plan, database: str, count: int, queries: int, whoosh: WhooshIndex | None, peer: list[float], url: str = ""
) -> list[Row]:
    home = plan.directory / database
    settings = {"DATABASE_URL": url} if url else {}
    _seed(home / "data", count, url.replace("{name}", "wiki"))
    started = time.monotonic()
    with courant_site(home, None, HERE, **settings) as site:
        session = wamp.Session(site.port)
        _until(session, count)
        indexed = time.monotonic() - started
        ours = [_asked(session, typed) for typed in Corpus(SEED).typed(queries)]
        ages = [_age(site, session, number) for number in range(plan.count(20, 3))]
    bars = Bar.AT_MOST if database == "SQLite" else Bar.NONE
    words = f"{len(ours)} keys of {queries} queries through the router, one after the other"
    p50, p99 = _percentiles(ours)
    peer50, peer99 = _percentiles(peer) if peer else (None, None)
    return [
        Row(f"search as you type, {count:,} pages, {database}: p50", "ms", p50, peer50, bars, 15, words),
        Row(f"  {database}: p99", "ms", p99, peer99, bars, 60, "the peer is Whoosh, in one process with its caller"),
        Row(f"  {database}: index of all pages", "s", indexed, whoosh.seconds if whoosh else None, bars, 30,
            "from `courant up` on a full wiki and an empty index until everything is found"),
        Row(f"  {database}: a saved page is found after", "ms", 1000 * median(ages), None, bars, 100,
            f"from the call that saves it, {len(ages)} times; the longest {1000 * max(ages):.0f} ms"),
    ]  # fmt: skip


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
    """The seconds from the call that saves a page until it is found."""
    writer = wamp.Session(site.port, site.cookie)
    started = time.perf_counter()
    writer.call("courant.wiki.page.save", title=f"Fresh {number}", text=f"unheard{number}of", path=f"fresh-{number}")
    while not reader.call(LIST, q=f"unheard{number}of ")["total"]:
        if time.perf_counter() - started > PATIENCE:
            raise NotReady("a saved page was not found")
    seconds = time.perf_counter() - started
    writer.close()
    return seconds


def _percentiles(seconds: list[float]) -> tuple[float, float]:
    return 1000 * median(seconds), 1000 * quantiles(seconds, n=100)[98]


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
