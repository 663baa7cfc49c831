"""The components that docs/topics/look.md shows are accessible, fit into the window, and are small."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.gallery import ROOT, WEB, read_look, write_gallery

LOOK = read_look()
PAGES = [*LOOK.pages, "parts"]
PHONE, DESK = 390, 1280
STYLESHEET_LIMIT = 6_000
"""Bytes, compressed as web sends it over HTTPS."""

SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, .button, summary, .menu a, .tree a, ' +
    ' .toc a, .tags a, .crumbs a, .pager a, .choice, input:not([type=hidden]), select'
)].filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.prose, .notice'))
  .map((element) => [element.closest('label') ?? element, element])
  .filter(([target]) => Math.round(target.getBoundingClientRect().height) < 44)
  .map(([, element]) => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the gallery, its stylesheet freshly built."""
    node = shutil.which("node") or str(Path(sys.executable).parent / "node")
    subprocess.run([node, str(ROOT / "web" / "client" / "build-css.mjs")], check=True)
    folder = tmp_path_factory.mktemp("gallery")
    write_gallery(folder, LOOK)
    return folder


WINDOWS = [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")]


@pytest.fixture(scope="module", params=WINDOWS, ids=lambda window: f"{window[0]}-{window[1]}")
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window of a phone or a desk, in a light or a dark scheme; each test opens a page of its own in it."""
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(gallery: Path, window: Page, name: str) -> None:
    window.goto((gallery / f"{name}.html").as_uri())

    report = Axe().run(window)
    assert report.violations_count == 0, report.generate_report()
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if window.viewport_size == {"width": PHONE, "height": 800}:
        assert window.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_readers_choice_wins_over_the_system(gallery: Path, browser: Browser, theme: str) -> None:
    (gallery / "chosen.html").write_text(LOOK.page("wiki", theme=theme))
    page = browser.new_page(color_scheme="dark" if theme == "light" else "light")
    page.goto((gallery / "chosen.html").as_uri())

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme
    page.close()


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("visitor", {"visitor"}),
        ("member", {"member"}),
        ("editor", {"member", "editor"}),
        ("admin", {"member", "editor", "admin"}),
    ],
)
def test_role_shows_what_it_may_use(gallery: Path, browser: Browser, role: str, shown: set[str]) -> None:
    page = browser.new_page()
    page.goto((gallery / "wiki.html").as_uri())
    page.evaluate(
        """role => { document.documentElement.dataset.role = role; document.querySelector('main').innerHTML =
          '<p data-only="visitor">visitor</p><p data-role="member">member</p>' +
          '<p data-role="editor">editor</p><p data-role="admin">admin</p>' }""",
        role,
    )

    assert set(page.locator("main").inner_text().split()) == shown
    page.close()


@pytest.mark.parametrize(("width", "visible"), [(PHONE, False), (DESK, True)])
def test_tree_folds_on_a_phone_without_javascript(gallery: Path, browser: Browser, width: int, visible: bool) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto((gallery / "wiki.html").as_uri())
    link = page.get_by_role("link", name="Architecture")

    assert link.is_visible() is visible
    if not visible:
        page.locator(".tree summary").first.click()
        assert link.is_visible()
    context.close()


def test_stylesheet_is_small(gallery: Path) -> None:
    assert len(brotli.compress((gallery / "site.css").read_bytes())) <= STYLESHEET_LIMIT


def test_markup_needs_no_inline_style() -> None:
    everything = LOOK.shell + "".join([*LOOK.pages.values(), *LOOK.components.values()])
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", everything)


def test_every_icon_named_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="(icon-[a-z-]+)"', (WEB / "templates" / "icons.svg").read_text()))
    used = set(re.findall(r'href="#(icon-[a-z-]+)"', (ROOT / "docs" / "topics" / "look.md").read_text()))
    assert used <= sprite
