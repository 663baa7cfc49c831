"""One save, or one click, after the other, with every moment of it that the browser and the services note."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from courant_bench.browser import CLOCK, visit
from courant_bench.content import comment_body
from courant_bench.courant import CourantSite
from courant_bench.crowd import mark
from courant_bench.measures.click import TITLED, Link
from courant_bench.measures.window_to_window import AWAIT, SAVE
from courant_bench.timings import marks, moments

PAUSE = 150  # milliseconds after each, so that all that follows it is over

#: Notes when a message left this window that contains `out`, and when one arrived that contains `in`.
WIRE = """
courantBench.wire = {};
courantBench.watch = (out, come) => { courantBench.wire = {out, come} };
courantBench.note = (what, word, data) => {
  const wire = courantBench.wire;
  if (wire[word] && !wire[what] && data.includes(wire[word])) wire[what] = courantBench.now();
};
window.WebSocket = class extends WebSocket {
  constructor(...words) {
    super(...words);
    this.addEventListener("message", ({data}) => courantBench.note("arrived", "come", data));
  }
  send(data) { courantBench.note("sent", "out", data); super.send(data) }
};
"""
#: Clicks; returns the moment of the click, of the change of the document, and of the frame that shows it.
FOLLOW = f"""async ([link, title]) => {{
  courantBench.title = title;
  const moments = [courantBench.shown({TITLED}), courantBench.painted({TITLED})];
  const start = courantBench.now();
  document.querySelector(link).click();
  return [start, ...await Promise.all(moments)];
}}"""
WATCH = "([out, come]) => courantBench.watch(out, come)"

Round = dict[str, float]


def saves(site: CourantSite, browser: Browser, times: int, folder: Path) -> list[Round]:
    """Save in one window and wait for the other, `times` times; return the moments of each, in seconds."""
    url = site.page()
    writer, reader = site.writer(browser), browser.new_context().new_page()
    for page in (writer, reader):
        page.add_init_script(CLOCK + WIRE)
        visit(page, url, site.live)
    rounds = [_save(site, writer, reader, number) for number in range(1, times + 4)][3:]
    writer.context.close()
    reader.context.close()
    return _completed(rounds, folder)


def clicks(browser: Browser, links: Sequence[Link], live: str, times: int, folder: Path) -> list[Round]:
    """Click on the links in turn; return the moments of each click, in seconds."""
    page = browser.new_context().new_page()
    page.add_init_script(CLOCK + WIRE)
    rounds = [_click(page, links[turn % len(links)], live) for turn in range(times + 1)][1:]
    page.context.close()
    return _completed(rounds, folder)


def _save(site: CourantSite, writer: Page, reader: Page, number: int) -> Round:
    word = mark(number)
    for page in (writer, reader):
        page.evaluate(AWAIT, word)
        page.evaluate(WATCH, [word, word])
    begin = writer.evaluate(SAVE, [site.form, site.text, comment_body(number)])
    shown = reader.evaluate("window.arrival")
    writer.evaluate("window.arrival")
    sent, arrived = writer.evaluate("courantBench.wire.sent"), reader.evaluate("courantBench.wire.arrived")
    writer.wait_for_timeout(PAUSE)
    return _seconds(begin=begin, sent=sent, arrived=arrived, shown=shown)


def _click(page: Page, link: Link, live: str) -> Round:
    visit(page, link.start, live)
    page.wait_for_timeout(PAUSE)
    page.evaluate(WATCH, [".page.post", link.title])
    begin, shown, painted = page.evaluate(FOLLOW, [link.selector, link.title])
    sent, arrived = (page.evaluate(f"courantBench.wire.{what}") for what in ("sent", "arrived"))
    return _seconds(begin=begin, sent=sent, arrived=arrived, shown=shown, painted=painted)


def _seconds(**milliseconds: float | None) -> Round:
    return {name: value / 1000 for name, value in milliseconds.items() if value}


def _completed(rounds: Sequence[Round], folder: Path) -> list[Round]:
    found = marks(folder)
    return [{**moments(found, "blog", one["begin"], one["shown"]), **one} for one in rounds]
