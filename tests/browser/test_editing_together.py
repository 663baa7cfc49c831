"""What others write disturbs nobody: neither an input method, nor the selection, nor what is in sight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures import Somebody
from tests.readers import Reader
from tests.site import Site
from tests.windows import opened, text_of

pytestmark = pytest.mark.browser

PASTE = """(element, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  element.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
}"""

Pair = Callable[[str, str], tuple[Page, Page]]


@pytest.fixture
def pair(site: Site, somebody: Somebody) -> Pair:
    """Opens a new page of this title and text in the editors of two people."""

    def both(title: str, text: str) -> tuple[Page, Page]:
        with site.operator() as operator:
            saved = operator.call("courant.wiki.page.save", title=title, path=title.lower(), text=text, base=0)
        ada, admin = (opened(somebody(name), site, f"{saved['location']}~edit/") for name in ("ada", "admin"))
        for page in (ada, admin):
            expect(text_of(page)).to_be_visible()
            expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        return ada, admin

    return both


def have(text: str, *pages: Page) -> None:
    for page in pages:
        expect(page.locator("#text")).to_have_value(text)


def test_others_words_wait_for_an_input_method(pair: Pair) -> None:
    ada, admin = pair("Kanji", "はじめ。")
    text_of(ada).press("End")
    session = ada.context.new_cdp_session(ada)
    for half in ("か", "かn", "かんじ"):
        session.send("Input.imeSetComposition", {"text": half, "selectionStart": len(half), "selectionEnd": len(half)})
    have("はじめ。かんじ", admin)
    text_of(admin).press("Home")
    admin.keyboard.type("まず、")
    expect(admin.get_by_text("Saved", exact=True)).to_be_visible()
    session.send("Input.imeSetComposition", {"text": "漢字", "selectionStart": 2, "selectionEnd": 2})
    session.send("Input.insertText", {"text": "漢字"})
    have("まず、はじめ。漢字", ada, admin)


def test_the_selection_and_the_place_stay_with_their_words(pair: Pair) -> None:
    lines = "\n".join(f"Line {number}" for number in range(200))
    ada, admin = pair("Selected", lines)
    text_of(ada).press("Control+End")
    ada.keyboard.press("Shift+Home")
    expect(ada.locator("courant-editor .cm-line").last).to_be_in_viewport()
    text_of(admin).press("Control+Home")
    admin.keyboard.type("Above\n\n")
    have(f"Above\n\n{lines}", ada)
    expect(ada.locator("courant-editor .cm-line").last).to_be_in_viewport()
    ada.keyboard.type("Last")
    have(f"Above\n\n{lines.removesuffix('Line 199')}Last", ada, admin)


def test_pasted_line_breaks_are_the_same_for_all_and_undo_leaves_what_others_wrote(pair: Pair) -> None:
    ada, admin = pair("Pasted", "One")
    text_of(ada).press("Control+End")
    text_of(ada).evaluate(PASTE, "\r\nTwo\r\nThree\rFour")
    have("One\nTwo\nThree\nFour", ada, admin)
    text_of(admin).press("Control+End")
    for _ in "Four":
        admin.keyboard.press("ArrowLeft")
    admin.keyboard.type("and ")
    have("One\nTwo\nThree\nand Four", ada, admin)
    text_of(ada).press("Control+z")
    have("Oneand ", ada, admin)
    ada.keyboard.press("Control+y")
    have("One\nTwo\nThree\nand Four", ada, admin)


@pytest.mark.parametrize(
    "cursor",
    [{}, {"anchor": None, "head": 7}, {"anchor": {"item": {"client": "x", "clock": -1}}, "head": {"type": []}}],
    ids=str,
)
def test_a_caret_that_is_no_place_hides_nobodys(site: Site, pair: Pair, cursor: dict[str, object]) -> None:
    ada, admin = pair(f"Carets {len(str(cursor))}", "Words")
    with site.operator() as operator:
        page = operator.call("courant.wiki.page.get", path=f"carets-{len(str(cursor))}")["document"]
    caret = {"user": {"name": "<b>", "color": "url(//x)"}, "cursor": cursor}
    with Reader(site).sign_in("ada") as reader, reader.socket() as hostile:
        hostile.call("courant.wiki.text.caret", document=page, client=1, caret=caret)
        text_of(admin).press("End")
        admin.keyboard.type("!")
        have("Words!", ada, admin)
        expect(ada.locator(".caret .who")).to_have_text("admin")
