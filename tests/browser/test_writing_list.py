"""The list of posts for writers: filters, moves of many posts with undo, live elsewhere, and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.site import Site
from tests.windows import answered, opened, sign_in, undo

Somebody = Callable[[str], BrowserContext]
pytestmark = pytest.mark.browser
TAG = "lighthouses"


def test_posts_move_together_by_keyboard_and_every_window_follows(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        for title in ("A lamp for Fastnet", "A lens for Skerryvore"):
            operator.call("courant.blog.post.save", title=title, text="Words.", tags=TAG, published=True)
    here = f"/blog/writing/?tag={TAG}"
    admin, ada = opened(somebody("admin"), site, here), opened(somebody("ada"), site, here)
    reader = opened(somebody(""), site, f"/blog/tag/{TAG}/")
    rows = ada.locator(".chosen li")
    expect(rows).to_have_count(2)

    for title in ("A lamp for Fastnet", "A lens for Skerryvore"):
        admin.get_by_label(f"Choose “{title}”").press("Space")
    with answered(admin):
        admin.get_by_role("button", name="Back to draft").press("Enter")
    expect(rows.filter(has_text="Draft")).to_have_count(2)
    expect(reader.locator("main")).not_to_contain_text("Fastnet")

    undo(admin)
    expect(rows.filter(has_text="Published")).to_have_count(2)
    expect(admin.locator(".chosen li").filter(has_text="Published")).to_have_count(2)


def test_a_window_of_a_secret_link_follows_the_draft_until_the_link_is_withdrawn(
    site: Site, somebody: Somebody
) -> None:
    with site.operator() as operator:
        saved = operator.call("courant.blog.post.save", title="A fog signal", text="Not yet.")
        operator.call("courant.blog.preview.share", id=saved["id"])
        editor = opened(somebody("ada"), site, f"/blog/drafts/{saved['id']}/")
        link = str(editor.locator("a[href*='/blog/preview/']").get_attribute("href"))
        stranger = opened(somebody(""), site, link.removeprefix(site.url))
        expect(stranger.locator("main")).to_contain_text("Not yet.")
        expect(stranger.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
        operator.call("courant.blog.post.save", id=saved["id"], title="A fog signal", text="It sounds twice a minute.")
        expect(stranger.locator("main")).to_contain_text("It sounds twice a minute.")
        operator.call("courant.blog.preview.withdraw", id=saved["id"])
        expect(stranger.locator("main")).to_contain_text("This link does not work, or no longer.")
        expect(stranger.locator("main")).not_to_contain_text("twice a minute")


def test_the_list_works_without_a_script_on_a_phone(site: Site, browser: Browser) -> None:
    with site.operator() as operator:
        operator.call("courant.blog.post.save", title="A bell for Inchcape", text="Words.", tags="bells")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    sign_in(context, site, "ada")
    page.goto(f"{site.url}/blog/writing/?state=draft&tag=bells")
    page.get_by_label("Choose “A bell for Inchcape”").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("One post is published.")).to_be_visible()
    page.goto(f"{site.url}/blog/writing/?tag=bells")
    expect(page.locator(".chosen li")).to_contain_text("Published")
    context.close()
