"""The editor of wiki pages and posts, with the form around it."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import opened, sign_in, text_of, until_live

pytestmark = pytest.mark.browser

PARAGRAPHS = "\n\n".join(f"Paragraph {number} of a page that is longer than its window." for number in range(60))
TEXT = f"# First\n\n{PARAGRAPHS}\n\n## Second\n\nLast."


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Site) -> Iterator[Page]:
    """A window of an editor, in which nothing may go wrong unseen."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    sign_in(context, site, "ada")
    page = context.new_page()
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    yield page
    context.close()
    # What replaces highlighted words gets their style from Chromium, until CodeMirror draws the line again.
    assert [one for one in seen if not one.startswith("Applying inline style")] == []


def write(page: Page, address: str, text: str = "") -> None:
    """Open a form, and write a text in its editor, once what an earlier test left there is back."""
    page.goto(address)
    until_live(page)
    text_of(page).fill(text)


def has(page: Page, text: str) -> None:
    expect(page.locator("#text")).to_have_value(text)


def test_readers_and_writers_of_comments_load_no_editor(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        post = operator.call("courant.blog.post.save", title="Read me", text="Words.", published=True)
    page = opened(somebody("grace"), site, post["path"])
    page.get_by_label("Your comment").fill("Read.")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert any("/built/writing-" in name for name in loaded)
    assert not any("/built/editor-" in name for name in loaded)


def test_the_toolbar_and_keys_write_markdown_and_save(site: Site, desk: Page) -> None:
    write(desk, f"{site.url}/blog/new/", "fern")
    desk.get_by_role("button", name="Bold").click()
    has(desk, "**fern**")
    expect(desk.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    expect(desk.locator("#preview strong")).to_have_text("fern")
    desk.keyboard.press("End")
    desk.keyboard.type("\n\n- one\ntwo\n\nAnd *mo")
    desk.keyboard.press("Control+z")
    desk.keyboard.press("Control+Shift+Z")
    has(desk, "**fern**\n\n- one\n- two\n\nAnd *mo")
    expect(desk.locator("#preview li")).to_have_count(2)
    desk.locator("#title").fill("By key")
    text_of(desk).press("Control+s")
    expect(desk.locator("main .badge")).to_have_text("Draft")
    expect(desk.locator("main .prose strong")).to_have_text("fern")


def test_the_toolbar_is_one_stop_and_escape_then_tab_leaves_the_text(site: Site, desk: Page) -> None:
    write(desk, f"{site.url}/wiki/~new/", "- one\n- two")
    desk.keyboard.press("Control+End")
    desk.keyboard.press("Tab")
    has(desk, "- one\n  - two")
    desk.keyboard.press("Escape")
    desk.keyboard.press("Shift+Tab")
    expect(desk.get_by_role("button", name="Heading")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("button", name="Bold")).to_be_focused()
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    expect(desk.get_by_placeholder("Find")).to_be_focused()
    assert Axe().run(desk).response["violations"] == []


def test_the_preview_is_in_step_with_the_text(site: Site, desk: Page) -> None:
    write(desk, f"{site.url}/wiki/~new/", TEXT)
    expect(desk.locator("[data-preview-here] h2")).to_have_count(1)
    desk.keyboard.press("Control+Home")
    expect(desk.get_by_text("Paragraph 0 of", exact=False).last).to_be_in_viewport()
    desk.keyboard.press("Control+End")
    expect(desk.locator("[data-preview-here]").get_by_text("Last.")).to_be_in_viewport()


def test_an_error_in_the_text_is_shown_in_the_editor(site: Site, desk: Page) -> None:
    write(desk, f"{site.url}/wiki/~new/", "Fine.")
    desk.locator("#title").fill("Too long")
    desk.evaluate("document.querySelector('#text').value = 'Long. '.repeat(80_000)")
    desk.get_by_role("button", name="Save", exact=True).click()
    text = text_of(desk)
    expect(text).to_be_focused()
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(desk.locator(".errorlist")).to_be_visible()


def test_a_phone_has_the_preview_in_place_of_the_text(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(10_000)
    sign_in(context, site, "ada")
    page = context.new_page()
    write(page, f"{site.url}/wiki/~new/", "Some *words*")
    expect(page.locator("[data-preview-here]")).to_be_hidden()
    page.get_by_role("button", name="Preview").tap()
    expect(page.locator("[data-preview-here] em")).to_be_visible()
    expect(page.get_by_role("toolbar")).to_be_hidden()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Write").tap()
    expect(text_of(page)).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PASTE = """(text, { data, picture }) => {
  const transfer = new DataTransfer();
  for (const [type, words] of Object.entries(data)) transfer.setData(type, words);
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  if (picture) transfer.items.add(new File([bytes], "fern.png", { type: "image/png" }));
  text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
}"""


def paste(page: Page, picture: str = "", **data: str) -> None:
    """Paste what another program has copied: `html`, `plain`, or a picture."""
    types = {f"text/{name}": words for name, words in data.items()}
    text_of(page).evaluate(PASTE, {"data": types, "picture": picture})


def test_names_of_pages_are_completed_and_links_lead_to_them(site: Site, desk: Page) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Hart's tongue", path="ferns/harts-tongue", text="x", base=0)
    write(desk, f"{site.url}/wiki/~new/")
    desk.keyboard.type("See [[hart")
    desk.get_by_role("option", name="Hart's tongue").click()
    has(desk, "See [[/ferns/harts-tongue]]")
    expect(desk.locator("[data-preview-here] a")).to_have_text("Hart's tongue")


def test_a_table_is_made_in_a_grid(site: Site, desk: Page) -> None:
    write(desk, f"{site.url}/wiki/~new/")
    desk.keyboard.type("/tab")
    desk.get_by_role("option", name="Table").click()
    expect(desk.get_by_label("Heading of column 1")).to_be_focused()
    desk.keyboard.type("Fern")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Height")
    desk.get_by_label("Row 1, column 2").fill("30")
    desk.get_by_role("button", name="Column 2: right").click()
    desk.get_by_role("button", name="Remove row 2").click()
    assert Axe().run(desk).response["violations"] == []
    desk.get_by_role("button", name="Done").click()
    has(desk, "| Fern | Height |\n| ---- | -----: |\n|      |     30 |\n")
    expect(desk.locator("[data-preview-here] td").last).to_have_text("30")


def test_a_formula_and_a_diagram_are_inserted_with_an_example(site: Site, desk: Page) -> None:
    write(desk, f"{site.url}/wiki/~new/")
    desk.keyboard.type("/form")
    desk.get_by_role("option", name="Formula").click()
    expect(desk.locator("[data-preview-here] math")).to_have_attribute("display", "block")
    desk.keyboard.type("x^2")
    has(desk, "$$\nx^2\n$$")
    desk.keyboard.press("Control+End")
    desk.keyboard.type("\n\n/dia")
    desk.get_by_role("option", name="Diagram").click()
    picture = desk.locator("[data-preview-here] figure img")
    expect(picture).to_have_attribute("alt", re.compile("Flowchart: .*Ready"))
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(one) => one.naturalWidth") > 50
    desk.keyboard.type('pie\n"Ferns" : 2')
    expect(picture).to_have_attribute("alt", re.compile("Pie chart: .*Ferns"))
    assert Axe().run(desk).response["violations"] == []


def test_what_is_pasted_becomes_markdown_and_pictures_are_uploaded(site: Site, desk: Page) -> None:
    write(desk, f"{site.url}/wiki/~new/")
    paste(desk, html="<h2>A title</h2><p>Some <b>bold</b> words</p>", plain="A title Some bold words")
    has(desk, "## A title\n\nSome **bold** words")
    paste(desk, plain="\r\n\r\none\r\ntwo ")
    has(desk, "## A title\n\nSome **bold** words\n\none\ntwo ")
    paste(desk, picture=PICTURE)
    expect(desk.locator("[data-preview-here] img")).to_have_js_property("complete", True)
    expect(desk.get_by_role("progressbar")).to_have_count(0)
    desk.keyboard.type("One dot")
    expect(desk.locator("[data-preview-here] img")).to_have_attribute("alt", "One dot")
