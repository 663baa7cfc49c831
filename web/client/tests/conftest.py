"""Windows of a real browser on a small site of static pages; a script in the page simulates router and services."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from blog import ADD, FORM, LINKS, POST
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from served import LONG, Site

from tests.router import ROOT
from tests.windows import PATIENCE, launched

FAKE = (Path(__file__).parent / "fake-wamp.js").read_text()
#: What `make` does to the client: nothing, if it is up to date.
BUILD = "from client import build_client; build_client()"


class Window:
    """One window; `complaints` are errors of scripts and refusals of the content security policy."""

    def __init__(self, page: Page, site: Site) -> None:
        """Watch for complaints."""
        self.page, self.site = page, site
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._complain)

    def open(self, path: str = "/blog/", *, joined: bool = True) -> "Window":
        """Load a page over HTTP, and wait until it is live; mark the document, so that a reload shows."""
        self.page.goto(self.site.url + path)
        if joined:
            expect(self.page.locator("#connection")).to_have_attribute("data-state", "live")
            self.until("fake.asked('courant.core.module.list').length > 0")
        self.run("window.marked = true")
        return self

    def run(self, script: str, *values: Any) -> Any:
        """Run JavaScript; `values` are its `values`."""
        return self.page.evaluate(f"(values) => {{ return ({script}) }}", list(values))

    def until(self, script: str) -> None:
        """Wait until a JavaScript condition holds."""
        self.page.wait_for_function(f"() => {script}")

    def change(self, **delivery: Any) -> None:
        """Somebody else's change, published."""
        self.run("fake.change(values[0])", delivery)

    @property
    def same_document(self) -> bool:
        """Whether the document was not loaded again since `open`."""
        return bool(self.run("window.marked === true"))

    def _complain(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, with the client built from these sources."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "deploy" / "setup")}
    subprocess.run([sys.executable, "-c", BUILD], env=environment, check=True)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of our own."""
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield site
    site.server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile with the played router in each page, whose blog has routes."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    routes = [
        {"pattern": "^blog/$", "procedure": "courant.blog.page.index", "query": ["page", "q"]},
        {"pattern": "^blog/(?<slug>[-a-z0-9]+)/$", "procedure": "courant.blog.page.post", "query": []},
    ]
    manifests = [{"module": "blog", "title": "The blog", "routes": routes, "present": True}]
    context.add_init_script(FAKE)
    context.add_init_script(f"fake.manifests = {json.dumps(manifests)};")
    yield context
    context.close()


@pytest.fixture
def new_window(context: BrowserContext, site: Site) -> Iterator[Callable[[], Window]]:
    """Makes windows of one browser; none may have complained."""
    made: list[Window] = []

    def make() -> Window:
        made.append(Window(context.new_page(), site))
        return made[-1]

    yield make
    for window in made:
        assert window.complaints == []


@pytest.fixture
def window(new_window: Callable[[], Window]) -> Window:
    """One window."""
    return new_window()


@pytest.fixture
def pages(site: Site, context: BrowserContext) -> None:
    """A list and a post, over HTTP and over the socket alike."""
    site.pages = {"/blog/": LINKS + LONG, "/blog/first/": "<h1>First over HTTP</h1>", "/elsewhere/": "<h1>Else</h1>"}
    context.add_init_script(f"""
        fake.procedures["courant.blog.page.index"] = (fields) =>
          fake.page(`<h1>Blog page ${{fields.page ?? fields.q ?? 1}}</h1><a id="ours" href="/blog/first/">First post</a>
            <p>${{"<br>".repeat(200)}}</p>`, {{ title: "Blog" }});
        fake.procedures["courant.blog.page.post"] = ({{ slug }}) =>
          fake.page(`<h1>Post ${{slug}}</h1><p id="far">Far</p>`, {POST});
    """)


@pytest.fixture
def form(window: Window, site: Site, context: BrowserContext) -> Window:
    """A comment form whose call is answered with nothing special."""
    site.pages = {"/blog/": FORM, "/blog/there/": "<h1>There over HTTP</h1>"}
    context.add_init_script(f"{ADD} = () => null")
    context.add_init_script("fake.procedures['courant.blog.page.post'] = () => fake.page('<h1>There</h1>')")
    return window.open()
