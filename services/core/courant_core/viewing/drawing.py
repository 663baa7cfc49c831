"""The page of views as HTML: a chart with a table of the same numbers, the pages, and the sites that led to them."""

from typing import NamedTuple
from urllib.parse import urlencode

from courant_kit.content.templates import draw
from courant_kit.words import gettext, marked

from courant_core.viewing_contract import AskViews, DayViews, ViewsFound

PERIODS = {7: marked("7 days"), 30: marked("30 days"), 90: marked("90 days"), 365: marked("A year")}
TABLE = "/statistics/views.csv"
"""Where web has the same numbers as a table, with the same parameters."""
WIDTH, HEIGHT, GAP = 720.0, 160.0, 0.2
"""The size of the chart in its own units, and how much of a bar's place stays empty."""


class Bar(NamedTuple):
    """A day in the chart: its place and size, and what it says."""

    x: str
    y: str
    width: str
    height: str
    day: DayViews


def page(ask: AskViews, found: ViewsFound, marker: str) -> str:
    """The page; `marker` is the element that says when there is something new (trusted HTML)."""
    periods = [(gettext(words), address(ask.path, days), days == ask.days) for days, words in PERIODS.items()]
    title = next((one.title for one in found.pages if ask.path and one.title), ask.path)
    rows = [(one, address(one.path, ask.days)) for one in found.pages]
    return draw(
        "core/views.html", ask=ask, found=found, marker=marker, periods=periods, title=title, rows=rows,
        bars=bars(found.days), table=address(ask.path, ask.days).replace("/statistics/", TABLE, 1),
        all=address("", ask.days), width=f"{WIDTH:g}", height=f"{HEIGHT:g}",
        most=max((one.views for one in found.days), default=0),
    )  # fmt: skip


def bars(days: list[DayViews]) -> list[Bar]:
    """The bars of a chart, the highest as high as the chart; a day without views has none."""
    most = max((one.views for one in days), default=0)
    step = WIDTH / max(len(days), 1)
    found = []
    for at, one in enumerate(days):
        high = HEIGHT * one.views / most if most else 0.0
        x, y, wide = at * step + step * GAP / 2, HEIGHT - high, step * (1 - GAP)
        found.append(Bar(f"{x:.2f}", f"{y:.2f}", f"{wide:.2f}", f"{high:.2f}", one))
    return found


def address(path: str, days: int) -> str:
    """The address of the page for one page or all, and a period."""
    fields = {**({"path": path} if path else {}), **({"days": days} if days != AskViews().days else {})}
    return f"/statistics/?{urlencode(fields)}" if fields else "/statistics/"
