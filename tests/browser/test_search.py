"""The search's dialog by keyboard alone, live while it is open; and its page without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser

Somebody = Callable[[str], BrowserContext]


def test_the_dialog_finds_as_somebody_types_and_stays_live(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", path="kingfisher", title="Kingfisher <b>", text="A bird by the river.")
        page = opened(somebody(""), site, "/wiki/")
        page.keyboard.press("/")
        dialog, field = page.get_by_role("dialog", name="Search"), page.get_by_role("combobox", name="Search")
        expect(field).to_be_focused()
        page.keyboard.type("kingf")
        expect(dialog.get_by_role("listbox").get_by_role("option")).to_have_count(1)
        expect(dialog.locator("mark")).to_have_text("Kingfisher")
        expect(dialog.get_by_role("status")).to_have_text("1 result")
        operator.call("courant.wiki.page.save", path="kingfishers", title="Kingfishers", text="Two birds.")
        expect(dialog.get_by_role("listbox").get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    chosen = dialog.get_by_role("listbox").get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Kingfisher")
    expect(dialog).to_have_count(0)
    page.keyboard.press("/")
    expect(field).to_have_value("kingf")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_dialog_searches_one_part_of_the_site(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", path="bittern", title="Bittern", text="It booms.")
        operator.call("courant.blog.post.save", title="A bittern", text="Heard it.", published=True)
    page = opened(somebody(""), site, "/wiki/")
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()  # its code is loaded on first use
    page.keyboard.type("bittern")
    expect(dialog.get_by_role("listbox").get_by_role("option", name="bittern")).to_have_count(2)
    dialog.get_by_role("combobox", name="Part of the site").select_option("Wiki")
    expect(dialog.get_by_role("listbox").get_by_role("option", name="bittern")).to_have_count(1)
    page.get_by_role("combobox", name="Search").press("Enter")
    expect(page.get_by_role("status").filter(has_text="result")).to_have_text("1 result · Wiki · search everywhere")
    expect(page.get_by_label("Part of the site")).to_have_value("wiki")


def test_what_is_typed_before_the_dialog_is_there_is_in_its_field(site: Site, somebody: Somebody) -> None:
    page = opened(somebody(""), site, "/wiki/")
    held: list[Route] = []

    def hold(route: Route) -> None:  # Playwright marks its handlers, which it cannot do with a method of a list
        held.append(route)

    page.route("**/built/dialog-*.js", hold)
    page.keyboard.press("/")
    page.keyboard.type("whim brel")
    with page.expect_event("requestfinished", lambda request: "dialog-" in request.url):
        held[0].continue_()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("whim brel")
    page.keyboard.type("s")
    expect(page.get_by_role("combobox", name="Search")).to_have_value("whim brels")


def test_a_slash_in_a_field_is_a_slash_and_the_link_opens_the_dialog(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("ada"), site, "/wiki/~new/")
    page.locator("#title").press_sequentially("a/b")
    expect(page.locator("#title")).to_have_value("a/b")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_page_works_without_javascript(site: Site, browser: Browser) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", path="plover", title="Plover", text="Ringed.")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/search/")
    page.get_by_role("searchbox", name="Words").fill("ploverr")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="plover", exact=True).click()
    page.get_by_text("Narrow down").click()
    page.get_by_label("Part of the site").select_option("Wiki")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Plover", exact=True).click()
    expect(page.locator("h1")).to_have_text("Plover")
    context.close()
