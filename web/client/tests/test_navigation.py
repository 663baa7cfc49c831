"""Navigation by links and history, and the links that the browser must handle itself."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import LONG, Site, Window
from playwright.sync_api import BrowserContext, expect

LINKS = """<h1>Blog</h1>
<a id="ours" href="/blog/first/">First post</a>
<a id="search" href="/blog/?page=2">Page 2</a>
<a id="blank" href="/blog/first/" target="_blank">New window</a>
<a id="download" href="/blog/first/" download>Download</a>
<a id="other" href="/elsewhere/">Elsewhere</a>
<a id="external" href="/blog/first/" rel="external">External</a>
<a id="jump" href="#far">Jump</a>
<form action="/blog/" method="get"><input name="q"><button>Search</button></form>
<p id="far">Far</p>"""
HOLD_INDEX = """fake.procedures["courant.blog.page.index"] = () => new Promise((resolve) => {
  fake.release = () => resolve(fake.page(`<h1>Blog page 1</h1><p>${"<br>".repeat(200)}</p>`, { title: "Blog" }));
})"""
POST = """{ title: "First post", description: "What it says", canonical: "/blog/first/", feed: "/blog/feed/" }"""


@pytest.fixture(autouse=True)
def pages(site: Site, context: BrowserContext) -> None:
    """A list and a post, over HTTP and over the socket alike."""
    site.pages = {"/blog/": LINKS + LONG, "/blog/first/": "<h1>First over HTTP</h1>", "/elsewhere/": "<h1>Else</h1>"}
    context.add_init_script(f"""
        fake.procedures["courant.blog.page.index"] = (fields) =>
          fake.page(`<h1>Blog page ${{fields.page ?? fields.q ?? 1}}</h1><a id="ours" href="/blog/first/">First post</a>
            <p>${{"<br>".repeat(200)}}</p>`, {{ title: "Blog" }});
        fake.procedures["courant.blog.page.post"] = ({{ slug }}) =>
          fake.page(`<h1>Post ${{slug}}</h1><p id="far">Far</p>`, {POST});
    """)


def heading(window: Window) -> Any:
    """The page's heading."""
    return window.page.locator("main h1")


def test_a_link_opens_its_page_over_the_socket(window: Window, site: Site) -> None:
    """Address, title, description, canonical address and feed are those of the page; the document stays."""
    window.open().page.click("#ours")
    expect(heading(window)).to_have_text("Post first")
    expect(window.page).to_have_url(site.url + "/blog/first/")
    expect(window.page).to_have_title("First post · Courant")
    head = window.page.locator("head")
    expect(head.locator("meta[name=description]")).to_have_attribute("content", "What it says")
    expect(head.locator("link[rel=canonical]")).to_have_attribute("href", site.url + "/blog/first/")
    expect(head.locator("link[type='application/atom+xml']")).to_have_attribute("href", "/blog/feed/")
    assert window.same_document
    assert site.requests == ["GET /blog/"]


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


def test_queries_are_arguments(window: Window, site: Site) -> None:
    """What the route names goes to the page procedure, and nothing else."""
    window.open()
    window.run("document.querySelector('#search').href = '/blog/?page=2&utm_source=x'")
    window.page.click("#search")
    expect(heading(window)).to_have_text("Blog page 2")
    expect(window.page).to_have_url(site.url + "/blog/?page=2&utm_source=x")
    assert window.run("fake.asked('courant.blog.page.index')")[-1] == {"page": "2"}
    window.page.go_back()
    expect(heading(window)).to_have_text("Blog page 1")


def test_a_form_by_get_is_a_page_too(window: Window, site: Site) -> None:
    """A search opens over the socket, and has an address."""
    window.open().page.fill("[name=q]", "a b")
    window.page.keyboard.press("Enter")
    expect(heading(window)).to_have_text("Blog page a b")
    expect(window.page).to_have_url(site.url + "/blog/?q=a+b")
    assert window.same_document


@pytest.mark.parametrize("link", ["other", "external"])
def test_links_to_anything_else_are_links(window: Window, link: str) -> None:
    """What no present module answers is loaded."""
    window.open().page.click(f"#{link}")
    expect(heading(window)).to_have_text(re.compile("Else|First over HTTP"))
    assert not window.same_document


@pytest.mark.parametrize("modifier", ["Control", "Shift"])
def test_clicks_with_modifiers_are_the_browsers(window: Window, modifier: Any) -> None:
    """A new tab or window, never this one."""
    window.open().page.click("#ours", modifiers=[modifier])
    expect(heading(window)).to_have_text("Blog")
    assert window.run("fake.asked('courant.blog.page.post').length") <= 1  # at most the prefetch of the hover


def test_targets_and_downloads_are_the_browsers(window: Window, context: BrowserContext) -> None:
    """They leave this window as it is."""
    window.open()
    with context.expect_page():
        window.page.click("#blank")
    with window.page.expect_download():
        window.page.click("#download")
    expect(heading(window)).to_have_text("Blog")


def test_jumps_stay_on_the_page(window: Window, site: Site) -> None:
    """A hash alone scrolls, and back undoes it, without asking anybody."""
    window.open().page.click("#jump")
    expect(window.page).to_have_url(site.url + "/blog/#far")
    window.page.go_back()
    expect(window.page).to_have_url(site.url + "/blog/")
    assert window.run("fake.asked('courant.blog.page.index').length") == 0
    assert window.same_document


def test_a_hash_leads_to_its_target_on_the_new_page(window: Window) -> None:
    """And the focus goes there."""
    window.open()
    window.run("document.querySelector('#ours').href = '/blog/first/#far'")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Post first")
    expect(window.page.locator("#far")).to_be_focused()


def test_redirects_are_followed(window: Window, site: Site) -> None:
    """The address is that of the page that is shown."""
    window.open()
    window.run("""fake.procedures["courant.blog.page.post"] = ({ slug }) =>
        slug === "first" ? fake.page("", { status: 301, location: "/blog/second/" }) : fake.page("<h1>Second</h1>")""")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Second")
    expect(window.page).to_have_url(site.url + "/blog/second/")
    assert window.same_document


def test_a_redirect_out_of_the_modules_is_loaded(window: Window) -> None:
    """To the sign-in page, for instance."""
    window.open()
    window.run("""fake.procedures["courant.blog.page.post"] =
        () => fake.page("", { status: 302, location: "/elsewhere/" })""")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("First over HTTP")


def test_an_error_page_is_shown_as_one(window: Window, site: Site) -> None:
    """A page with a status of its own keeps address and status."""
    window.open()
    window.run("""fake.procedures["courant.blog.page.post"] = () => fake.page("<h1>Deleted</h1>", { status: 410 })""")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Deleted")
    expect(window.page.locator("#main")).to_have_attribute("data-status", "410")
    expect(window.page).to_have_url(site.url + "/blog/first/")


def test_a_failed_call_becomes_an_ordinary_load(window: Window) -> None:
    """Then the server tells what is wrong."""
    window.open()
    window.run("fake.procedures['courant.blog.page.post'] = () => { throw fake.error('forbidden', 'No') }")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("First over HTTP")
    assert not window.same_document


def test_without_a_connection_links_are_links(window: Window) -> None:
    """Reading goes on."""
    window.open()
    window.run("(fake.refuse = true, fake.drop())")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("First over HTTP")
    assert not window.same_document


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


def test_a_module_that_is_away_leaves_its_links_to_the_server(window: Window) -> None:
    """When the module is back, the window shows its page again by itself."""
    window.site.pages["/blog/first/"] = "<h1>Back in a moment</h1>"
    window.open()
    window.run("(fake.manifests[0].present = false, fake.change({ id: 'core.menu', version: 2, html: '' }))")
    window.until("fake.asked('courant.core.module.list').length === 2")
    window.site.shell["status"] = "503"
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Post first")  # the list of the new document has the module
    assert window.site.requests == ["GET /blog/", "GET /blog/first/"]
    assert not window.same_document


def test_a_page_of_a_module_that_is_suspended_says_so_and_comes_back(window: Window) -> None:
    """The server says it in the open document."""
    window.open()
    window.site.pages["/blog/"], window.site.shell["status"] = "<h1>Suspended</h1>", "503"
    window.run("(fake.manifests[0].suspended = true, fake.manifests[0].present = false)")
    window.run("fake.publish('courant.core.module.changed', { module: 'blog', present: false })")
    expect(heading(window)).to_have_text("Suspended")
    window.run("(fake.manifests[0].suspended = false, fake.manifests[0].present = true)")
    window.run("fake.publish('courant.core.module.changed', { module: 'blog', present: true })")
    expect(heading(window)).not_to_have_text("Suspended")
    assert window.same_document


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


def test_a_page_is_fetched_when_the_button_goes_down(window: Window) -> None:
    """And not again when it comes up."""
    window.open()
    window.run("document.querySelector('#ours').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))")
    window.until("fake.asked('courant.blog.page.post').length === 1")
    window.run("document.querySelector('#ours').click()")
    expect(heading(window)).to_have_text("Post first")
    assert window.run("fake.asked('courant.blog.page.post').length") == 1


MODULES = """<script type="application/json" id="modules">{"modules": [{"module": "blog", "present": true, "routes": [
{"pattern": "^blog/$", "procedure": "courant.blog.page.index", "query": []},
{"pattern": "^blog/(?<slug>[-a-z0-9]+)/$", "procedure": "courant.blog.page.post", "query": []}]}]}</script>"""


def test_the_modules_of_the_first_page_are_not_asked_for(window: Window, site: Site) -> None:
    """Not after a reconnect either; a newer menu says that they have changed, whether by an event or after a gap."""
    site.shell["modules"] = MODULES
    window.page.goto(site.url + "/blog/")
    menu = "fake.asked('courant.core.live.since').filter(({ fragments }) => 'core.menu' in fragments).length"
    window.until(f"{menu} === 1")
    window.run("fake.drop()")
    window.until(f"{menu} === 2")
    assert window.run("fake.asked('courant.core.module.list')") == []
    window.change(id="core.menu", version=2, html="<ul></ul>")
    window.until("fake.asked('courant.core.module.list').length === 1")
    window.run(
        "(fake.change({ id: 'core.menu', version: 3, html: '<ul><li></li></ul>' }, { missed: true }), fake.drop())"
    )
    window.until("fake.asked('courant.core.module.list').length === 2")


def test_a_heading_called_modules_is_not_taken_for_the_list(window: Window, site: Site) -> None:
    site.shell["modules"] = MODULES
    site.pages["/blog/wire/"] = '<h1>Wire</h1><h2 id="modules">Modules</h2>'
    window.page.goto(site.url + "/blog/wire/")
    window.until("fake.asked('courant.core.live.since').length > 0")
    assert window.run("fake.asked('courant.core.module.list')") == []


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
