"""Fixtures of the suites that drive a whole site with browsers: one site with people on it, and one Chromium."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.prepared import prepared
from tests.site import Site
from tests.windows import PATIENCE, chromium, sign_in

Somebody = Callable[[str], BrowserContext]


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A whole site; `ada` is an editor, `grace` a member, `admin` the administrator."""
    running = prepared()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright, chromium(playwright) as running:
        yield running


@pytest.fixture
def somebody(browser: Browser, site: Site) -> Iterator[Somebody]:
    """Gives a browser of its own to a name, signed in; "" is a visitor."""
    contexts: list[BrowserContext] = []

    def become(name: str = "") -> BrowserContext:
        contexts.append(browser.new_context())
        contexts[-1].set_default_timeout(PATIENCE)
        if name:
            sign_in(contexts[-1], site, name)
        return contexts[-1]

    yield become
    for context in contexts:
        context.close()
