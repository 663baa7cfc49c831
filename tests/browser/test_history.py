"""Histories in windows: two editors of one post, and what changed, with and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.site import Site
from tests.windows import opened, plainly, sign_in

Somebody = Callable[[str], BrowserContext]
pytestmark = pytest.mark.browser
TEXT = "The first words.\n\nSome in the middle.\n\nThe last words."


def test_two_editors_of_a_post_and_its_history(site: Site, browser: Browser, somebody: Somebody) -> None:
    with site.operator() as operator:
        draft = operator.call("courant.blog.post.save", title="Shared", text=TEXT, published=False)["id"]
    ada, admin = (opened(plainly(somebody(name)), site, f"/blog/drafts/{draft}/edit/") for name in ("ada", "admin"))
    history = opened(somebody("ada"), site, f"/blog/drafts/{draft}/history/")
    expect(history.locator(".revisions > li")).to_have_count(1)
    of_ada = opened(somebody("ada"), site, f"/blog/drafts/{draft}/history/?author=ada")
    expect(of_ada.locator(".revisions > li")).to_have_text("There are none.")

    admin.get_by_label("Text", exact=True).fill(TEXT.replace("last words", "last three words"))
    ada.get_by_label("Text", exact=True).fill(TEXT.replace("first words", "first two words"))
    ada.get_by_role("button", name="Save the draft").click()
    expect(history.locator(".revisions > li")).to_have_count(2)
    expect(history.locator(".revisions > li").first).to_contain_text("ada")
    expect(of_ada.locator(".revisions > li")).to_have_count(1)
    expect(of_ada.locator(".revisions > li")).to_contain_text("ada")

    admin.get_by_role("button", name="Save the draft").click()
    expect(admin.locator("#notices")).to_contain_text("what ada saved while you were writing")
    expect(admin.locator(".prose")).to_contain_text("The first two words.")
    expect(admin.locator(".prose")).to_contain_text("The last three words.")
    expect(history.locator(".revisions > li")).to_have_count(3)

    history.get_by_role("radio", name="Compare revision 1").check()
    history.get_by_role("button", name="Compare the selected revisions").press("Enter")
    expect(history.locator(".diff mark")).to_have_count(2)
    history.get_by_role("link", name="Rendering").press("Enter")
    expect(history.locator("ins[data-changed]")).to_have_text(["two ", "three "])
    history.get_by_role("link", name="Side by side").press("Enter")
    expect(history.locator(".beside > .prose")).to_have_count(6)
    history.get_by_role("link", name="Source").press("Enter")
    expect(history.locator(".sides tbody tr")).not_to_have_count(0)

    plain = browser.new_context(java_script_enabled=False)
    sign_in(plain, site, "ada")
    page = plain.new_page()
    page.goto(f"{site.url}/blog/drafts/{draft}/history/")
    page.get_by_role("radio", name="Compare revision 1").check()
    page.get_by_role("button", name="Compare the selected revisions").click()
    expect(page.locator(".diff mark")).to_have_count(2)
    page.get_by_role("link", name="History").click()
    page.locator("#revision-1 a").first.click()
    page.get_by_role("button", name="Go back to this revision").click()
    expect(page.locator(".prose")).to_contain_text("The first words.")
    expect(admin.locator(".prose")).to_contain_text("The first words.")
    plain.close()
