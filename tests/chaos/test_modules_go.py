"""With windows open: a third-party module that comes and goes, and one of our modules that hangs."""

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chaos.convergence import converges
from tests.chaos.rigging import RECOVERY, is_the_same_window, rigged_live, shows
from tests.chaos.writing import comment, publish
from tests.fixtures import Somebody
from tests.router import ROOT
from tests.services import Program
from tests.site import Site

GUESTBOOK = ROOT / "examples" / "guestbook" / "guestbook.py"
HELLO = "Say hello"


@pytest.fixture(scope="module")
def secret(site: Site) -> str:
    """What `courant module add guestbook` lets its owner read once."""
    found = re.search(r"COURANT_SECRET=(\S+)", site.command("module", "add", "guestbook"))
    assert found
    return found[1].strip("'\"")


@pytest.fixture
def guestbook(site: Site, secret: str, tmp_path: Path) -> Iterator[Callable[[], Program]]:
    """Starts the guestbook somewhere else, as its owner would."""
    environment = {
        "COURANT_SECRET": secret,
        "COURANT_DATA": str(tmp_path),
        "COURANT_ROUTER": f"ws://localhost:{site.port}/ws",
    }
    started: list[Program] = []

    def start() -> Program:
        started.append(Program([GUESTBOOK], environment, tmp_path / "guestbook.log"))
        return started[-1]

    yield start
    for program in started:
        if program.process.poll() is None:
            program.end(signal.SIGKILL)


def in_menu(windows: list[Page], count: int) -> None:
    """Wait until the menu of each window has the guestbook's entry, or has not."""
    for window in windows:
        entry = window.locator("nav.menu").get_by_role("link", name="Guestbook")
        expect(entry).to_have_count(count, timeout=RECOVERY)


def open_guestbook(window: Page) -> None:
    """Follow the menu's link."""
    window.locator("nav.menu").get_by_role("link", name="Guestbook").click()
    expect(window.get_by_label(HELLO)).to_be_visible()


def sign(window: Page, words: str) -> None:
    """Sign the guestbook."""
    window.get_by_label(HELLO).fill(words)
    window.get_by_role("button", name="Sign", exact=True).click()


def test_a_module_comes_goes_and_comes_back(site: Site, somebody: Somebody, guestbook: Callable[[], Program]) -> None:
    windows = ada, grace = [
        rigged_live(somebody(name), site, path) for name, path in (("ada", "/"), ("grace", "/blog/"))
    ]
    in_menu(windows, 0)
    first = guestbook()
    in_menu(windows, 1)
    for window in windows:
        open_guestbook(window)
    sign(ada, "Hello from Ada")
    shows(grace, "Hello from Ada")
    grace.get_by_label(HELLO).fill("half a hel")

    first.end(signal.SIGKILL)
    in_menu(windows, 0)
    shows(ada, "Hello from Ada")
    for window in windows:
        expect(window.locator("#stopped")).to_contain_text("Guestbook has stopped.")
        expect(window.locator("#connection")).to_have_text("Paused")
    expect(grace.get_by_label(HELLO)).to_have_value("half a hel")
    late = rigged_live(somebody(""), site, "/guestbook/")
    expect(late.locator("#main")).to_have_attribute("data-status", "503")
    assert site.fetch("/guestbook/")[0] == 503
    ada.locator("nav.menu").get_by_role("link", name="Blog").click()
    expect(ada).to_have_url(f"{site.url}/blog/")
    ada.go_back()
    expect(ada.locator("#main")).to_have_attribute("data-status", "503")

    guestbook()
    in_menu([*windows, late], 1)
    for window in (ada, late):
        shows(window, "Hello from Ada")
    expect(grace.locator("#stopped")).to_have_count(0)
    expect(grace.locator("#connection")).to_have_attribute("data-state", "live")
    grace.get_by_role("button", name="Sign", exact=True).click()
    for window in (*windows, late):
        shows(window, "half a hel")
    for window in (grace, late):
        is_the_same_window(window)
        converges(window)


def test_a_module_that_is_removed_goes_from_open_windows(
    site: Site, somebody: Somebody, guestbook: Callable[[], Program]
) -> None:
    guestbook()
    windows = [rigged_live(somebody(name), site, "/") for name in ("ada", "")]
    in_menu(windows, 1)
    for window in windows:
        open_guestbook(window)
    assert re.search(r"^guestbook +live ", site.command("module", "list"), re.MULTILINE)
    site.command("module", "remove", "guestbook")
    in_menu(windows, 0)
    for window in windows:
        expect(window.locator("main h1")).to_have_text("There is no such page")
        is_the_same_window(window)
    assert site.fetch("/guestbook/")[0] == 404
    assert site.command("module", "list").startswith("There is no module yet")


def test_a_new_secret_ends_the_session_with_the_old_one(site: Site, somebody: Somebody, tmp_path: Path) -> None:
    def exported(printed: str) -> dict[str, str]:
        return {**dict(re.findall(r"export (COURANT_\w+)=(\S+)", printed)), "COURANT_DATA": str(tmp_path)}

    first = exported(site.command("module", "add", "guestbook"))
    window = rigged_live(somebody(""), site, "/")
    with Program([GUESTBOOK], first, tmp_path / "first.log"):
        in_menu([window], 1)
        second = exported(site.command("module", "secret", "guestbook"))
        in_menu([window], 0)
        with Program([GUESTBOOK], second, tmp_path / "second.log"):
            in_menu([window], 1)
    site.command("module", "remove", "guestbook")


def test_a_service_that_hangs_holds_up_nobody_else(site: Site, somebody: Somebody) -> None:
    post = publish(site, "The wiki hangs")
    windows = front, reading = [rigged_live(somebody(""), site, path) for path in ("/", post.path)]
    site.kill("wiki", signal.SIGSTOP)
    try:
        comment(site, post, "all the same")
        shows(reading, "all the same")
        assert site.fetch("/")[0] == site.fetch("/blog/")[0] == 200
        front.locator("nav.menu").get_by_role("link", name="Blog").click()
        expect(front.get_by_role("link", name="The wiki hangs").first).to_be_visible()
    finally:
        site.kill("wiki", signal.SIGCONT)
    site.until_ready()
    front.go_back()
    expect(front.locator("[data-live='wiki.latest']")).to_have_count(1)
    converges(*windows)
    for window in windows:
        is_the_same_window(window)
