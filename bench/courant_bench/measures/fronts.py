"""Rows for the front page, open at many readers, while posts are published."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx

from courant_bench import wamp
from courant_bench.courant import CourantSite, courant_site
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row
from courant_bench.window import Window

READERS = 200
ASKING = 8
"""Threads that ask for the page, each for its share of the readers."""

LIVE = re.compile(r'data-live="([a-z_]+)\.([a-z0-9_-]+)"')
LATEST = "blog.latest"
EVENT = 36


def rows(plan: Plan) -> Sequence[Row]:
    """Publish posts; each reader asks for the page again as soon as their window has the event."""
    if not plan.ours:
        return []
    count, times = plan.count(READERS, 10), plan.count(10, 2)
    with courant_site(plan.directory / "front") as site:
        site.write_post(comments=0)
        shown = sorted(set(LIVE.findall(httpx.get(site.url).text)))
        windows = [wamp.knock(site.port).opened() for _ in range(count)]
        wamp.enter(windows, [f"courant.{module}.live.{name}" for module, name in shown])
        with closing(wamp.Session(site.port, site.cookie)) as writer:
            found = [_published(site, writer, windows, number) for number in range(times)]
    note = f"{times} posts, {count} windows with {len(shown)} fragments each"
    return [
        Row("front page asked for after the event: answers without the post", "answers", sum(old for old, _ in found),
            None, Bar.AT_MOST, 0, note),
        Row("  messages for a changed fragment and window", "messages", max(most for _, most in found), None,
            Bar.AT_MOST, 1),
    ]  # fmt: skip


def _published(site: CourantSite, writer: wamp.Session, windows: Sequence[Window], number: int) -> tuple[int, int]:
    """The answers without the new post, and the most messages that one window had for one version of a fragment."""
    title = f"Published while many read, number {number}"
    writer.call("courant.blog.post.save", title=title, text="Words.", published=True)
    with ThreadPoolExecutor(ASKING) as pool:
        told = list(pool.map(lambda share: _asked(site, windows[share::ASKING], title), range(ASKING)))
    return sum(old for old, _ in told), max(most for _, most in told)


def _asked(site: CourantSite, windows: Sequence[Window], title: str) -> tuple[int, int]:
    old, most = 0, 0
    with httpx.Client() as client:
        for window in windows:
            seen = Counter[tuple[str, int]]()
            while not any(name == LATEST for name, _ in seen):
                message = json.loads(window.receive())
                if message[0] == EVENT:
                    seen[message[5]["id"].partition("/")[0], message[5]["version"]] += 1
            old += title not in client.get(site.url).raise_for_status().text
            most = max(most, *seen.values())
    return old, most
