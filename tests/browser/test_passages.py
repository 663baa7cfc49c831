"""Comments on a passage in two windows: they appear where they belong, and stay there while the page changes."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.content import WORDS
from tests.site import PASSWORD, Site
from tests.windows import opened

Somebody = Callable[[str], BrowserContext]
TEXT = "Rivers *meet* here in spring.\n\nThe ferry carries people, horses and carts.\n\nNobody has built a bridge."

SELECT = """words => {
    const walker = document.createTreeWalker(document.querySelector(".page .prose"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        return;
    }
}"""
UNFOLDED = {"rules": {"scrollable-region-focusable": {"enabled": False}}}
"""axe takes the links of a long tree of pages for hidden: they are in a fold that is always open in wide windows."""

MARKED = """() => [...CSS.highlights?.get("passages") ?? []].map(String)"""


QUOTES = """async () => {
    const script = document.querySelector("[data-script$='/discussion.js']").dataset.script;
    const { Words } = await import(script.replace(/\\.js$/, "/words.js"));
    const prose = document.querySelector(".page .prose");
    const words = new Words(prose);
    const quotes = [...prose.querySelectorAll("p, li, pre, td, h2, h3, summary")].map((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const quote = words.quote(range);
        const place = quote && words.find(quote);
        return quote && { ...quote, again: new Words(prose).quote(words.range(...place)) };
    });
    return quotes.filter(Boolean);
}"""


def marked(page: Page, *words: str) -> None:
    """Wait until just these words of the article are marked."""
    page.wait_for_function(f"words => JSON.stringify(({MARKED})()) === JSON.stringify(words)", arg=list(words))


def test_a_thread_on_a_passage(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Passages", text=TEXT)
        grace, ada = (opened(somebody(name), site, "/wiki/passages/") for name in ("grace", "ada"))
        marked(ada)
        grace.evaluate(SELECT, "horses and carts")
        grace.get_by_role("button", name="Comment", exact=True).first.click()
        expect(grace.get_by_label("Words of the page")).to_have_value("horses and carts")
        expect(grace.get_by_label("Your comment")).to_be_focused()
        grace.keyboard.type("Also *oxen*?")
        grace.keyboard.press("Control+Enter")

        for window in (grace, ada):
            expect(window.locator(".thread .prose")).to_have_text("Also oxen?")
            marked(window, "horses and carts")
        expect(grace.get_by_label("Your comment")).to_be_hidden()
        assert not Axe().run(ada, options=UNFOLDED).response["violations"]

        ada.locator(".reply summary").click()
        ada.get_by_label("Your reply").fill("Yes.")
        ada.get_by_role("button", name="Reply").click()
        expect(grace.locator(".thread .comment")).to_have_count(2)

        changed = f"First of all.\n\n{TEXT.replace('horses and carts', 'horses, oxen and carts')}"
        operator.call("courant.wiki.page.save", title="Passages", path="passages", base=1, text=changed)
        for window in (grace, ada):
            marked(window, "horses, oxen and carts")
        grace.get_by_role("link", name="horses, oxen and carts").click()
        expect(grace.locator(".page .prose p:focus")).to_contain_text("The ferry carries")
        ada.get_by_text("horses, oxen and carts.").click()
        expect(ada.get_by_role("link", name="horses, oxen and carts")).to_be_focused()

        grace.get_by_role("button", name="Resolve").click()
        expect(ada.locator(".thread")).to_have_count(0)
        expect(ada.get_by_role("link", name="1 resolved")).to_be_visible()
        marked(ada)


def test_a_paragraph_is_chosen_from_a_list_by_keyboard(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Paragraphs", text=TEXT)
    ada = opened(somebody("ada"), site, "/wiki/paragraphs/")
    expect(ada.locator("html")).to_have_attribute("data-discussion", "")  # the script for writers is there
    ada.keyboard.press("Control+Alt+KeyM")
    expect(ada.get_by_label("Passage", exact=True)).to_be_focused()
    ada.get_by_label("Passage", exact=True).select_option("Nobody has built a bridge.")
    expect(ada.get_by_label("Words of the page")).to_have_value("Nobody has built a bridge.")
    ada.get_by_label("Your comment").fill("Not yet.")
    ada.get_by_role("button", name="Comment", exact=True).click()
    expect(ada.locator(".thread .passage")).to_have_text("Nobody has built a bridge.")


def test_a_visitor_reads_threads_and_loads_no_script_for_them(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Quiet", text=TEXT)
        operator.call("courant.wiki.thread.open", path="quiet", exact="built a bridge", text="Why not?")
    context = somebody("")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    reading = opened(context, site, "/wiki/quiet/")
    expect(reading.locator(".thread .prose")).to_have_text("Why not?")
    expect(reading.locator(".reply")).to_be_hidden()
    assert not [url for url in asked if url.endswith(("discussion.js", "words.js"))]


def test_browser_and_service_count_the_same_words(site: Site, somebody: Somebody) -> None:
    text = WORDS.format(drop="", river="", long="long ")
    text += "\n\nA \U0001d11e clef[^1],\u00a0and **b**old `c  d`.\n\n[^1]: Noted."
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Counted", text=text)
        quotes = opened(somebody("ada"), site, "/wiki/counted/").evaluate(QUOTES)
        assert len(quotes) > 10
        for quote in quotes:
            again = quote.pop("again")
            assert again == quote
            operator.call("courant.wiki.thread.open", path="counted", text="x", **quote)
        found = operator.call("courant.wiki.thread.list", path="counted")["threads"]
    assert sorted((one["start"], one["exact"]) for one in found) == sorted(
        (one["start"], one["exact"]) for one in quotes
    )


def test_without_javascript_words_are_copied_into_the_form(site: Site, browser: Browser) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Plain", text=TEXT)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/accounts/login/")
    page.locator("[name=login]").fill("grace")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{site.url}/wiki/plain/")
    page.get_by_text("Comment on a passage").click()
    page.get_by_label("Words of the page").fill("horses\nand carts")
    page.get_by_label("Your comment").fill("And *oxen*?")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".thread .prose")).to_have_text("And oxen?")
    page.locator(".reply summary").click()
    page.get_by_label("Your reply").fill("No.")
    page.get_by_role("button", name="Reply").click()
    expect(page.locator(".thread .comment")).to_have_count(2)
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("link", name="1 resolved")).to_be_visible()
    context.close()
