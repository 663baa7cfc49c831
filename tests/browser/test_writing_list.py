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
