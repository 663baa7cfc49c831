"""Rows for imports: a blog with its pictures, and a dump of MediaWiki beside a program that only reads it."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from courant_bench import dump
from courant_bench.checkout import HERE, Checkout
from courant_bench.courant import CourantSite, courant_site
from courant_bench.importer import Import, imported
from courant_bench.plan import Plan
from courant_bench.processes import NotReady
from courant_bench.report import Bar, Row
from courant_bench.seeded_blog import folder_of_posts

PAGES = 10_000
BLOG_SECONDS = 11.0
"""A quarter of the 42 to 46 s that the first build took for the real blog, on two quiet cores."""
MB = 1e6


def rows(plan: Plan) -> Sequence[Row]:
    """Import a blog with both builds, if there are two, and then a dump."""
    return [*_blog(plan), *_mediawiki(plan)]


def _blog(plan: Plan) -> list[Row]:
    real = os.environ.get("COURANT_CONTENT")
    posts = Path(real) / "rust-blog" / "content" if real else folder_of_posts(plan.directory, plan.count(750, 20))
    found = {side: _one(plan, side, checkout, "blog", posts) for side, checkout in plan.builds().items()}
    ours = found.get("ours")
    if ours is None:
        return []
    peer = found.get("peer")
    return [
        Row("import of a blog with pictures, until its last event is delivered", "s", ours.delivered,
            peer.delivered if peer else None, Bar.AT_MOST, BLOG_SECONDS, f"{posts.name}: {ours.last}"),
        Row("  the longest time in which the bar stands still", "s", ours.stall, peer.stall if peer else None,
            Bar.AT_MOST, 1),
        Row("  memory of the command (PSS)", "MB", ours.memory / MB),
        Row("  memory that the blog gains", "MB", ours.gained / MB),
    ]  # fmt: skip


def _mediawiki(plan: Plan) -> list[Row]:
    file = plan.directory / "dump.xml"
    count = plan.count(PAGES, 200)
    dump.write(file, count)
    turns = [_read(file, count) for _ in range(3)] if plan.peer else []
    if not plan.ours:
        return []
    ours = _one(plan, "dump", HERE, "wiki", file)
    return [
        Row.of_turns(f"import of a MediaWiki dump of {count:,} pages", "s", {"ours": [ours.took], "peer": turns},
                     Bar.RATIO_AT_MOST, 5, f"mwxml only reads it; {ours.last}"),
        Row("  until the last event is delivered", "s", ours.delivered),
        Row("  the longest time in which the bar stands still", "s", ours.stall, None, Bar.AT_MOST, 1),
        Row("  memory of the command (PSS)", "MB", ours.memory / MB, None, Bar.AT_MOST, 200),
        Row("  memory that the wiki gains", "MB", ours.gained / MB),
    ]  # fmt: skip


def _one(plan: Plan, side: str, checkout: Checkout, target: str, path: Path) -> Import:
    with courant_site(plan.directory / f"import-{side}", checkout=checkout) as site:
        return _imported(site, plan.directory / f"import-{side}" / "data", checkout, target, path)


def _imported(site: CourantSite, data: Path, checkout: Checkout, target: str, path: Path) -> Import:
    done = imported(checkout, site, data, target, path)
    if done.status:
        raise NotReady(f"the import ended with {done.status}: {done.last}")
    return done


def _read(file: Path, count: int) -> float:
    """Seconds in which mwxml reads every page and its text."""
    import mwxml

    began = time.perf_counter()
    with file.open(encoding="utf-8") as stream:
        texts = sum(revision.text is not None for page in mwxml.Dump.from_file(stream) for revision in page)
    if texts != count:
        raise AssertionError(f"mwxml read {texts} pages of {count}")
    return time.perf_counter() - began
