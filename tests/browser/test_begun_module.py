"""The module that `courant new module` writes, in two open windows: all of it comes, goes, and comes back by itself."""

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.docs.test_tutorial import until_shown
from tests.services import Program
from tests.site import Site
from tests.windows import opened

Somebody = Callable[[str], BrowserContext]
TITLE = "Our recipes"
PATIENCE = 60_000
STATIC = {
    "recipes.css": ".rows { color: rgb(1, 2, 3); }",
    "recipes.js": "export default () => { document.documentElement.dataset.recipes = 'here'; };",
}


@pytest.fixture
def start(site: Site, tmp_path: Path) -> Iterator[Callable[[], Program]]:
    """Starts the module, to which somebody has added a script and a style."""
    site.command("new", "module", "recipes", "--title", TITLE, "--into", str(tmp_path))
    folder = tmp_path / "recipes"
    code = folder / "recipes.py"
    declared = f'App(__name__, "{TITLE}")'
    assert declared in code.read_text()
    files = f'App(__name__, "{TITLE}", scripts=["recipes.js"], styles=["recipes.css"])'
    code.write_text(code.read_text().replace(declared, files))
    (folder / "static").mkdir()
    for name, text in STATIC.items():
        (folder / "static" / name).write_text(text)
    exported = dict(re.findall(r"export (COURANT_\w+)=(\S+)", site.command("module", "add", "recipes")))
    started: list[Program] = []

    def begin() -> Program:
        environment = {**exported, "COURANT_DATA": str(tmp_path / "var")}
        started.append(Program([code], environment, tmp_path / "recipes.log"))
        return started[-1]

    yield begin
    for program in started:
        if program.process.poll() is None:
            program.end(signal.SIGKILL)
    site.command("module", "remove", "recipes")


def in_menus(windows: list[Page], count: int) -> None:
    """Wait until each menu has the module, or has it not."""
    for window in windows:
        expect(window.locator("nav.menu").get_by_role("link", name=TITLE)).to_have_count(count, timeout=PATIENCE)


def open_list(window: Page) -> None:
    """Follow the menu's link; the script and the style are at work."""
    window.locator("nav.menu").get_by_role("link", name=TITLE).click()
    expect(window.locator("main h1")).to_have_text(TITLE)
    expect(window.locator("html")).to_have_attribute("data-recipes", "here")
    expect(window.locator("main .rows")).to_have_css("color", "rgb(1, 2, 3)")


def add(window: Page, title: str) -> None:
    """Fill in the form and send it."""
    window.get_by_label("Title").fill(title)
    window.locator("main").get_by_label("Text").fill("Boil *it*.")
    window.get_by_role("button", name="Add", exact=True).click()


def shows(window: Page, title: str) -> None:
    """Wait until the list has the entry."""
    expect(window.locator("main .rows").get_by_text(title)).to_have_count(1, timeout=PATIENCE)


def test_all_of_it_comes_goes_and_comes_back(site: Site, somebody: Somebody, start: Callable[[], Program]) -> None:
    windows = ada, grace = [opened(somebody(name), site, path) for name, path in (("ada", "/"), ("grace", "/wiki/"))]
    in_menus(windows, 0)
    first = start()
    in_menus(windows, 1)
    for window in windows:
        open_list(window)
    for window, other in ((ada, "grace"), (grace, "ada")):
        expect(window.locator("#presence").get_by_text(other, exact=True)).to_have_count(1, timeout=PATIENCE)
    add(ada, "Leek soup")
    for window in windows:
        shows(window, "Leek soup")
    for path in ("/recipes/1/", "/recipes/feed/", "/sitemap/recipes.xml", "/search/?q=leek"):
        assert until_shown(site, path, "/recipes/1/" if "sitemap" in path else "eek"), path
    grace.get_by_label("Title").fill("Half a reci")

    assert first.end() == 0
    in_menus(windows, 0)
    for window in windows:
        expect(window.locator("#stopped")).to_contain_text(f"{TITLE} has stopped.")
        shows(window, "Leek soup")
    assert site.fetch("/recipes/")[0] == site.fetch("/recipes/feed/")[0] == 503
    assert "recipes" not in site.fetch("/sitemap.xml")[1]

    start()
    in_menus(windows, 1)
    for window in windows:
        expect(window.locator("#stopped")).to_have_count(0, timeout=PATIENCE)
    expect(grace.get_by_label("Title")).to_have_value("Half a reci")
    add(ada, "Onion tart")
    for window in windows:
        shows(window, "Onion tart")
    assert until_shown(site, "/recipes/feed/", "Onion tart")
