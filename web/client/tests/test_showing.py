"""What a reader sees of a page that opens: the first frame, focus, announcements, the menu, progress."""

import pytest
from blog import heading
from conftest import Window
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("pages")

LONG_POST = "`<h1>Long</h1><div class='prose'>${'<p>word </p>'.repeat(9)}<p id='end'>End</p></div>`"
SEEN_IN = """new Promise((done) => new MutationObserver((_, watch) => {
    watch.disconnect();
    const seen = [];
    const look = () => {
        seen.push(document.querySelector("#main").hasAttribute("data-first"));
        if (seen.length < 4) requestAnimationFrame(() => setTimeout(look));
        else done(seen);
    };
    look();
}).observe(document.querySelector("#main"), { childList: true }))"""


@pytest.mark.parametrize(("address", "first"), [("/blog/first/", True), ("/blog/first/#end", False)])
def test_only_the_first_frame_leaves_out_what_is_far_below(window: Window, address: str, first: bool) -> None:
    """Afterwards the page is laid out whole, for printing, searching and scrolling; at a heading, from the start."""
    window.open()
    window.run(f"""fake.procedures["courant.blog.page.post"] = () => fake.page({LONG_POST})""")
    window.run(f"document.querySelector('#ours').href = '{address}'")
    window.run(f"(window.seen = {SEEN_IN}, document.querySelector('#ours').click())")
    seen = window.run("window.seen")
    assert (seen[0], seen[-1]) == (first, False)
    assert window.run("getComputedStyle(document.querySelector('#end')).contentVisibility") == "visible"


def test_what_can_wait_is_done_in_a_window_that_paints_nothing(window: Window) -> None:
    """A hidden window gets no frames, but its new page is entered and followed all the same."""
    window.open()
    window.run("window.requestAnimationFrame = () => 0")
    window.run("""fake.procedures["courant.blog.page.post"] = () =>
        fake.page("<h1 data-live='blog.post-1' data-version='1'>Post first</h1>")""")
    window.run("document.querySelector('#ours').click()")
    window.until("fake.asked('courant.core.presence.enter').at(-1)?.page === '/blog/first/'")
    window.until("fake.asked('courant.blog.live.since').some(({ fragments }) => 'blog.post-1' in fragments)")
    expect(heading(window)).to_be_focused()


def test_somebody_who_writes_at_once_keeps_the_focus(window: Window) -> None:
    """The heading gets the focus after the first frame, unless it has been put somewhere else since."""
    window.open()
    window.run("""fake.procedures["courant.blog.page.post"] = () =>
        fake.page("<h1>Post first</h1><form><input name='t'></form>")""")
    window.run("""new MutationObserver((_, watch) => {
        watch.disconnect();
        document.querySelector("[name=t]").focus();
    }).observe(document.querySelector("#main"), { childList: true })""")
    window.run("document.querySelector('#ours').click()")
    expect(window.page.locator("#announce")).to_have_text("A page")
    expect(window.page.locator("[name=t]")).to_be_focused()


def test_screen_readers_and_keyboards_follow(window: Window) -> None:
    """The heading has the focus, the title is announced."""
    window.open().page.click("#ours")
    expect(heading(window)).to_be_focused()
    expect(window.page.locator("#announce")).to_have_text("First post")
    expect(window.page.locator("#main")).to_have_attribute("data-status", "200")


def test_the_menu_marks_where_we_are(window: Window) -> None:
    """The entry of the section is current, on its other pages too."""
    window.open()
    entry = window.page.locator("header nav a")
    expect(entry).to_have_attribute("aria-current", "page")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Post first")
    expect(entry).to_have_attribute("aria-current", "page")


def test_the_last_click_wins(window: Window) -> None:
    """A slow page that was left is not shown when it comes."""
    window.open()
    window.run("""fake.procedures["courant.blog.page.post"] = () =>
        new Promise((resolve) => (window.late = () => resolve(fake.page("<h1>Late</h1>"))))""")
    window.page.click("#ours")
    window.page.click("#search")
    expect(heading(window)).to_have_text("Blog page 2")
    window.run("window.late()")
    window.run("new Promise((resolve) => setTimeout(resolve))")
    expect(heading(window)).to_have_text("Blog page 2")


def test_a_slow_page_shows_progress(window: Window) -> None:
    """The bar comes after a moment and goes with the page."""
    window.open()
    window.run("""fake.procedures["courant.blog.page.post"] = () =>
        new Promise((resolve) => (window.late = () => resolve(fake.page("<h1>Late</h1>"))))""")
    window.page.click("#ours")
    expect(window.page.locator("#progress")).to_be_attached()
    window.until("!document.querySelector('#progress').hidden")
    window.run("window.late()")
    expect(heading(window)).to_have_text("Late")
    window.until("document.querySelector('#progress').hidden")
