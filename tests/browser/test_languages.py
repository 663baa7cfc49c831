"""Two windows in two languages: each sees the other's changes without a reload, in its own words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.prepared import prepared
from tests.site import Site
from tests.windows import opened, sign_in, until_live

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A site in three languages, where guests may comment; the shared one has only one, as most have."""
    running = prepared({"COURANT_LANGUAGES": "en,nl,de", "COURANT_BLOG_GUESTS": "1"})
    yield running
    running.stop()


@pytest.fixture
def browsers(browser: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """A Dutch browser and a German one."""
    contexts = browser.new_context(locale="nl-NL"), browser.new_context(locale="de-AT")
    yield contexts
    for context in contexts:
        context.close()


def test_a_comment_appears_in_the_language_of_each_window(
    site: Site, browsers: tuple[BrowserContext, BrowserContext]
) -> None:
    with site.operator() as operator:
        path = str(operator.call("courant.blog.post.save", title="Babel", text="A tower.", published=True)["path"])
    for context, name in zip(browsers, ("ada", "grace"), strict=True):
        sign_in(context, site, name)
    ada, grace = (opened(context, site, path) for context in browsers)
    expect(ada.locator("html")).to_have_attribute("lang", "nl")
    expect(grace.locator("html")).to_have_attribute("lang", "de")
    ada.get_by_label("Je reactie").fill("A *brick*")
    ada.get_by_role("button", name="Reageren", exact=True).click()
    here, there = ada.locator(".comment"), grace.locator(".comment")
    expect(here).to_contain_text("A brick")
    expect(there).to_contain_text("A brick")
    expect(here.get_by_role("link", name="Antwoorden")).to_be_visible()
    expect(there.get_by_role("link", name="Antworten")).to_be_visible()
    expect(here.locator("time")).to_have_text("zojuist")
    expect(there.locator("time")).to_have_text("gerade eben")
    # A page that is opened without a reload, and the menu, are in the language of the window too.
    grace.get_by_role("navigation", name="Haupt").get_by_role("link", name="Wiki").click()
    expect(grace.locator("main")).to_contain_text("Neue Seite")
    # Another language changes the whole window, and stays.
    grace.get_by_role("button", name="Nederlands").click()
    expect(until_live(grace).locator("html")).to_have_attribute("lang", "nl")
    grace.goto(site.url + path)
    expect(until_live(grace).get_by_label("Je reactie")).to_be_visible()
    grace.get_by_label("Je reactie").fill("Another brick")
    grace.get_by_role("button", name="Reageren", exact=True).click()
    expect(ada.locator(".comment").last).to_contain_text("Another brick")
    expect(grace.locator(".comment").last.get_by_role("link", name="Antwoorden")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_guest_changes_a_comment_in_the_browser_that_wrote_it(site: Site, browser: Browser, scripts: bool) -> None:
    with site.operator() as operator:
        saved = operator.call("courant.blog.post.save", title=f"Guests {scripts}", text="Come in.", published=True)
        operator.call("courant.blog.rule.save", guests_at_once=True)
    guest, other = browser.new_context(java_script_enabled=scripts), browser.new_context()
    page, reader = guest.new_page(), opened(other, site, saved["path"])
    page.goto(f"{site.url}/blog/comment/on/{saved['id']}/")
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("Your e-mail").fill("hopper@example.org")
    page.get_by_label("Your comment").locator("visible=true").fill("A first thougt")
    _send(page)
    page.wait_for_url("**/own/")
    expect(page.get_by_role("status").filter(has_text="Your comment has been posted.")).to_be_visible()
    (cookie,) = [one for one in guest.cookies() if one["name"].startswith("device")]
    assert cookie["httpOnly"]
    page.get_by_label("Your words").fill("A first thought")
    page.get_by_role("button", name="Save").click()
    expect(reader.locator(".comment")).to_contain_text("A first thought")
    expect(reader.get_by_role("link", name="Edit or remove this comment")).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text="Your comment has been changed.")).to_be_visible()
    page.goto(site.url + saved["path"])
    page.get_by_role("link", name="Edit or remove this comment").click()
    page.get_by_role("button", name="Remove").click()
    expect(reader.locator(".comment")).to_have_count(0)
    for context in (guest, other):
        context.close()


def _send(page: Page) -> None:
    """Send a guest's form; until it has been open for some seconds, it is answered with a request to wait."""
    status = 422
    while status == 422:
        with page.expect_response("**/call/**") as answer:
            page.get_by_role("button", name="Send").click()
        status = answer.value.status
