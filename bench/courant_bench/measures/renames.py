"""Rows for the rename of a wiki page with many links to it: until the answer, and until an open window shows it.

The page is renamed when what came before has ended, and at once again, while what follows from that is still going on.
"""

import re
import time
from collections.abc import Sequence

from courant_bench.courant import CourantSite, courant_site
from courant_bench.family import rested
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row
from courant_bench.wamp import Session, enter, knock

LINKS = 1000
SAVE, MOVE, SHOW, GET = (f"courant.wiki.page.{name}" for name in ("save", "move", "show", "get"))
TEXT = (
    "See [[{0}|the page]], [it](/wiki/{0}/#part) and `[[/{0}]]`.\n\n" + "Words that people write.\n" * 40 + "The end."
)


def rows(plan: Plan) -> Sequence[Row]:
    """Write the pages, then rename the one that all link to, and back, several times."""
    if not plan.ours:
        return []
    links, turns = plan.count(LINKS, 20), plan.count(5, 1)
    with courant_site(plan.directory / "courant") as site:
        session = Session(site.port, site.cookie)
        _fill(session, links)
        took: list[tuple[float, float]] = []
        for turn in range(0, 2 * turns, 2):
            rested(site.roots)
            took += [_renamed(site, session, number, links) for number in (turn, turn + 1)]
        session.close()
    answered, followed = ([one[at] for one in took] for at in range(2))
    return [
        Row.of_turns(
            f"rename of a page with {links:,} links to it", "s", {"ours": answered[::2]}, Bar.AT_MOST, 1,
            "from the call to its answer: one transaction, durable",
        ),
        Row.of_turns(
            "  until a window with the last of these pages has it", "s", {"ours": followed[::2]}, Bar.NONE, 0,
            "from the call; the window shows the page whose rendering comes last",
        ),
        Row.of_turns(
            "  renamed again at once, until the answer", "s", {"ours": answered[1::2]}, Bar.NONE, 0,
            "while the other pages of the rename before it are still published and found by the search",
        ),
    ]  # fmt: skip


def _fill(session: Session, links: int) -> None:
    session.call(SAVE, title="Target", path="target-0", text="Here.")
    for number in range(links):
        session.call(SAVE, title=f"Page {number}", path=f"p/n{number}", text=TEXT.format("target-0"))


def _renamed(site: CourantSite, session: Session, turn: int, links: int) -> tuple[float, float]:
    """Seconds until the answer, and until the last page shows the new address in a window."""
    new, last = f"target-{turn + 1}", f"p/n{links - 1}"
    fragment = re.search(r'data-live="wiki\.(page-\d+)"', session.call(SHOW, path=last)["html"])
    if fragment is None:
        raise AssertionError("a page has no live article")
    window = knock(site.port).opened()
    enter([window], [f"courant.wiki.live.{fragment[1]}"])
    began = time.perf_counter()
    session.call(MOVE, path=f"target-{turn}", to=new)
    answered = time.perf_counter() - began
    while f"/wiki/{new}/".encode() not in window.receive():
        pass
    followed = time.perf_counter() - began
    window.close()
    text = session.call(GET, path=last)["text"]
    if text != TEXT.format(new).replace(f"`[[/{new}]]`", "`[[/target-0]]`"):
        raise AssertionError(f"a link did not follow: {text[:100]}")
    return answered, followed
