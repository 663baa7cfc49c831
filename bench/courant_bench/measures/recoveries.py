"""Rows for a router that is killed under a thousand open windows."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from courant_bench.browser import chromium
from courant_bench.checkout import Checkout
from courant_bench.courant import CourantSite, Post, courant_site
from courant_bench.crowd import raise_file_limit
from courant_bench.measures.recovery import Recovery, Saver, recovered, router_killed
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row
from courant_bench.returning import Patience
from courant_bench.script import spoken_again
from courant_bench.speech import Speech


@dataclass
class Side:
    """A running build, and its turns."""

    checkout: Checkout
    site: CourantSite
    post: Post
    speech: Speech
    turns: list[Recovery] = field(default_factory=list)


def rows(plan: Plan) -> Sequence[Row]:
    """Kill the router of each build several times, in turn."""
    raise_file_limit()
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        sides = {}
        for name, checkout in plan.builds().items():
            site = stack.enter_context(courant_site(plan.directory / name, browser, checkout))
            sides[name] = _learned(browser, checkout, site)
        for number in range(1, plan.count(3, 1) + 1):
            for name, side in sides.items():
                side.turns.append(_turn(plan, name, side, number))
    return _told(sides, plan.count(1000, 50)) if sides else []


def _learned(browser: Browser, checkout: Checkout, site: CourantSite) -> Side:
    post = site.write_post()
    said = spoken_again(browser, f"{site.url}{post.path}", site.live, lambda: router_killed(site))
    return Side(checkout, site, post, Speech.of(said))


def _turn(plan: Plan, name: str, side: Side, number: int) -> Recovery:
    saver = Saver(side.checkout, plan.directory / name / "data", side.post, number)
    windows = side.site.windows(plan.count(1000, 50), side.post)
    patience = Patience.of(side.checkout.root / "web" / "client")
    return recovered(side.site, windows, side.speech, patience, saver, number)


def _told(sides: Mapping[str, Side], count: int) -> Sequence[Row]:
    notes = [f"{name}: {_figures(turn)}" for name, side in sides.items() for turn in side.turns]
    last, half, joined = (
        {name: [getattr(turn, figure) for turn in side.turns] for name, side in sides.items()}
        for figure in ("last", "half", "joined")
    )
    note = "each waits and asks as the client does; one comment was saved meanwhile\n  " + "\n  ".join(notes)
    return [
        Row.of_turns(f"router killed: the last of {count:,} windows current", "s", last, Bar.RATIO_AT_MOST, 0.5, note),
        Row.of_turns("  p50", "s", half),
        Row.of_turns("  the first window that has joined", "s", joined),
    ]  # fmt: skip


def _figures(turn: Recovery) -> str:
    never = f", {turn.missing} never" if turn.missing else ""
    return f"p50 {turn.half:.2f} s, last {turn.last:.2f} s{never}; at most {turn.attempts} attempts"
