"""Clicks and pages that come early: a page that is fetched before the click, a click before the connection."""

from collections.abc import Callable

import pytest
from blog import MODULES, heading
from conftest import Site, Window
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("pages")


def test_a_link_is_asked_for_before_the_click(window: Window) -> None:
    """Resting the pointer on it is enough, and the click asks no more."""
    window.open().page.hover("#ours")
    window.until("fake.asked('courant.blog.page.post').length === 1")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Post first")
    assert window.run("fake.asked('courant.blog.page.post').length") == 1


def test_what_was_asked_for_early_is_dropped_when_modules_change(window: Window) -> None:
    """Then the click asks anew."""
    window.open().page.hover("#ours")
    window.until("fake.asked('courant.blog.page.post').length === 1")
    window.run("fake.publish('courant.core.module.changed', { module: 'wiki', present: false })")
    window.until("fake.asked('courant.core.module.list').length === 2")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Post first")
    window.until("fake.asked('courant.blog.page.post').length >= 2")


def test_a_page_is_fetched_when_the_button_goes_down(window: Window) -> None:
    """And not again when it comes up."""
    window.open()
    window.run("document.querySelector('#ours').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))")
    window.until("fake.asked('courant.blog.page.post').length === 1")
    window.run("document.querySelector('#ours').click()")
    expect(heading(window)).to_have_text("Post first")
    assert window.run("fake.asked('courant.blog.page.post').length") == 1


@pytest.mark.parametrize("modules", [MODULES, ""])
def test_a_click_before_the_socket_is_open_waits_for_it(window: Window, site: Site, modules: str) -> None:
    """Whether the page brought the modules or they are still to be asked for."""
    site.shell["modules"] = modules
    window.page.add_init_script("""
        addEventListener("DOMContentLoaded", () => setTimeout(() => document.querySelector("#ours").click()));
        fake.latency = 20;""")
    window.page.goto(site.url + "/blog/")
    expect(heading(window)).to_have_text("Post first")
    assert site.requests == ["GET /blog/"]


def test_a_click_does_not_wait_for_long(window: Window, site: Site) -> None:
    """If the first connection takes longer, the browser opens the page."""
    site.shell["modules"] = MODULES
    window.page.add_init_script("WebSocket.prototype.answerHandshake = () => {}")
    window.page.clock.install()
    window.page.goto(site.url + "/blog/")
    window.page.click("#ours")
    window.page.clock.fast_forward(1_000)
    expect(heading(window)).to_have_text("First over HTTP")


CLICK_WHEN_LIVE = """
    addEventListener("DOMContentLoaded", () => new MutationObserver((_, watch) => {
        watch.disconnect();
        document.querySelector("#ours").click();
    }).observe(document.querySelector("#connection"), { attributes: true }));"""
TO_AND_FRO = """(window.rounds = (async () => {
    const shown = (text) => new Promise((done) => {
        const main = document.querySelector("main");
        const isShown = () => main.querySelector("h1")?.textContent === text;
        const look = () => isShown() && (watch.disconnect(), done());
        const watch = new MutationObserver(look);
        watch.observe(main, { childList: true, subtree: true });
        look();
    });
    for (let round = 0; round < 25; round += 1) {
        document.querySelector("header nav a").click();
        if (round % 2) document.querySelector("header nav a").click();
        await shown("Blog page 1");
        document.querySelector("#ours").click();
        await shown("Post first");
        history.back();
        await shown("Blog page 1");
        history.forward();
        await shown("Post first");
    }
})(), true)"""


def test_no_click_on_a_live_page_is_a_full_load(new_window: Callable[[], Window], site: Site) -> None:
    """Not in the moment in which the page says that it is live, nor doubled, nor on the way back and forward."""
    site.shell["modules"] = ""
    windows = [new_window() for _ in range(5)]  # a step in the history waits for the browser more than it works
    for window in windows:
        window.page.add_init_script(CLICK_WHEN_LIVE)
    for turn in (1, 2):
        for window in windows:
            window.page.goto(site.url + f"/blog/?turn={turn}")
            expect(heading(window)).to_have_text("Post first")
            window.run(TO_AND_FRO)
        for window in windows:
            window.run("window.rounds")
        assert len(site.requests) == turn * len(windows)
