"""Rows for a save in one browser window and the change in another, alone and with 20 people who save meanwhile."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Browser

from courant_bench.browser import chromium
from courant_bench.channels import channels_site
from courant_bench.courant import courant_site
from courant_bench.editors import Editors, saving
from courant_bench.measures.window_to_window import WindowedSite, delays
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

PEOPLE = 20
RATE = 2.0  # saves a second of each; a person may save five times a second


@dataclass
class Side:
    """A running site and the median milliseconds of its turns; `saves` are those of all others in a second."""

    site: WindowedSite
    alone: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)


def rows(plan: Plan) -> Sequence[Row]:
    """Measure both sides in turn in one browser, with both sites running."""
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        sides: dict[str, Side] = {}
        if plan.ours:
            sides["ours"] = Side(stack.enter_context(courant_site(plan.directory / "courant")))
        if plan.peer:
            sides["peer"] = Side(stack.enter_context(channels_site(plan.directory / "channels")))
        for _ in range(plan.count(5, 1)):
            for side in sides.values():
                _turn(plan, side, browser)
    return _told(sides)


def _turn(plan: Plan, side: Side, browser: Browser) -> None:
    times = plan.count(25, 5)
    side.alone.append(1000 * median(delays(side.site, browser, times)))
    with closing(Editors(side.site.editors(PEOPLE))) as people, saving(people, RATE) as others:
        side.busy.append(1000 * median(delays(side.site, browser, times)))
        side.saves.append(others.rate)


def _told(sides: Mapping[str, Side]) -> Sequence[Row]:
    alone, busy = ({name: getattr(side, what) for name, side in sides.items()} for what in ("alone", "busy"))
    others = "; ".join(f"{name} {median(side.saves):.0f}/s" for name, side in sides.items())
    return [
        Row.of_turns("save in one window to change in another, p50", "ms", alone, Bar.RATIO_AT_MOST, 0.8,
            "both in one Chromium, on one clock; from the submit to the text in the other document"),
        Row.of_turns(f"  while {PEOPLE} others save, p50", "ms", busy, Bar.RATIO_AT_MOST, 0.8,
            f"each {RATE:g} times a second, on a post of their own; saves that were answered: {others}"),
    ]  # fmt: skip
