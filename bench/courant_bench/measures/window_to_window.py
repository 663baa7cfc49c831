"""The time from a save in one browser window to the changed document in another."""

from typing import Protocol

from playwright.sync_api import Browser, Error, Page

from courant_bench.browser import CLOCK, visit
from courant_bench.content import comment_body
from courant_bench.crowd import mark
from courant_bench.editors import Editor

SAVE = """([form, field, text]) => {
  const box = document.querySelector(form).elements.namedItem(field);
  box.value = text;
  box.dispatchEvent(new Event("input", {bubbles: true}));
  const start = courantBench.now();
  document.querySelector(form).requestSubmit();
  return start;
}"""
AWAIT = """mark => {
  const shows = () => document.querySelector("main").textContent.includes(mark);
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error(`${mark} did not arrive`)), 20000));
  window.arrival = Promise.race([courantBench.shown(shows), late]);
  window.arrival.catch(() => undefined);
}"""


class WindowedSite(Protocol):
    """A site with a page of comments in a browser.

    `form` is the selector of its comment form, `text` the name of the form's text field, `live` the selector that
    matches once the page's socket is open.
    """

    name: str
    form: str
    text: str
    live: str

    def page(self) -> str:
        """Return the address of a post that nobody has commented on here."""

    def writer(self, browser: Browser) -> Page:
        """Open an empty window of a person who may comment."""

    def editors(self, count: int) -> list[Editor]:
        """Open the windows of `count` people, each of whom comments on a post of their own."""


def delays(site: WindowedSite, browser: Browser, times: int) -> list[float]:
    """Return the seconds from each of `times` saves to the change in the other window."""
    url = site.page()
    writer, reader = site.writer(browser), browser.new_context().new_page()
    for page in (writer, reader):
        page.add_init_script(CLOCK)
        visit(page, url, site.live)
    found = [_delay(site, writer, reader, number) for number in range(1, times + 4)]
    writer.context.close()
    reader.context.close()
    return found[3:]


class Missing(Exception):
    """A saved comment did not reach a window in time; the message quotes the page."""


def _notices(page: Page) -> str:
    return " ".join(page.inner_text("body").split())[-400:]


def _delay(site: WindowedSite, writer: Page, reader: Page, number: int) -> float:
    for page in (writer, reader):
        page.evaluate(AWAIT, mark(number))
    start = writer.evaluate(SAVE, [site.form, site.text, comment_body(number)])
    try:
        arrival = reader.evaluate("window.arrival")
        writer.evaluate("window.arrival")
        writer.wait_for_selector(f"{site.form}:not([aria-busy=true])")  # the answer may come after the event
    except Error as error:
        raise Missing(f"{site.name}: {error.message.splitlines()[0]}; the writer's page: {_notices(writer)}") from error
    return float(arrival - start) / 1000
