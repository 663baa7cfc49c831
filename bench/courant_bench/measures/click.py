"""The time from a click on a link to the painted next page, and of the full load of that page in the same browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page

from courant_bench.browser import CLOCK, visit

HOVER = 0.15  # seconds that a hand needs from reaching a link to pressing it

#: Runs in the document of a full load; the session storage holds the moment of the click.
ARRIVAL = """
if (sessionStorage.courantBenchTitle) {
  const shown = () => document.querySelector("main h1")?.textContent.trim() === sessionStorage.courantBenchTitle;
  window.courantBenchPainted = courantBench.painted(shown).then(end => end - Number(sessionStorage.courantBenchStart));
}
"""
TITLED = """() => document.querySelector("main h1")?.textContent.trim() === courantBench.title"""
CLICK = f"""async ([link, title]) => {{
  courantBench.title = title;
  const painted = courantBench.painted({TITLED});
  const start = courantBench.now();
  document.querySelector(link).click();
  return await painted - start;
}}"""
LISTEN = f"""([link, title]) => {{
  courantBench.title = title;
  const start = new Promise(done => document.addEventListener("click", () => done(courantBench.now()),
    {{once: true, capture: true}}));
  courantBench.result = courantBench.painted({TITLED}).then(async end => end - await start);
}}"""
LOAD = """([link, title]) => {
  sessionStorage.courantBenchTitle = title;
  sessionStorage.courantBenchStart = courantBench.now();
  location.assign(document.querySelector(link).href);
}"""


@dataclass(frozen=True)
class Link:
    """A link on the page at `start`, as a selector, and the heading of the page that it leads to."""

    start: str
    selector: str
    title: str


@dataclass(frozen=True)
class Seconds:
    """Median seconds of a click without hovering, of a click after hovering, and of a full load."""

    click: float
    hovered: float
    load: float


def measured(browser: Browser, links: Sequence[Link], live: str, times: int) -> Seconds:
    """Follow the links in turn, `times` in each way, in one context so that the browser's cache is warm."""
    page = browser.new_context().new_page()
    page.add_init_script(CLOCK + ARRIVAL)
    ways = {"click": [], "hovered": [], "load": []}  # type: dict[str, list[float]]
    for turn in range(times + 1):
        link = links[turn % len(links)]
        for way, follow in (("click", _click), ("hovered", _hovered), ("load", _load)):
            visit(page, link.start, live)
            ways[way].append(follow(page, link) / 1000)
            page.evaluate("sessionStorage.clear()")
    page.context.close()
    return Seconds(**{way: median(found[1:]) for way, found in ways.items()})


def _click(page: Page, link: Link) -> float:
    return float(page.evaluate(CLICK, [link.selector, link.title]))


def _hovered(page: Page, link: Link) -> float:
    page.evaluate(LISTEN, [link.selector, link.title])
    page.hover(link.selector)
    page.wait_for_timeout(HOVER * 1000)
    page.mouse.down()
    page.mouse.up()
    return float(page.evaluate("courantBench.result"))


def _load(page: Page, link: Link) -> float:
    with page.expect_navigation():
        page.evaluate(LOAD, [link.selector, link.title])
    return float(page.evaluate("window.courantBenchPainted"))
