"""Windows of a real browser on a small site of static pages; a script in the page simulates router and services."""

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

CLIENT = Path(__file__).parent.parent
BUILT = CLIENT.parent / "courant_web" / "static" / "built"
FAKE = (Path(__file__).parent / "fake-wamp.js").read_text()
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types courant"
)
SHELL = """<!doctype html>
<html lang="en" data-role="{role}" data-socket="/ws" data-site="Courant">
<head><meta charset="utf-8"><title>{title} · Courant</title><link rel="icon" href="data:,">
<script type="module" src="/static/{client}"></script>{styles}</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="topbar">
<nav aria-label="Main" data-live="core.menu" data-version="1"><ul><li><a href="/blog/">Blog</a></li></ul></nav>
<p id="connection" role="status"></p><div id="presence"></div>
<button id="theme" popovertarget="theme-menu" hidden>Light or dark</button><div id="theme-menu" popover>
<button value="light">Light</button><button value="dark">Dark</button><button value="">As the system</button></div>
<div data-shell="account">{account}</div>
</header>
<div id="progress" hidden></div>
<main id="main" tabindex="-1" data-module="blog" data-status="{status}" {files}>{html}</main>
<div id="announce" aria-live="polite"></div>
<div id="notices" role="status"></div>
{modules}</body></html>"""
FILES = {"styles": "", "files": ""}
LONG = "<p>" + "<br>" * 200 + "</p>"


class Site:
    """Serves pages by path, each given as the content of main, and records the HTTP requests."""

    def __init__(self) -> None:
        """Start without pages."""
        self.pages: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.shell: dict[str, str] = {}
        self.requests: list[str] = []
        self.absent: tuple[str, ...] = ()
        handler = type("Handler", (Handler,), {"site": self})
        self.client = next(BUILT.glob("client-*.js")).name
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def render(self, path: str) -> tuple[int, str]:
        """The page at a path in its shell."""
        html = self.pages.get(path)
        values = {**self.values, "title": "First", **self.shell}
        status = values["status"] if html is not None else "404"
        return int(status), SHELL.format(**{**values, "status": status, "html": html or "<h1>No such page</h1>"})

    @property
    def values(self) -> dict[str, str]:
        """What the shell around every page contains unless a test says otherwise."""
        more = {"role": "visitor", "account": "", "status": "200", "modules": "", "client": self.client}
        return {**more, **FILES}

    def built(self, path: str) -> str | None:
        """A file of the client, unless the test says that it cannot be loaded."""
        file = BUILT / path.removeprefix("/static/")
        known = path.startswith("/static/") and file.is_file() and not path.startswith(self.absent)
        return file.read_text() if known else None


class Handler(BaseHTTPRequestHandler):
    """Answers with pages that have the real shell's content security policy."""

    site: Site

    def do_GET(self) -> None:
        """A page, or a script or style."""
        path = self.path.split("?", maxsplit=1)[0]
        file = self.site.files.get(path) or self.site.built(path)
        if file is not None:
            return self._send(200, "text/css" if path.endswith(".css") else "text/javascript", file)
        self.site.requests.append(f"GET {self.path}")
        self._send(*self._page(path))
        return None

    def do_POST(self) -> None:
        """A form without the client."""
        length = int(self.headers["Content-Length"])
        self.site.requests.append(f"POST {self.path} {self.rfile.read(length).decode()}")
        values = {**self.site.values, "title": "Sent", "html": "<h1>Sent</h1>"}
        self._send(200, "text/html", SHELL.format(**values))

    def log_message(self, *_: object) -> None:
        """Print nothing."""

    def _page(self, path: str) -> tuple[int, str, str]:
        status, text = self.site.render(path)
        return status, "text/html", text

    def _send(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)


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
    """The system's Chromium, with the client built anew."""
    subprocess.run(["node", "build.mjs"], cwd=CLIENT, check=True)
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM)
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
    context.set_default_timeout(5000)
    expect.set_options(timeout=15_000)
    routes = [
        {"pattern": "^blog/$", "procedure": "courant.blog.page.index", "query": ["page", "q"]},
        {"pattern": "^blog/(?<slug>[-a-z0-9]+)/$", "procedure": "courant.blog.page.post", "query": []},
    ]
    manifests = [{"module": "blog", "routes": routes, "present": True}]
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
