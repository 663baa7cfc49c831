"""The settings of the site: saved in one window, they are in every other one at once; and a preview before that."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.site import Site
from tests.windows import opened, plainly

pytestmark = pytest.mark.browser

Somebody = Callable[[str], BrowserContext]
PATH = "/admin/site/"
ACCENT = "getComputedStyle(document.documentElement).getPropertyValue('--accent').replaceAll(' ', '')"


@pytest.fixture(autouse=True)
def restored(site: Site) -> Iterator[None]:
    """Others share this site: afterwards it is as it was."""
    yield
    with site.operator() as operator:
        operator.call("courant.core.site.restore", revision=0)


def test_what_an_administrator_saves_is_in_an_open_window_at_once(site: Site, somebody: Somebody) -> None:
    admin, reader = opened(somebody("admin"), site, "/"), opened(somebody(""), site, "/blog/")
    reader.evaluate("window.same = true")
    admin.get_by_role("button", name="Account").click()
    admin.get_by_role("link", name="Site", exact=True).click()
    admin.get_by_label("Name", exact=True).fill("The Kettle")
    admin.get_by_label("Accent, light").fill("#7a1f5c")
    admin.get_by_label("Name of “Blog”").fill("Brews")
    admin.get_by_label("Footer", exact=True).fill("Steeped in *Enschede*")
    admin.get_by_role("button", name="Save").click()
    expect(reader.locator(".brand")).to_have_text("The Kettle")
    expect(reader).to_have_title("Blog · The Kettle")
    expect(reader.locator("nav.menu")).to_contain_text("Brews")
    expect(reader.locator("footer em")).to_have_text("Enschede")
    reader.wait_for_function(f"accent => {ACCENT}.includes(accent)", arg="#7a1f5c")
    reader.get_by_role("link", name="The Kettle").click()
    expect(reader).to_have_title("The Kettle")
    assert reader.evaluate("window.same")
    fresh = opened(somebody(""), site, "/blog/")
    expect(fresh).to_have_title("Blog · The Kettle")
    assert "#7a1f5c" in fresh.evaluate(ACCENT)
    admin.locator("#notices").get_by_role("button", name="Undo").click()
    expect(reader.locator(".brand")).not_to_have_text("The Kettle")


def test_colours_that_nobody_can_read_are_refused_at_their_field(site: Site, somebody: Somebody) -> None:
    admin = opened(somebody("admin"), site, PATH)
    admin.get_by_label("Accent, light").fill("#ffd54a")
    admin.get_by_role("button", name="Save").click()
    field = admin.get_by_label("Accent, light")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(admin.locator(".errorlist")).to_contain_text("4.5 to 1 is needed")
    expect(field).to_be_focused()


def test_a_preview_is_seen_by_its_administrator_alone(site: Site, somebody: Somebody) -> None:
    admin, reader = opened(somebody("admin"), site, PATH), opened(somebody(""), site, "/")
    before = reader.locator(".brand").inner_text()
    admin.get_by_label("Name", exact=True).fill("The Teapot")
    admin.get_by_role("textbox", name="Welcome text").fill("# Come in")
    admin.get_by_role("button", name="Preview").click()
    expect(admin.locator(".brand")).to_have_text("The Teapot")
    expect(admin.get_by_role("heading", name="Come in")).to_be_visible()
    admin.locator("nav.menu").get_by_role("link", name="Wiki").click()
    expect(admin).to_have_title("Wiki · The Teapot")
    reader.reload()
    expect(reader.locator(".brand")).to_have_text(before)
    admin.get_by_role("link", name="Back to the settings").click()
    expect(admin.locator(".brand")).to_have_text(before)


def test_an_old_address_leads_on_and_an_unknown_one_helps(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", path="teacups", title="Teacups", text="Porcelain.")
        operator.call("courant.core.redirect.add_many", redirects=[{"source": "/?p=9120", "target": "/wiki/teacups/"}])
        operator.call("courant.core.site.save", not_found="Nothing is *brewing* here.")
    page = plainly(somebody("")).new_page()
    page.goto(f"{site.url}/?p=9120")
    expect(page.get_by_role("heading", name="Teacups")).to_be_visible()
    answer = page.goto(f"{site.url}/old-shop/teacups.html")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("main em")).to_have_text("brewing")
    suggested(page)


def suggested(page: Page) -> None:
    """The search has the page soon, and then it is suggested."""
    for _ in range(50):
        if page.get_by_role("link", name="Teacups").count():
            return
        page.reload()
    raise AssertionError(page.inner_text("main"))
