"""Rows for posts that are scheduled for one minute: how long after it each of them is published."""

import json
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from courant_bench import wamp
from courant_bench.content import post_markdown, post_title
from courant_bench.courant import CourantSite, courant_site
from courant_bench.plan import Plan
from courant_bench.processes import NotReady
from courant_bench.report import Bar, Row
from courant_bench.window import Window

ZONE = "Europe/Amsterdam"
PUBLISHED = "courant.blog.post.published"
DUE = 1.0  # seconds after the minute


def rows(plan: Plan) -> Sequence[Row]:
    """Schedule posts for a minute, and wait until a subscriber has received that each is published."""
    if not plan.ours:
        return []
    count = plan.count(1000, 20)
    with courant_site(plan.directory / "scheduled", COURANT_TIME_ZONE=ZONE) as site:
        minute = _minute_after(plan.pick(60, 10))
        _schedule(site, count, minute)
        with closing(wamp.knock(site.port, site.cookie).opened()) as window:
            wamp.enter([window], [PUBLISHED])
            late = sorted(_lateness(window, count, minute))
    note = f"{count:,} posts, from the minute until a subscriber has the event"
    return [
        Row("scheduled for a minute: published after it, p99", "s", late[int(0.99 * (count - 1))], None, Bar.AT_MOST,
            DUE, note),
        Row("  p50", "s", late[count // 2]),
    ]  # fmt: skip


def _minute_after(seconds: float) -> datetime:
    later = datetime.now(ZoneInfo(ZONE)) + timedelta(seconds=seconds + 60)
    return later.replace(second=0, microsecond=0)


def _schedule(site: CourantSite, count: int, minute: datetime) -> None:
    with closing(wamp.Session(site.port, site.cookie)) as writer:
        for number in range(count):
            writer.call(
                "courant.blog.post.save", title=f"{post_title(number)} {number}", text=post_markdown(number % 5),
                tags=f"Tag {number % 20}", state="scheduled", date=f"{minute:%Y-%m-%d}", time=f"{minute:%H:%M}",
            )  # fmt: skip
    if time.time() >= minute.timestamp():
        raise NotReady(f"{count} posts could not be scheduled before {minute:%H:%M:%S}")


def _lateness(window: Window, count: int, minute: datetime) -> list[float]:
    """Seconds after the minute at which each post's event arrived."""
    found: dict[int, float] = {}
    while len(found) < count:
        message = json.loads(window.receive())
        if message[0] == EVENT:
            found[message[5]["id"]] = time.time() - minute.timestamp()
    return list(found.values())


EVENT = 36
