"""Rows for the rename of a wiki page with many links to it: until the answer, and until an open window shows it."""

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from courant_bench.courant import CourantSite, courant_site
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row
from courant_bench.wamp import Connection

LINKS = 1000
SAVE, MOVE, SHOW, GET = (f"courant.wiki.page.{name}" for name in ("save", "move", "show", "get"))
TEXT = "See [[/{0}|the page]], [it](/wiki/{0}/#part) and `[[/{0}]]`.\n\n" + "Words that people write. " * 40


def rows(plan: Plan) -> Sequence[Row]:
    """Write the pages, then rename the one that all link to, and back, several times."""
    if not plan.ours:
        return []
    links, turns = plan.count(LINKS, 20), plan.count(5, 1)
    with courant_site(plan.directory / "courant") as site:
        connection = Connection(site.port, site.cookie)
        _fill(site, connection, links)
        took = [_renamed(connection, turn, links) for turn in range(turns)]
        connection.close()
    answers, texts = zip(*took, strict=True)
    return [
        Row(f"rename of a page with {links:,} links to it", "s", statistics.median(answers), None, Bar.AT_MOST, 1,
            "from the call to its answer: one transaction, durable"),
        Row("  until the last of these pages is rendered anew", "s", statistics.median(texts), None, Bar.NONE, 0,
            "from the call until the page that follows last has the new address"),
    ]  # fmt: skip


def _fill(site: CourantSite, connection: Connection, links: int) -> None:
    connection.call(SAVE, title="Target", path="target-0", text="Here.")
    for number in range(links):
        connection.call(SAVE, title=f"Page {number}", path=f"p/n{number}", text=TEXT.format("target-0"))


def _renamed(connection: Connection, turn: int, links: int) -> tuple[float, float]:
    """Seconds until the answer, and until the last page shows the new address."""
    new, began = f"target-{turn + 1}", time.perf_counter()
    connection.call(MOVE, path=f"target-{turn}", to=new)
    answered = time.perf_counter() - began
    text = connection.call(GET, path=f"p/n{links - 1}")["text"]
    if text != TEXT.format(new).replace(f"`[[/{new}]]`", "`[[/target-0]]`"):
        raise AssertionError(f"a link did not follow: {text[:100]}")
    while f"/wiki/{new}/" not in connection.call(SHOW, path=f"p/n{links - 1}")["html"]:
        time.sleep(0.01)
    return answered, time.perf_counter() - began
