"""Rows for a click on a link beside the full load of its page."""

from collections.abc import Sequence

from courant_bench.browser import chromium
from courant_bench.courant import CourantSite, courant_site
from courant_bench.measures.click import Link, full_loads, measured
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row


def rows(plan: Plan) -> Sequence[Row]:
    """Measure clicks from the blog's index to its posts, and count those that load a document."""
    if not plan.ours:
        return []
    with chromium() as browser, courant_site(plan.directory / "courant") as site:
        links = _links(site, 4)
        turns = [measured(browser, links, site.live, plan.count(12, 4)) for _ in range(plan.count(5, 1))]
        clicks = plan.count(500, 10)
        loads = full_loads(browser, links, site.live, clicks, clicks)
    load = [1000 * turn.load for turn in turns]
    clicked = {"ours": [1000 * turn.click for turn in turns], "peer": load}
    hovered = {"ours": [1000 * turn.hovered for turn in turns], "peer": load}
    return [
        Row.of_turns("click to painted next page, beside its full load", "ms", clicked, Bar.RATIO_AT_MOST, 0.2,
            "the pointer was not on the link before, so nothing was fetched ahead; the load has a warm cache"),
        Row.of_turns("  with the pointer on the link 150 ms before", "ms", hovered, Bar.RATIO_AT_MOST, 0.1,
            "as a hand does it: the page is fetched when the pointer rests"),
        Row(f"full loads in {2 * clicks:,} clicks on a live page", "", loads, bar=Bar.AT_MOST, limit=0,
            note="half of the clicks come at the moment at which the page says that it is live"),
    ]  # fmt: skip


def _links(site: CourantSite, count: int) -> list[Link]:
    posts = [site.write_post() for _ in range(count)]
    return [Link(f"{site.url}/blog/", f'main a[href="{post.path}"]', post.title) for post in posts]
