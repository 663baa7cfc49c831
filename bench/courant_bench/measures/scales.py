"""Rows for page calls in a blog of 50,000 posts beside one of 500, once the search has read both."""

import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import cycle
from pathlib import Path

from courant_bench import wamp
from courant_bench.checkout import HERE
from courant_bench.courant import CourantSite, Post, courant_site
from courant_bench.measures.scale import medians
from courant_bench.plan import Plan
from courant_bench.processes import NotReady
from courant_bench.report import Bar, Row

SMALL, LARGE = 500, 50_000
TAG, YEAR, AUTHOR, FEED = (
    "courant.blog.page.tag", "courant.blog.page.period", "courant.blog.page.author", "courant.blog.feed.latest",
)  # fmt: skip
ARCHIVE, SITEMAP = "courant.blog.page.archive", "courant.blog.sitemap.list"
PART = 400
"""Entries of a sitemap page that both blogs have: the complete page of the large one has 10,000."""
LISTS = {  # the page calls of lists, with arguments that lead to many posts in both blogs
    "the archive": (ARCHIVE, {}), "a tag": (TAG, {"slug": "tag-3"}), "a year": (YEAR, {"year": 2025}),
    "an author": (AUTHOR, {"slug": "admin"}),
}  # fmt: skip
INDEX, POST = "courant.blog.page.index", "courant.blog.page.post"
SEARCH = "courant.search.result.list"
PATIENCE = 600.0
"""Seconds in which the search reads all posts, after which it takes no time from the calls that are measured."""


def rows(plan: Plan) -> Sequence[Row]:
    """Seed two installations, run both and call their pages in turn."""
    if not plan.ours:
        return []
    homes = {count: plan.directory / f"courant-{count}" for count in (SMALL, plan.count(LARGE, 1000))}
    paths = {count: seeded(count, home) for count, home in homes.items()}
    (few, few_home), (many, many_home) = homes.items()
    with courant_site(few_home) as small, courant_site(many_home) as large:
        _until_found(small, few)
        _until_found(large, many)
        return _compared(plan, (small, paths[few]), (large, paths[many]))


def _until_found(site: CourantSite, count: int) -> None:
    end = time.monotonic() + PATIENCE
    with closing(wamp.Session(site.port)) as session:
        while session.call(SEARCH, module="blog")["total"] < count:
            if time.monotonic() > end:
                raise NotReady(f"the search has not read {count:,} posts in {PATIENCE:.0f} s")
            time.sleep(1)


def seeded(count: int, home: Path, told: int = 400) -> list[str]:
    """Fill the blog of an installation that is not running yet; return the paths of some of its posts."""
    home.mkdir(parents=True)
    command = [HERE.python, HERE.root / "bench" / "seed.py", "--data", home / "data", "--posts", str(count)]
    command += ["--told", str(told)]
    done = subprocess.run([str(word) for word in command], cwd=HERE.root, check=True, capture_output=True, text=True)
    return done.stdout.split()


def _compared(plan: Plan, small: tuple[CourantSite, list[str]], large: tuple[CourantSite, list[str]]) -> list[Row]:
    times = plan.count(300, 20)
    (few, few_paths), (many, many_paths) = small, large
    few_posts, many_posts = (cycle([Post(0, path).arguments() for path in paths]) for paths in (few_paths, many_paths))
    last = {"page": plan.count(1000, 10)}
    index = medians(lambda: few.read(INDEX, {}), lambda: many.read(INDEX, {}), times)
    post = medians(lambda: few.read(POST, next(few_posts)), lambda: many.read(POST, next(many_posts)), times)
    deep = medians(lambda: few.read(INDEX, {"page": 10}), lambda: many.read(INDEX, last), times)
    return [
        *(_list_row(few, many, name, times) for name in LISTS),
        _row("feed: 50,000 posts beside 500", _calls(few, many, times, FEED), Bar.RATIO_AT_MOST),
        _row(
            f"{PART} entries of the sitemap: 50,000 posts beside 500",
            _calls(few, many, times, SITEMAP, limit=PART),
            Bar.RATIO_AT_MOST,
        ),
        _row("page call, index: 50,000 posts beside 500", index, Bar.RATIO_AT_MOST),
        _row("page call, a post: 50,000 posts beside 500", post, Bar.RATIO_AT_MOST),
        _row("  index: its 1,000th page beside the 10th of the small blog", deep, Bar.NONE),
    ]


def _list_row(few: CourantSite, many: CourantSite, name: str, times: int) -> Row:
    procedure, fields = LISTS[name]
    found = medians(lambda: few.read(procedure, fields), lambda: many.read(procedure, fields), times)
    return _row(f"page call, {name}: 50,000 posts beside 500", found, Bar.RATIO_AT_MOST)


def _calls(few: CourantSite, many: CourantSite, times: int, uri: str, **fields: int) -> tuple[float, float]:
    small, large = (wamp.Session(site.port) for site in (few, many))
    with closing(small), closing(large):
        return medians(lambda: small.call(uri, **fields), lambda: large.call(uri, **fields), times)


def _row(measure: str, seconds: tuple[float, float], bar: Bar) -> Row:
    small, large = seconds
    return Row(measure, "ms", 1000 * large, 1000 * small, bar, 1.2, "median; calls by turns")
