"""Two windows: what one person does, the other sees, without a reload."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.site import Site
from tests.windows import opened

Somebody = Callable[[str], BrowserContext]


def write_post(site: Site, title: str, text: str = "Some *words*.") -> str:
    """Publish a post; its path."""
    with site.operator() as operator:
        return str(operator.call("courant.blog.post.save", title=title, text=text, published=True)["path"])


def test_a_comment_appears_and_half_written_words_stay(site: Site, somebody: Somebody) -> None:
    path = write_post(site, "Rivers")
    ada, grace = opened(somebody("ada"), site, path), opened(somebody("grace"), site, path)
    grace.get_by_label("Your comment").fill("half a thou")
    ada.get_by_label("Your comment").fill("A **first** comment")
    ada.get_by_role("button", name="Comment").click()
    expect(grace.locator(".comment")).to_contain_text("A first comment")
    expect(ada.locator(".comment")).to_contain_text("A first comment")
    expect(ada.get_by_label("Your comment")).to_have_value("")
    expect(grace.get_by_label("Your comment")).to_have_value("half a thou")


def test_a_wiki_page_is_written_and_changes_in_the_other_window(site: Site, somebody: Somebody) -> None:
    grace, reader = somebody("grace"), somebody("")
    writing = opened(grace, site, "/wiki/~new/")
    writing.get_by_label("Title", exact=True).fill("Confluence")
    writing.get_by_label("Text", exact=True).fill("Where *two* rivers meet.")
    expect(writing.locator("[data-preview-here]")).to_contain_text("two rivers meet")
    writing.get_by_role("button", name="Save").click()
    expect(writing.get_by_role("heading", name="Confluence")).to_be_visible()
    reading = opened(reader, site, "/wiki/confluence/")
    writing.get_by_role("link", name="Edit", exact=True).click()
    writing.get_by_label("Text", exact=True).fill("Where *three* rivers meet.")
    writing.get_by_role("button", name="Save").click()
    expect(reading.locator(".prose").first).to_contain_text("three rivers meet")


def test_a_published_post_appears_in_the_list_on_the_front_page_and_under_its_tag(
    site: Site, somebody: Somebody
) -> None:
    reader = somebody("")
    windows = [opened(reader, site, path) for path in ("/", "/blog/")]
    write_post(site, "A delta forms")
    for window in windows:
        expect(window.get_by_role("link", name="A delta forms")).to_be_visible()


def test_a_draft_shows_to_nobody_else_until_it_is_published(site: Site, somebody: Somebody) -> None:
    reading = opened(somebody(""), site, "/blog/")
    writing = opened(somebody("ada"), site, "/blog/new/")
    writing.get_by_label("Title", exact=True).fill("Hidden spring")
    writing.get_by_label("Text", exact=True).fill("Not yet.")
    writing.get_by_role("button", name="Save the draft").click()
    expect(writing.get_by_role("heading", name="Hidden spring")).to_be_visible()
    expect(reading.get_by_text("Hidden spring")).to_have_count(0)
    writing.get_by_role("button", name="Publish").first.click()
    expect(reading.get_by_role("link", name="Hidden spring")).to_be_visible()


def test_a_reader_sees_who_else_is_on_the_page(site: Site, somebody: Somebody) -> None:
    path = write_post(site, "Crowded")
    reading = opened(somebody(""), site, path)
    context = somebody("ada")
    opened(context, site, path)
    expect(reading.locator("#presence").get_by_text("ada", exact=True)).to_have_count(1)
    context.close()
    expect(reading.locator("#presence").get_by_text("ada", exact=True)).to_have_count(0)


def test_signing_out_changes_every_window_of_the_browser(site: Site, somebody: Somebody) -> None:
    context = somebody("grace")
    first, second = opened(context, site, "/"), opened(context, site, "/blog/")
    expect(second.locator("html")).to_have_attribute("data-role", "member")
    first.get_by_role("button", name="Account").click()
    first.get_by_role("button", name="Sign out").click()
    expect(second.locator("html")).to_have_attribute("data-role", "visitor")


def test_losing_a_role_takes_effect_at_once(site: Site, somebody: Somebody) -> None:
    site.add("eve", "editor")
    window = opened(somebody("eve"), site, "/blog/")
    expect(window.get_by_role("link", name="Write")).to_be_visible()
    site.command("user", "role", "eve", "member")
    expect(window.locator("html")).to_have_attribute("data-role", "member")
    expect(window.get_by_role("link", name="Write")).to_be_hidden()


def test_going_from_page_to_page_keeps_the_socket_and_the_history(site: Site, somebody: Somebody) -> None:
    path = write_post(site, "Upstream")
    window = opened(somebody(""), site, "/blog/")
    window.bring_to_front()
    window.evaluate("window.kept = true")
    window.get_by_role("link", name="Upstream").first.click()
    expect(window).to_have_title("Upstream · Courant")
    expect(window).to_have_url(site.url + path)
    expect(window.get_by_role("heading", name="Upstream", level=1)).to_be_focused()
    window.go_back()
    expect(window).to_have_title("Blog · Courant")
    window.get_by_role("link", name="Courant", exact=True).click()
    expect(window).to_have_title("Courant")
    assert window.evaluate("window.kept")
