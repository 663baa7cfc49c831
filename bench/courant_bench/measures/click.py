"""The time from a click on a link to the painted next page, and of the full load of that page in the same browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page

from courant_bench.browser import CLOCK, visit

AFRESH = 50  # clicks on a live page after which it is opened again
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


#: Runs in the first document: clicks at the moment at which the page says that it is live.
AT_ONCE = """
if (sessionStorage.courantBenchLink) {
  const [live, link] = JSON.parse(sessionStorage.courantBenchLink);
  delete sessionStorage.courantBenchLink;
  courantBench.shown(() => document.querySelector(live)).then(() => document.querySelector(link).click());
}
"""
ARM = "([live, link]) => { sessionStorage.courantBenchLink = JSON.stringify([live, link]) }"
ARRIVED = "title => document.querySelector('main h1')?.textContent.trim() === title"


def full_loads(browser: Browser, links: Sequence[Link], live: str, at_once: int, later: int) -> int:
    """Return how many clicks on a live page loaded a document: `at_once`, the moment it is live, and `later`."""
    page = browser.new_context().new_page()
    page.add_init_script(CLOCK + AT_ONCE)
    documents: list[str] = []
    page.on("request", lambda request: documents.append(request.url) if request.is_navigation_request() else None)
    visit(page, links[0].start, live)
    asked = 1
    for turn in range(at_once):
        link = links[turn % len(links)]
        page.evaluate(ARM, [live, link.selector])
        page.goto(link.start, wait_until="commit")
        page.wait_for_function(ARRIVED, arg=link.title)
        asked += 1
    for turn in range(later):
        link = links[turn % len(links)]
        if turn % AFRESH == 0:
            visit(page, link.start, live)
            asked += 1
        else:
            page.evaluate("history.back()")
            page.wait_for_selector(link.selector)
        page.evaluate("link => document.querySelector(link).click()", link.selector)
        page.wait_for_function(ARRIVED, arg=link.title)
    page.context.close()
    return len(documents) - asked
