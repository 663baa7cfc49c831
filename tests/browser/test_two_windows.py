"""Two windows: each sees the other's changes without a reload."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.site import Site
from tests.windows import opened, text_of, until_live

Somebody = Callable[[str], BrowserContext]


def write_post(site: Site, title: str, text: str = "Some *words*.") -> str:
    """Publish a post; its path."""
    with site.operator() as operator:
        return str(operator.call("courant.blog.post.save", title=title, text=text, published=True)["path"])


def write_page(site: Site, title: str, text: str) -> None:
    """Write a page of the wiki."""
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title=title, text=text)


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
    ada, reader = somebody("ada"), somebody("")
    writing = opened(ada, site, "/wiki/~new/")
    writing.get_by_label("Title", exact=True).fill("Confluence")
    text_of(writing).fill("Where *two* rivers meet.")
    expect(writing.locator("[data-preview-here]")).to_contain_text("two rivers meet")
    writing.get_by_role("button", name="Save").click()
    expect(writing.get_by_role("heading", name="Confluence")).to_be_visible()
    reading = opened(reader, site, "/wiki/confluence/")
    writing.get_by_role("link", name="Edit", exact=True).click()
    text_of(writing).fill("Where *three* rivers meet.")
    writing.get_by_role("button", name="Save").click()
    expect(reading.locator(".prose").first).to_contain_text("three rivers meet")


def test_a_wiki_page_that_is_moved_and_renamed_takes_the_other_windows_address_and_title_along(
    site: Site, somebody: Somebody
) -> None:
    write_page(site, "Brook", "Still small.")
    reading = opened(somebody(""), site, "/blog/")
    reading.goto(f"{site.url}/wiki/brook/")
    until_live(reading)
    moving = opened(somebody("ada"), site, "/wiki/brook/~arrange/")
    moving.get_by_label("Path", exact=True).fill("rivers/große-brücke")
    moving.get_by_role("button", name="Move", exact=True).click()
    expect(reading).to_have_url(f"{site.url}/wiki/rivers/gro%C3%9Fe-br%C3%BCcke/")
    moving.get_by_role("link", name="Edit", exact=True).click()
    moving.get_by_label("Title", exact=True).fill("The “Brook” & more")
    moving.get_by_role("button", name="Save").click()
    expect(reading).to_have_title("The “Brook” & more · Courant")
    canonical = reading.locator("link[rel=canonical]")
    expect(canonical).to_have_attribute("href", re.compile("/wiki/rivers/gro%C3%9Fe-br%C3%BCcke/$"))
    reading.reload()
    expect(reading).to_have_title("The “Brook” & more · Courant")
    reading.go_back()
    expect(reading).to_have_title("Blog · Courant")
    reading.go_forward()
    expect(reading).to_have_url(f"{site.url}/wiki/rivers/gro%C3%9Fe-br%C3%BCcke/")


def test_what_is_being_written_outlives_a_move_of_its_page(site: Site, somebody: Somebody) -> None:
    write_page(site, "Ford", "Shallow.")
    writing = opened(somebody("ada"), site, "/wiki/ford/~edit/")
    reading = opened(somebody(""), site, "/wiki/ford/")
    text_of(writing).fill("Half a thou")
    with site.operator() as operator:
        operator.call("courant.wiki.page.move", path="ford", to="crossings/ford")
    expect(reading).to_have_url(f"{site.url}/wiki/crossings/ford/")
    expect(writing.locator("#text")).to_have_value("Half a thou")
    writing.get_by_role("button", name="Save").click()
    expect(writing).to_have_url(f"{site.url}/wiki/crossings/ford/")
    expect(reading.locator(".prose").first).to_contain_text("Half a thou")


def test_a_renamed_post_takes_the_other_windows_address_and_title_along(site: Site, somebody: Somebody) -> None:
    path = write_post(site, "Weir")
    reading = opened(somebody("grace"), site, path)
    reading.get_by_label("Your comment").fill("half a thou")
    editing = opened(somebody("ada"), site, f"{path}edit/")
    editing.get_by_label("Title", exact=True).fill("Weir and lock")
    editing.locator("[name=slug]").evaluate("field => { field.value = 'weir-and-lock' }")
    editing.get_by_role("button", name="Save").first.click()
    expect(reading).to_have_title("Weir and lock · Courant")
    expect(reading).to_have_url(f"{site.url}{path.replace('/weir/', '/weir-and-lock/')}")
    expect(reading.get_by_label("Your comment")).to_have_value("half a thou")


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
    text_of(writing).fill("Not yet.")
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


def test_an_answer_appears_under_its_parent_and_a_held_comment_when_it_is_approved(
    site: Site, somebody: Somebody
) -> None:
    path = write_post(site, "Estuaries")
    ada, grace = opened(somebody("ada"), site, path), opened(somebody("grace"), site, path)
    for words in ("Salt water", "Fresh water"):
        grace.get_by_label("Your comment").fill(words)
        grace.get_by_role("button", name="Comment", exact=True).click()
        expect(ada.locator(".comment").filter(has_text=words)).to_be_visible()
    answering = opened(somebody("grace"), site, path)
    answering.locator(".comment").filter(has_text="Salt water").get_by_role("link", name="Answer").click()
    answering.get_by_label("Your answer").fill("Both, twice a day")
    answering.get_by_role("button", name="Answer").click()
    expect(answering).to_have_url(re.compile(rf"{re.escape(path)}#comment-\d+$"))
    expect(ada.locator(".comment").nth(1)).to_contain_text("Both, twice a day")
    expect(ada.locator(".comment.d1")).to_contain_text("in answer to grace")
    with site.operator() as operator:
        operator.call("courant.blog.rule.save", words="estuarine")
    queue = opened(somebody("ada"), site, "/blog/moderation/")
    grace.get_by_label("Your comment").fill("An estuarine secret")
    grace.get_by_role("button", name="Comment", exact=True).click()
    expect(grace.get_by_text("Waits for approval")).to_be_visible()
    waiting = queue.locator("ol.moderation > li").filter(has_text="An estuarine secret")
    waiting.get_by_role("checkbox").focus()
    expect(ada.get_by_text("An estuarine secret")).to_have_count(0)
    queue.keyboard.press("x")
    queue.keyboard.press("a")
    expect(queue.get_by_text("The comment has been approved.")).to_be_visible()
    expect(waiting).to_have_count(0)
    expect(ada.locator(".comment").filter(has_text="An estuarine secret")).to_be_visible()
    with site.operator() as operator:
        operator.call("courant.blog.rule.save")
