"""The administrators' page of modules: live numbers, and suspending a module while somebody has a page open."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.accessible import FAULTS, WINDOWS, Scheme
from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser

Somebody = Callable[[str], BrowserContext]
PATH = "/admin/modules/"


def by_keyboard(page: Page, button: str) -> None:
    """Press a button without a mouse."""
    page.get_by_role("button", name=button, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_module_is_suspended_under_an_open_window_and_comes_back(site: Site, somebody: Somebody) -> None:
    admin, reader = opened(somebody("admin"), site, "/"), opened(somebody(""), site, "/blog/")
    admin.get_by_role("button", name="Account").click()
    admin.get_by_role("link", name="Modules").click()
    by_keyboard(admin, "Suspend Blog")
    expect(admin.get_by_role("button", name="Resume Blog")).to_be_focused()
    expect(reader.get_by_role("heading", name="Suspended")).to_be_visible()
    expect(reader.locator("main")).to_contain_text("Blog has been suspended by an administrator")
    expect(reader.locator("nav.menu")).not_to_contain_text("Blog")
    admin.locator("#notices").get_by_role("button", name="Resume").click()
    expect(reader.get_by_role("heading", name="Blog", exact=True)).to_be_visible()
    expect(reader.locator("nav.menu")).to_contain_text("Blog")
    expect(admin.get_by_role("button", name="Suspend Blog")).to_be_visible()


def test_half_written_words_outlive_a_suspension(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        path = operator.call("courant.blog.post.save", title="Mill", text="Some words.", published=True)["path"]
        grace = opened(somebody("grace"), site, path)
        grace.get_by_label("Your comment").fill("half a thou")
        operator.call("courant.core.module.suspend", name="blog")
        expect(grace.get_by_role("heading", name="Suspended")).to_be_visible()
        operator.call("courant.core.module.resume", name="blog")
        expect(grace.get_by_role("heading", name="Mill")).to_be_visible()
        expect(grace.get_by_label("Your comment")).to_have_value("half a thou")


def test_calls_are_counted_before_the_administrators_eyes(site: Site, somebody: Somebody) -> None:
    admin, reader = opened(somebody("admin"), site, PATH), opened(somebody(""), site, "/wiki/")
    calls = admin.locator("#module-wiki td").nth(1)
    before = calls.inner_text()
    reader.reload()
    expect(calls).not_to_have_text(before, timeout=15_000)


def test_it_is_for_administrators(site: Site, somebody: Somebody) -> None:
    editor = opened(somebody("ada"), site, PATH)
    expect(editor.get_by_role("heading", name="Not for you")).to_be_visible()
    expect(editor.locator("table")).to_have_count(0)
    editor.get_by_role("button", name="Account").click()
    expect(editor.get_by_role("link", name="Modules")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_everybody_can_read_it(site: Site, somebody: Somebody, width: int, scheme: Scheme) -> None:
    page = opened(somebody("admin"), site, PATH)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    expect(page.get_by_role("columnheader")).to_have_text(["Module", "Calls", "Latency", "Pending", "Last fault"])
    found = Axe().run(page, options=FAULTS)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ends = page.locator("#module-wiki td").evaluate_all("cells => cells.map(one => one.getBoundingClientRect().right)")
    assert max(ends) <= width


def test_it_works_without_javascript(site: Site, somebody: Somebody) -> None:
    admin = somebody("admin")
    browser = admin.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, storage_state=admin.storage_state())
    page = plain.new_page()
    page.goto(site.url + PATH)
    page.get_by_role("button", name="Suspend Blog").click()
    expect(page.get_by_text("Blog has been suspended.")).to_be_visible()
    page.get_by_role("button", name="Resume Blog").click()
    expect(page.get_by_role("button", name="Suspend Blog")).to_be_visible()
    plain.close()
