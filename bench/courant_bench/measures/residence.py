"""Rows for the memory of all processes, and of an idle window."""

import time
from collections.abc import Sequence

from courant_bench.browser import chromium
from courant_bench.courant import courant_site
from courant_bench.crowd import Crowd, raise_file_limit
from courant_bench.measures.memory import Held, held
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

MB, KB = 1e6, 1e3


def rows(plan: Plan) -> Sequence[Row]:
    """Read the memory after the start, and again with idle windows that have sent what a real one sends."""
    if not plan.ours:
        return []
    raise_file_limit()
    count, rest = plan.count(1000, 100), plan.pick(10, 1)
    with chromium() as browser, courant_site(plan.directory / "courant", browser) as site:
        time.sleep(rest)
        start = held(site.process)
        post = site.write_post()
        site.windows(20, post)
        before = held(site.process)
        crowd = Crowd(site.windows(count, post))
        _listen(crowd, rest)
        after = held(site.process)
        crowd.close()
    return _told(start, before, after, count)


def _listen(crowd: Crowd, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        crowd.turn(0.1)


def _told(start: Held, before: Held, after: Held, count: int) -> Sequence[Row]:
    each = "; ".join(f"{name} {rss / MB:.0f}" for name, rss in start.processes)
    grown = (after.resident - before.resident) / count / KB
    shared = (after.proportional - before.proportional) / count / KB
    return [
        Row("resident memory of everything after start", "MB", start.resident / MB, bar=Bar.AT_MOST, limit=400,
            note=f"sum over all processes; MB is a million bytes: {each}"),
        Row("  shared pages counted once (PSS)", "MB", start.proportional / MB),
        Row("memory per idle window", "KB", grown, bar=Bar.AT_MOST, limit=35,
            note=f"growth of all processes over {count} windows on a post's page, per window"),
        Row("  by PSS", "KB", shared),
    ]  # fmt: skip
