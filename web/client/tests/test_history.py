"""Back, forward and reload: pages and positions return, and unsaved words are not lost."""

import pytest
from blog import heading
from conftest import Site, Window
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("pages")

HOLD_INDEX = """fake.procedures["courant.blog.page.index"] = () => new Promise((resolve) => {
  fake.release = () => resolve(fake.page(`<h1>Blog page 1</h1><p>${"<br>".repeat(200)}</p>`, { title: "Blog" }));
})"""


def test_back_and_forward_restore_pages_and_positions(window: Window, site: Site) -> None:
    """Each entry of the history comes back where it was scrolled to."""
    window.open()
    window.run("scrollTo(0, 1500)")
    window.until("history.state?.y === 1500")
    window.page.evaluate("document.querySelector('#ours').click()")
    expect(heading(window)).to_have_text("Post first")
    window.until("scrollY === 0")
    window.page.go_back()
    expect(heading(window)).to_have_text("Blog page 1")
    window.until("scrollY === 1500")
    window.page.go_forward()
    expect(heading(window)).to_have_text("Post first")
    assert window.same_document
    assert site.requests == ["GET /blog/"]


def test_a_scroll_just_before_back_does_not_overwrite_the_position(window: Window) -> None:
    """The address changes at once, the page some time later: a position kept meanwhile would be the wrong page's."""
    window.open()
    window.run("scrollTo(0, 1500)")
    window.until("history.state?.y === 1500")
    window.page.evaluate("document.querySelector('#ours').click()")
    expect(heading(window)).to_have_text("Post first")
    window.run(HOLD_INDEX)
    window.page.go_back()
    window.until("fake.release !== undefined")
    window.run("dispatchEvent(new Event('pagehide'))")  # stores the position, as a scroll does after a rest
    window.run("fake.release()")
    expect(heading(window)).to_have_text("Blog page 1")
    window.until("scrollY === 1500")


def test_a_reload_keeps_the_position(window: Window) -> None:
    """As a browser does by itself."""
    window.open()
    window.run("scrollTo(0, 900)")
    window.until("history.state?.y === 900")
    window.page.reload()
    window.until("scrollY >= 900")


def test_unsaved_words_are_not_lost_by_a_click(window: Window) -> None:
    """A guarded form asks before somebody leaves by a link or through the history, and lets them stay."""
    window.site.pages["/blog/"] = (
        "<h1>Blog</h1><a id=ours href='/blog/first/'>x</a><form data-guard><input name=t></form>"
    )
    window.open()
    window.page.fill("[name=t]", "precious")
    asked: list[str] = []
    window.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    window.page.click("#ours")
    expect(window.page.locator("[name=t]")).to_have_value("precious")
    window.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Post first")
    assert len(asked) == 2
