"""Rows for a key in one window and the letter in another, alone and while 50 people type in one text.

The floor is a bare router with a component that only stores and publishes, and the peer's editor.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from courant_bench.bare_router import bare_site
from courant_bench.browser import chromium
from courant_bench.courant import courant_site
from courant_bench.cowriting import CourantWriting
from courant_bench.cpu import shares, since
from courant_bench.family import used
from courant_bench.hocuspocus import hocuspocus_site
from courant_bench.keyboard import WritingSite, opened, painted, press
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row
from courant_bench.typists import Copy, Typist, Typists, catch_up, delays, places, typing

PEOPLE = 50
RATE = 3.0  # keys a second of each
PAUSE = 0.11  # seconds between two keys of somebody who types fast, alone
RECEIVERS = 6  # of those without a browser, every so-many'th is looked at
TEXT = "".join(f"Person {number:02}: \n" for number in range(PEOPLE))


@dataclass
class Side:
    """A running site and the milliseconds of its turns by what they are; `cpu` is that of its processes for a key."""

    site: WritingSite
    found: dict[str, list[float]] = field(default_factory=dict)
    cpu: str = ""

    def note(self, what: str, seconds: Sequence[float]) -> None:
        """Add a turn's median and its hundredth."""
        ordered = sorted(seconds)
        for share in (50, 99):
            at = min(len(ordered) * share // 100, len(ordered) - 1)
            self.found.setdefault(f"{what} p{share}", []).append(1000 * ordered[at])


def rows(plan: Plan) -> Sequence[Row]:
    """Run all sides at once, and type in them by turns."""
    with ExitStack() as running:
        browser = running.enter_context(chromium())
        sides: dict[str, Side] = {}
        if plan.ours:
            site = running.enter_context(courant_site(plan.directory / "courant"))
            sides["ours"] = Side(CourantWriting(site))
        if plan.peer:
            sides["peer"] = Side(running.enter_context(hocuspocus_site(plan.directory / "peer")))
        if plan.ours:
            sides["floor"] = Side(running.enter_context(bare_site(plan.directory / "floor")))
        for turn in range(plan.count(3, 1)):
            for side in sides.values():
                _alone(side, browser, plan.count(130, 10), turn)
        for _ in range(plan.count(2, 1)):
            for side in sides.values():
                _together(side, browser, plan.count(PEOPLE, 8), plan.pick(15, 3))
    return _told(sides)


def _alone(side: Side, browser: Browser, keys: int, turn: int) -> None:
    document = side.site.document(TEXT)
    writer, reader = (opened(side.site, browser, document) for _ in range(2))
    press(writer, keys, PAUSE, turn)
    side.note("alone", painted(writer, reader, keys)[5:])
    _check_equal(side, [side.site.text(page) for page in (writer, reader)])
    for page in (writer, reader):
        page.context.close()


def _together(side: Side, browser: Browser, people: int, seconds: float) -> None:
    """Two of the people have windows, and one of these types in it."""
    document, keys = side.site.document(TEXT), round(seconds * RATE)
    writer, reader = (opened(side.site, browser, document) for _ in range(2))
    others = [Typist(side.site.voice(document), place) for place in places(TEXT)[2:people]]
    with closing(Typists(others, RATE)) as typists:
        before = used(side.site.roots)
        with typing(typists):
            press(writer, keys, 1 / RATE)
        after = used(side.site.roots)
        side.note("window", painted(writer, reader, keys))
        side.note("together", delays(others, others[::RECEIVERS]))
        for one in others:
            if one not in others[::RECEIVERS]:
                catch_up(one)
        texts = [side.site.text(page) for page in (writer, reader)]
        late = side.site.voice(document)
        _check_equal(side, [*texts, *(str(one.copy) for one in others), str(Copy(late.joined))])
        late.window.close()
        typed = keys + sum(len(one.typed) for one in others)
    side.cpu = shares(since(before, after), typed, "ms", 1e3)
    for page in (writer, reader):
        page.context.close()


def _check_equal(side: Side, texts: Sequence[str]) -> None:
    """Raise AssertionError unless all copies of a text are equal."""
    different = {text.rstrip() for text in texts}
    if len(different) != 1:
        raise AssertionError(f"{side.site.name}: {len(texts)} copies of a text have {len(different)} contents")


def _told(sides: Mapping[str, Side]) -> Sequence[Row]:
    def row(name: str, what: str, bar: Bar = Bar.NONE, limit: float = 0, note: str = "") -> Row:
        return Row.of_turns(name, "ms", {key: side.found[what] for key, side in sides.items()}, bar, limit, note)

    cpu = "; ".join(f"{side.site.name}: {side.cpu}" for side in sides.values())
    return [
        row("key in one window to painted in another, p50", "alone p50", Bar.RATIO_AT_MOST, 1.0,
            "two people have the page open, one types nine keys a second; all sides store before they pass on"),
        row("  p99", "alone p99", Bar.RATIO_AT_MOST, 0.8),
        row(f"{PEOPLE} people type in one page, {RATE:g} keys a second each: p50", "together p50", Bar.NONE, 0,
            "from the key to its arrival at a socket; in the end all copies of the text were equal"),
        row("  p99", "together p99", Bar.RATIO_AT_MOST, 0.8, f"ms of processor time for a key: {cpu}"),
        row("  from a key in a window to painted in another, p50", "window p50"),
        row("  the same, p99", "window p99"),
    ]  # fmt: skip
