"""What people need is in sight: errors, Save, notices, where they are, and what a link leads to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site import Site
from tests.windows import opened, text_of

pytestmark = pytest.mark.browser

Somebody = Callable[[str], BrowserContext]
PHONE, DESK = {"width": 390, "height": 700}, {"width": 1280, "height": 800}
IN_SIGHT = """(element) => {
  const { left, top, bottom } = element.getBoundingClientRect();
  const seen = (y) => element.contains(document.elementFromPoint(left + 10, y));
  return top >= 0 && bottom <= innerHeight && seen(top + 4) && seen(bottom - 4);
}"""
LONG = """(text) => {
  Object.assign(text.style, { fieldSizing: "fixed", height: "3000px" });
  Object.assign(text, { wrap: "off", value: "x".repeat(400_001) });
}"""
SHIFT = """() => {
  const seen = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  return seen.concat(observer.takeRecords()).reduce((sum, one) => sum + one.value, 0);
}"""


def is_in_sight(page: Page, selector: str) -> bool:
    return bool(page.locator(selector).first.evaluate(IN_SIGHT))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_an_error_is_in_sight_and_so_is_save(site: Site, somebody: Somebody, size: dict[str, int]) -> None:
    page = opened(somebody("ada"), site, "/blog/new/")
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    text_of(page).fill("Words\n\n" * 200)
    page.locator("#title").fill("Long")
    page.get_by_text("Summary, authors, cover, series, date and address").click()
    page.locator("#section").fill("No Section!")
    page.get_by_text("Summary, authors, cover, series, date and address").click()
    for wrong, right in (("#section", "news"), ("#tags", "one")):
        page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
        assert is_in_sight(page, "form.editor button.primary")
        page.get_by_role("button", name="Save the draft").click()
        expect(page.locator(wrong)).to_be_focused()
        assert is_in_sight(page, ".errorlist")
        assert is_in_sight(page, wrong)
        page.locator(wrong).fill(right)
        page.locator("#tags").fill(", ".join(map(str, range(30))))


def test_an_error_of_the_whole_text_is_in_sight(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("ada"), site, "/wiki/~new/")
    page.set_viewport_size({"width": 390, "height": 700})
    page.locator("#title").fill("Long")
    page.locator("#text").evaluate(LONG)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(text_of(page)).to_be_focused()
    assert is_in_sight(page, ".errorlist")


def test_publishing_says_so_and_can_be_undone(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("ada"), site, "/blog/new/")
    page.get_by_label("Title", exact=True).fill("Soon public")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#notices")).to_contain_text("Published.")
    page.locator("#notices").get_by_role("button", name="Undo").click()
    expect(page.locator("main .badge")).to_have_text("Draft")


def test_a_notice_does_not_cover_the_button_that_was_pressed(
    site: Site, somebody: Somebody, content: dict[str, str]
) -> None:
    page = opened(somebody("grace"), site, content["post"])
    for size in (PHONE, DESK):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        page.get_by_label("Your comment").fill("One more")
        button = page.get_by_role("button", name="Comment", exact=True)
        button.evaluate("(element) => scrollBy(0, element.getBoundingClientRect().bottom - innerHeight + 8)")
        button.click()
        expect(page.locator("#notices .notice").first).to_be_visible()
        expect(button).to_be_enabled()
        assert button.evaluate(
            "(one) => one.contains(document.elementFromPoint(one.getBoundingClientRect().left + 9, "
            "one.getBoundingClientRect().top + 9)) || one.getBoundingClientRect().top > innerHeight"
        )
        for dismiss in page.locator("#notices").get_by_role("button", name="Dismiss").all():
            dismiss.click()


def test_the_other_fields_come_before_the_preview(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("ada"), site, "/blog/new/")
    page.set_viewport_size({"width": 390, "height": 700})
    page.get_by_text("Summary, authors, cover, series, date and address").click()
    page.get_by_role("button", name="Preview").click()
    preview = page.locator("#preview").bounding_box()
    for label in ("Tags", "Summary", "Section", "Date optional", "Last part of the address"):
        box = page.get_by_label(label).bounding_box()
        assert box
        assert preview
        assert box["y"] < preview["y"]
    expect(page.get_by_label("Section")).to_have_accessible_description(
        "A section is a part of the blog with a list of its own, at /blog/section/news/ if you write news."
    )


def test_pictures_stay_in_their_line_and_nothing_moves(site: Site, somebody: Somebody, content: dict[str, str]) -> None:
    page = opened(somebody(""), site, content["post"])
    page.locator("figure img").scroll_into_view_if_needed()
    assert page.evaluate(SHIFT) < 0.01
    drop = page.locator("p img")
    assert drop.evaluate("(one) => one.getBoundingClientRect().height < one.parentElement.offsetHeight")
    assert drop.evaluate("(one) => getComputedStyle(one).display") == "inline"
    assert page.locator("figure img").get_attribute("width") == "1200"
    box = page.locator("figure img").bounding_box()
    assert box
    assert round(box["width"] / box["height"], 1) == 2.5


def test_a_page_is_one_stop_for_the_tab_key(site: Site, somebody: Somebody, content: dict[str, str]) -> None:
    page = opened(somebody(""), site, "/wiki/zoo/")
    tree = page.locator("nav.tree")
    page.set_viewport_size({"width": 1280, "height": 800})
    banks, left = (tree.get_by_role("link", name=name, exact=True) for name in ("Banks", "Left"))
    expect(left).to_be_hidden()
    banks.focus()
    page.keyboard.press("ArrowRight")
    expect(left).to_be_visible()
    page.keyboard.press("Tab")
    expect(left).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowLeft")
    expect(left).to_be_hidden()
    tree.locator("li:has(> a:text-is('Banks')) summary").click()
    expect(left).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 700})
    tree.locator("summary").first.click()
    box = tree.locator("li:has(> a:text-is('Banks')) summary").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 43


def test_the_index_shows_all_pages(site: Site, browser: Browser, content: dict[str, str]) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site.url}/wiki/")
    expect(page.get_by_role("navigation", name="All pages").get_by_role("link", name="Left")).to_be_visible()
    page.close()


def test_a_link_shows_the_title_of_its_page_as_it_is_now(
    site: Site, somebody: Somebody, content: dict[str, str]
) -> None:
    page = opened(somebody(""), site, "/wiki/banks/")
    link = page.locator(".prose a.wikilink").first
    expect(link).to_have_text("Left")
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", path="banks/left", title="Left bank", text="Green.", base=1)
        expect(link).to_have_text("Left bank")
        operator.call("courant.wiki.page.save", path="banks/left", title="Left", text="Green.", base=2)
        expect(link).to_have_text("Left")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_to_an_old_comment_arrives(site: Site, browser: Browser, content: dict[str, str], scripts: bool) -> None:
    page = browser.new_page(java_script_enabled=scripts)
    comment = page.locator(f"#comment-{content['first']}")
    links = [f"/blog/comment/{content['first']}/", *([f"{content['long']}#comment-{content['first']}"] * scripts)]
    for link in links:
        page.goto(site.url + link)
        expect(comment).to_be_in_viewport()
        assert page.url == f"{site.url}{content['long']}comments/{content['newer']}/#comment-{content['first']}"
    page.goto(f"{site.url}/blog/comment/{content['newer']}/")
    expect(page).to_have_url(f"{site.url}{content['long']}#comment-{content['newer']}")
    page.close()


def test_forced_colours_show_where_one_is(site: Site, somebody: Somebody, content: dict[str, str]) -> None:
    page = opened(somebody(""), site, "/wiki/banks/left/")
    page.emulate_media(forced_colors="active")
    background = "(one) => getComputedStyle(one).backgroundColor"
    menu = page.locator("nav.menu")
    here, there = menu.get_by_role("link", name="Wiki"), menu.get_by_role("link", name="Blog")
    assert here.evaluate(background) != there.evaluate(background)
    tree = page.locator("nav.tree")
    here, there = tree.get_by_role("link", name="Left"), tree.get_by_role("link", name="Zoo")
    assert here.evaluate(background) != there.evaluate(background)
    page.locator("#theme").click()
    mark = "(one) => getComputedStyle(one, '::after').content"
    assert page.get_by_role("button", name="As the system").evaluate(mark) == '"✓"'
    assert page.get_by_role("button", name="Dark", exact=True).evaluate(mark) == "none"


def test_print_has_all_that_a_reader_without_the_site_needs(
    site: Site, somebody: Somebody, content: dict[str, str]
) -> None:
    page = opened(somebody("ada"), site, content["post"])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    after = "(one) => getComputedStyle(one, '::after').content"
    expect(page.get_by_text("Under the fold.")).to_be_visible()
    date = page.locator("article time").first.get_attribute("data-date")
    assert page.locator("article time").first.evaluate(after) == f'"{date}"'
    assert page.locator(".topbar").evaluate(after) == f'"{site.url}{content["post"]}"'
    expect(page.locator(".brand")).to_be_visible()
    assert page.get_by_role("link", name="a place").evaluate(after) == '" (https://example.org/place?a=1)"'
    assert page.get_by_role("link", name="https://example.org/bare").evaluate(after) == "none"
    assert page.locator("pre").first.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    for name in ("nav.menu", ".status", ".footer", "form", ".actions", ".button"):
        assert page.locator(name).first.is_hidden()
