"""What people write and delete: they edit and remove what is their own, and bring back what was deleted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site import Site
from tests.windows import answered, opened, sign_in, undo

Somebody = Callable[[str], BrowserContext]
pytestmark = pytest.mark.browser
DEEP = "\n".join(f"{'>' * depth} words at depth {depth}\n{'>' * depth}" for depth in range(1, 31))


def write_post(site: Site, title: str) -> str:
    """Publish a post; its path."""
    with site.operator() as operator:
        return str(operator.call("courant.blog.post.save", title=title, text="Words.", published=True)["path"])


def comment(page: Page, text: str) -> None:
    """Write a comment and send it with the keyboard."""
    page.get_by_label("Your comment").fill(text)
    page.get_by_label("Your comment").press("Control+Enter")
    expect(page.get_by_label("Your comment")).to_have_value("")


def test_people_edit_and_remove_their_own_comments(site: Site, somebody: Somebody) -> None:
    path = write_post(site, "Own words")
    grace, ada, reader = (opened(somebody(name), site, path) for name in ("grace", "ada", ""))
    comment(ada, "From an editor.")
    comment(grace, "Wel said.")
    mine = grace.locator(".comment").filter(has_text="Wel said.")
    expect(grace.get_by_role("link", name="Edit the comment by grace")).to_be_visible()
    expect(grace.get_by_role("link", name="Edit the comment by ada")).to_be_hidden()
    expect(grace.get_by_role("button", name="Remove the comment by ada")).to_be_hidden()
    expect(ada.get_by_role("button", name="Remove the comment by grace")).to_be_visible()
    expect(ada.get_by_role("link", name="Edit the comment by grace")).to_be_hidden()
    expect(ada.get_by_role("link", name="Edit the comment by ada")).to_be_visible()
    expect(reader.locator(".comment").filter(has_text="Wel said.")).to_be_visible()
    expect(reader.locator(".comment [data-own]").first).to_be_hidden()

    mine.get_by_role("link", name="Edit").press("Enter")
    expect(grace.get_by_role("heading", name="Edit the comment")).to_be_visible()
    grace.get_by_label("Your comment").fill("Well said.")
    grace.get_by_label("Your comment").press("Control+Enter")
    expect(reader.locator(".comment").filter(has_text="Well said.")).to_contain_text("edited")
    expect(grace.locator(".comment").filter(has_text="Well said.")).to_be_visible()

    with answered(grace):
        grace.get_by_role("button", name="Remove the comment by grace").press("Enter")
    expect(reader.locator(".comment")).to_have_count(1)
    undo(grace)
    expect(reader.locator(".comment")).to_have_count(2)


def test_a_deleted_post_comes_back_in_every_window(site: Site, somebody: Somebody) -> None:
    path = write_post(site, "Gone and back")
    reader, ada = opened(somebody(""), site, path), opened(somebody("ada"), site, path)
    bin_page = opened(somebody("admin"), site, "/blog/bin/")
    ada.get_by_role("button", name="Delete").click()
    expect(reader.get_by_role("heading", name="This post has been deleted")).to_be_visible()
    expect(reader.get_by_role("button", name="Restore")).to_be_hidden()
    expect(bin_page.locator("main")).to_contain_text("Deleted by ada")
    ada.goto(f"{site.url}{path}")
    ada.get_by_role("button", name="Restore").click()
    expect(reader.get_by_role("heading", name="Gone and back")).to_be_visible()
    expect(bin_page.get_by_text("Gone and back")).to_be_hidden()


def test_deep_quotes_stay_as_wide_as_the_page(site: Site, browser: Browser) -> None:
    path = write_post(site, "Deep quotes")
    context = browser.new_context(viewport={"width": 390, "height": 800})
    sign_in(context, site, "grace")
    page = opened(context, site, path)
    comment(page, DEEP)
    expect(page.locator(".comment")).to_contain_text("words at depth 30")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    sizes = "[...document.querySelectorAll('.comment blockquote p')].map(one => getComputedStyle(one).fontSize)"
    assert len(set(page.evaluate(sizes))) == 1
    context.close()


def test_all_can_be_undone_without_javascript(site: Site, browser: Browser) -> None:
    path = write_post(site, "Undone")
    with site.operator() as operator:
        for page_path in ("sluice", "sluice/gate"):
            operator.call("courant.wiki.page.save", title=page_path.rpartition("/")[2].title(), path=page_path)
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, site, "ada")
    page = context.new_page()
    page.goto(f"{site.url}{path}")
    page.get_by_label("Your comment").fill("Wel said.")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_role("link", name="Edit the comment by ada").click()
    page.get_by_label("Your comment").fill("Well said.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".comment")).to_contain_text("Well said.")
    page.get_by_role("button", name="Remove the comment by ada").click()
    expect(page.locator(".comment")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".comment")).to_contain_text("Well said.")

    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#notices")).to_contain_text("“Undone” has been deleted.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Undone")).to_be_visible()

    page.goto(f"{site.url}/wiki/sluice/~arrange/")
    expect(page.locator("main")).to_contain_text("1 page below it")
    page.get_by_label("Delete it too").check()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#notices")).to_contain_text("with 1 page below it: “Gate”")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Sluice")).to_be_visible()
    page.goto(f"{site.url}/wiki/sluice/gate/")
    expect(page.get_by_role("heading", name="Gate")).to_be_visible()
    context.close()
