"""Browser windows for tests: real Chromium, signed in or not, with what a test asks of a live page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

from tests.places import in_memory
from tests.site import PASSWORD, Site

CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The one without windows of its own comes first: it takes half of the processor's time."""

PATIENCE = 30_000
"""Milliseconds for what a window shows after an event, on a machine that does other work too."""

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

ON_DISK = "--disable-dev-shm-usage"
"""Playwright has Chromium share memory through files, since /dev/shm is small in many containers. Where it is
not, a page takes a tenth less of the processor with it."""


def program() -> str | None:
    """The path of the Chromium that the tests drive; None if there is none."""
    return os.environ.get("COURANT_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, headless."""
    expect.set_options(timeout=PATIENCE)
    browser = launched(playwright)
    yield browser
    browser.close()


def launched(playwright: Playwright) -> Browser:
    """A new process of it."""
    unused = [ON_DISK] if in_memory() else []
    return playwright.chromium.launch(executable_path=program(), args=list(FLAGS), ignore_default_args=unused)


def sign_in(context: BrowserContext, site: Site, name: str) -> None:
    """Sign in as the form does, without a page: hundreds of tests begin with it, and a few are about the form."""
    fields: dict[str, str | float | bool] = {"login": name, "password": PASSWORD}
    headers = {"Origin": site.url}
    answer = context.request.post(f"{site.url}/accounts/login/", form=fields, headers=headers, max_redirects=0)
    assert answer.status == 302, answer.text()


def until_live(page: Page) -> Page:
    """Wait until the page's window has joined the router and caught up."""
    expect(page.locator("#connection")).to_have_attribute("data-state", "live", timeout=2 * PATIENCE)
    return page


def opened(context: BrowserContext, site: Site, path: str) -> Page:
    """A window of this context that shows `path` and is live."""
    page = context.new_page()
    page.goto(site.url + path)
    return until_live(page)


def plainly(context: BrowserContext) -> BrowserContext:
    """The context, whose forms are plain: its network loses the editor."""
    context.route("**/built/editor-*.js", lambda route: route.abort())
    return context


def text_of(page: Page, patience: float = PATIENCE) -> Locator:
    """The text in the editor of the open form, once the editor is there."""
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible(timeout=patience)
    return page.get_by_role("textbox", name="Text", exact=True)


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """What is done inside has its answer in the end: a notice that was not there before."""
    page.locator("#notices > *").evaluate_all("all => all.forEach((one) => one.setAttribute('data-before', ''))")
    yield
    expect(page.locator("#notices > :not([data-before])")).to_be_visible()


def undo(page: Page, words: str = "Undo") -> None:
    """Undo what was `answered` last, with the button that has these words."""
    page.locator("#notices > :not([data-before])").get_by_role("button", name=words).press("Enter")
