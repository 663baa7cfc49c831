"""A module's script and style on a complete site: loaded on its pages only, and cached until a file changes."""

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from tests.services import Program
from tests.site import Site
from tests.windows import opened, until_live

MODULE = '''
from courant_kit.app import App, Caller, Nothing, Page

app = App(__name__, "Jar", scripts=["jar.js"], styles=["jar.css"])


@app.page("jar/", icon="file")
def jar(caller: Caller, request: Nothing) -> Page:
    """The jar."""
    return Page(title="Jar", html="<h1>Jar</h1><jar-lid>shut</jar-lid>", canonical="/jar/")


if __name__ == "__main__":
    app.run()
'''
FILES = {
    "jar.js": """import { words } from "./parts/words.js";
        export default (courant) => customElements.define("jar-lid", class extends HTMLElement {
            connectedCallback() { this.textContent = `${words} ${Object.keys(courant).sort()}`; }
        });""",
    "parts/words.js": 'export const words = "open";',
    "jar.css": "jar-lid { background: url(lid.svg); color: rgb(1, 2, 3); }",
    "lid.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    "large.json": '"' + "x" * 999_998 + '"',
    "notes.txt": "for developers",
}
UPGRADED = "open call,notify,subscribe,visit"

Somebody = Callable[[str], BrowserContext]


@pytest.fixture(scope="module")
def secret(site: Site) -> str:
    """What `courant module add jar` lets its owner read once."""
    (found,) = re.findall(r"COURANT_SECRET=(\S+)", site.command("module", "add", "jar"))
    return str(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The module's files."""
    (tmp_path / "jar.py").write_text(MODULE)
    for name, text in FILES.items():
        file = tmp_path / "static" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


@pytest.fixture
def start(site: Site, secret: str, folder: Path) -> Iterator[Callable[[], Program]]:
    """Starts the module."""
    router = f"ws://localhost:{site.port}/ws"
    environment = {"COURANT_SECRET": secret, "COURANT_DATA": str(folder), "COURANT_ROUTER": router}
    started: list[Program] = []

    def start() -> Program:
        started.append(Program([folder / "jar.py"], environment, folder / "jar.log"))
        return started[-1]

    yield start
    for program in started:
        if program.process.poll() is None:
            program.end(signal.SIGKILL)


def link(window: Page, name: str) -> None:
    """Follow a link of the menu."""
    window.locator("nav.menu").get_by_role("link", name=name).click()
    expect(window.locator("main h1").first).to_be_visible()


def complaints(window: Page) -> list[str]:
    """What the console says of errors from now on, refusals of the content security policy among them.

    What other tests have left in posts without its file is none of this module's.
    """
    found: list[str] = []

    def told(message: ConsoleMessage) -> None:
        address = message.location["url"]
        if message.type == "error" and not ("Failed to load" in message.text and "/assets/" not in address):
            found.append(f"{message.text} {address}")

    window.on("pageerror", lambda error: found.append(str(error)))
    window.on("console", told)
    return found


def upgraded(window: Page) -> None:
    """Wait until script and style are at work."""
    expect(window.locator("jar-lid")).to_have_text(UPGRADED)
    expect(window.locator("jar-lid")).to_have_css("color", "rgb(1, 2, 3)")


def test_they_are_there_on_its_pages_and_on_no_others(
    site: Site, somebody: Somebody, start: Callable[[], Program]
) -> None:
    start()
    window = opened(somebody(""), site, "/blog/")
    wrong, asked = complaints(window), list[str]()
    window.on("request", lambda request: asked.append(request.url))
    link(window, "Wiki")
    assert not [url for url in asked if "/assets/" in url]
    assert "/assets/" not in window.content()
    link(window, "Jar")
    upgraded(window)
    names = sorted(url.rpartition("/")[2] for url in asked if "/assets/" in url)
    assert names == ["jar.css", "jar.js", "lid.svg", "words.js"]
    window.reload()
    until_live(window)
    upgraded(window)
    assert window.evaluate("document.head.querySelectorAll('link[href^=\"/assets/\"]').length") == 2
    assert wrong == []


def test_they_are_in_the_first_document_of_a_person_too(
    site: Site, somebody: Somebody, start: Callable[[], Program]
) -> None:
    start()
    ada = somebody("ada")
    until_served(ada, site)
    upgraded(opened(ada, site, "/jar/"))


def test_browsers_keep_each_file_for_good_until_one_changes(
    site: Site, somebody: Somebody, start: Callable[[], Program], folder: Path
) -> None:
    first = start()
    window = until_served(somebody(""), site)
    upgraded(window)
    old = script_of(site)
    with httpx.Client(base_url=site.url) as client:
        answer = client.get(old)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        base = old.rpartition("/")[0]
        assert client.get(f"{base}/jar.css").headers["Content-Type"] == "text/css; charset=utf-8"
        assert len(client.get(f"{base}/large.json").json()) == 999_998, "the largest that is served"
        for wrong in ("notes.txt", "none.js", "..%2fjar.py", "%2e%2e/jar.py"):
            assert client.get(f"{base}/{wrong}").status_code == 404
    first.end(signal.SIGKILL)
    expect(window.locator("nav.menu").get_by_role("link", name="Jar")).to_have_count(0)
    (folder / "static" / "parts" / "words.js").write_text('export const words = "wide open";')
    start()
    expect(window.locator("nav.menu").get_by_role("link", name="Jar")).to_have_count(1)
    assert script_of(site) != old
    fresh = opened(somebody(""), site, "/jar/")
    expect(fresh.locator("jar-lid")).to_have_text(f"wide {UPGRADED}")
    gone = httpx.get(f"{site.url}{base}/parts/other.js")
    assert (gone.status_code, gone.headers["Cache-Control"]) == (404, "no-store")


def until_served(context: BrowserContext, site: Site) -> Page:
    """A window on the module's page, opened by its entry in the menu, which appears when the module has joined."""
    window = opened(context, site, "/blog/")
    link(window, "Jar")
    expect(window.locator("jar-lid")).to_be_visible()
    return window


def script_of(site: Site) -> str:
    """The address of the script in the page as it is served now."""
    (found,) = re.findall(r'data-scripts="(\S+)"', site.fetch("/jar/")[1])
    return str(found)
