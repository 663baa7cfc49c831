"""Rows for a click on a link beside the full load of its page."""

from collections.abc import Sequence

from courant_bench.browser import chromium
from courant_bench.courant import CourantSite, courant_site
from courant_bench.measures.click import Link, measured
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row


def rows(plan: Plan) -> Sequence[Row]:
    """Measure clicks from the blog's index to its posts."""
    if not plan.ours:
        return []
    with chromium() as browser, courant_site(plan.directory / "courant") as site:
        found = measured(browser, _links(site, 4), site.live, plan.count(24, 4))
    return [
        Row("click to painted next page, beside its full load", "ms", 1000 * found.click, 1000 * found.load,
            Bar.RATIO_AT_MOST, 0.25,
            "the pointer was not on the link before, so nothing was fetched ahead; the load has a warm cache"),
        Row("  with the pointer on the link 150 ms before", "ms", 1000 * found.hovered, 1000 * found.load,
            note="as a hand does it: the page is fetched when the pointer rests"),
    ]  # fmt: skip


def _links(site: CourantSite, count: int) -> list[Link]:
    posts = [site.write_post() for _ in range(count)]
    return [Link(f"{site.url}/blog/", f'main a[href="{post.path}"]', post.title) for post in posts]
