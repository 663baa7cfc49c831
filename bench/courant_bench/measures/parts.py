"""Rows that divide each path among those whose time it is: browser, router, thread, database, rendering."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser

from courant_bench.browser import chromium
from courant_bench.checkout import Checkout
from courant_bench.courant import CourantSite, courant_site
from courant_bench.crowd import raise_file_limit
from courant_bench.measures.click import Link
from courant_bench.measures.fanout import Saturation, saturate
from courant_bench.measures.part import Round, clicks, saves
from courant_bench.plan import Plan
from courant_bench.report import Row
from courant_bench.timings import CLICK, SAVE, parts

LEAST = 0.2  # microseconds below which a process is left out
DEPTH = 4  # comments on their way in the measure of a message


@dataclass
class Side:
    """A running build that writes its moments into `folder`, and what was found."""

    site: CourantSite
    folder: Path
    saved: list[Round] = field(default_factory=list)
    clicked: list[Round] = field(default_factory=list)
    loops: list[Saturation] = field(default_factory=list)


def rows(plan: Plan) -> Sequence[Row]:
    """Follow saves and clicks of each build in turn, and read the processor time of a message to 1,000 windows."""
    raise_file_limit()
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        sides = {name: _started(plan, stack, browser, name, build) for name, build in plan.builds().items()}
        for _ in range(plan.count(3, 1)):
            for side in sides.values():
                _turn(plan, browser, side)
    return [
        *_divided("a save", {name: side.saved for name, side in sides.items()}, SAVE),
        *_divided("a click", {name: side.clicked for name, side in sides.items()}, CLICK),
        *_messages(sides),
    ]


def _started(plan: Plan, stack: ExitStack, browser: Browser, name: str, build: Checkout) -> Side:
    folder = plan.directory / f"{name}-timings"
    folder.mkdir()
    home = plan.directory / name
    site = stack.enter_context(courant_site(home, browser, build, COURANT_TIMINGS=str(folder)))
    return Side(site, folder)


def _turn(plan: Plan, browser: Browser, side: Side) -> None:
    posts = [side.site.write_post() for _ in range(4)]
    links = [Link(f"{side.site.url}/blog/", f'main a[href="{post.path}"]', post.title) for post in posts]
    side.saved += saves(side.site, browser, plan.count(20, 4), side.folder)
    side.clicked += clicks(browser, links, side.site.live, plan.count(12, 4), side.folder)
    side.loops += saturate(side.site, plan.count(1000, 50), plan.pick(5, 1), (DEPTH,))


def _divided(title: str, sides: Mapping[str, Sequence[Round]], path: Sequence[str]) -> Sequence[Row]:
    found = {side: parts(rounds, path) for side, rounds in sides.items()}
    whole = {side: [sum(times) for times in zip(*each.values(), strict=True)] for side, each in found.items()}
    note = "a part's figure is its own median, so the parts need not add up to the whole"
    return [
        Row.of_turns(f"{title}, from beginning to end", "ms", whole, note=note),
        *(
            Row.of_turns(f"  {part}", "ms", {side: each[part] for side, each in found.items() if part in each})
            for part in dict.fromkeys(name for each in found.values() for name in each)
        ),
    ]


def _messages(sides: Mapping[str, Side]) -> Sequence[Row]:
    names = dict.fromkeys(name for side in sides.values() for loop in side.loops for name in loop.spent)
    title = f"a message to a window, {DEPTH} on their way"
    found = [
        Row.of_turns(f"{title}: {name}, {words}", "us", _microseconds(sides, name, kind))
        for name in names
        for kind, words in (("user", "in the program"), ("system", "in the kernel"))
    ]
    return [row for row in found if max([*row.our_turns, *row.peer_turns], default=0) >= LEAST]


def _microseconds(sides: Mapping[str, Side], name: str, kind: str) -> dict[str, list[float]]:
    return {
        side: [
            1e6 * getattr(loop.spent[name], kind) / max(1, loop.messages * loop.seconds)
            for loop in one.loops
            if name in loop.spent
        ]
        for side, one in sides.items()
    }
