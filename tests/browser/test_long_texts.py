"""A long text is opened without its plain field being laid out, and that field is there when there is no editor."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import PATIENCE, opened, plainly, sign_in, text_of

pytestmark = pytest.mark.browser

TEXT = "\n\n".join(f"Paragraph {number} of a long page, with *a few* words in it." for number in range(1200))
FIELD = "courant-editor textarea"


@pytest.fixture(scope="module", autouse=True)
def path(site: Site) -> str:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", path="long", title="Long", text=TEXT)
        operator.call("courant.wiki.page.save", path="short", title="Short", text="Words.")
    return "/wiki/long/~edit/"


def is_late(page: Page) -> bool:
    """Whether the field waits for the editor: its words are not laid out."""
    return bool(page.locator(FIELD).evaluate("field => getComputedStyle(field).contentVisibility === 'hidden'"))


def test_the_editor_has_all_of_it_and_the_preview_lays_out_what_is_in_sight(
    site: Site, somebody: Somebody, path: str
) -> None:
    page = opened(somebody("ada"), site, path)
    expect(text_of(page, 4 * PATIENCE)).to_contain_text("Paragraph 0 of")
    expect(page.locator("#text")).to_have_value(TEXT)
    expect(page.locator("#text")).to_have_attribute("dir", "ltr")
    expect(page.locator("courant-editor")).to_have_attribute("data-painted", "")
    expect(page.locator(".preview .prose")).to_have_css("content-visibility", "visible")
    last = page.locator(".preview .prose > p").last
    expect(last).to_contain_text("Paragraph 1199")
    assert last.evaluate("one => getComputedStyle(one).contentVisibility") == "auto"
    assert not last.locator("em").evaluate("one => one.checkVisibility({ contentVisibilityAuto: true })")


def test_the_field_waits_for_the_editor_and_comes_without_it(site: Site, browser: Browser, path: str) -> None:
    context = plainly(browser.new_context())
    sign_in(context, site, "ada")
    page = opened(context, site, path)
    animations = page.locator(FIELD).evaluate("field => field.getAnimations().length")
    assert is_late(page) or not animations  # a slow machine may take longer than the field waits
    page.locator(FIELD).evaluate("field => field.getAnimations().forEach((one) => one.finish())")
    assert not is_late(page)
    expect(page.locator(FIELD)).to_have_value(TEXT)
    page.locator(FIELD).fill("Short now.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article")).to_contain_text("Short now.")
    page.goto(f"{site.url}/wiki/short/~edit/")
    assert not is_late(page)
    context.close()


def test_without_javascript_it_is_a_plain_form(site: Site, browser: Browser) -> None:
    context = browser.new_context()
    sign_in(context, site, "ada")
    state = context.storage_state()
    context.close()
    plain = browser.new_context(java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", path="long-and-plain", title="Long and plain", text=TEXT)
    page.goto(f"{site.url}/wiki/long-and-plain/~edit/")
    expect(page.locator("#text")).to_have_value(TEXT)
    expect(page.locator("#text")).to_be_visible()
    plain.close()
