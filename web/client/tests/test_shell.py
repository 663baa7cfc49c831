"""The shell around the page: connection, presence, times, other windows, and working without a WebSocket."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from blog import MODULES
from conftest import Site, Window
from courant_kit.templatetags.courant import when
from playwright.sync_api import BrowserContext, Route, expect


@pytest.fixture(autouse=True)
def pages(site: Site, context: BrowserContext) -> None:
    """One page."""
    site.pages = {"/blog/": "<h1>Blog</h1><p id='who'>HTTP</p>"}
    context.add_init_script("""fake.procedures['courant.blog.page.index'] =
        () => fake.page(`<h1>Blog</h1><p id='who'>${fake.identity.authrole}</p>`)""")


def test_the_indicator_says_live_reconnecting_offline(window: Window) -> None:
    """In words and as a state."""
    window.open()
    sign = window.page.locator("#connection")
    expect(sign).to_have_text("Live")
    window.run("(fake.refuse = true, fake.drop())")
    expect(sign).to_have_text("Reconnecting…")
    window.run("fake.refuse = false")
    expect(sign).to_have_attribute("data-state", "live")
    window.page.context.set_offline(True)
    window.run("(fake.refuse = true, fake.drop())")
    expect(sign).to_have_text("Offline")
    window.page.context.set_offline(False)


def test_the_first_connection_is_no_news(window: Window) -> None:
    """The place stays empty until we are live."""
    window.page.add_init_script("""window.seen = [];
        const look = ([{ target }]) => window.seen.push(target.dataset.state);
        document.addEventListener('DOMContentLoaded', () =>
            new MutationObserver(look).observe(document.querySelector('#connection'), { attributes: true }))""")
    window.open()
    assert window.run("window.seen") == ["live"]


def test_presence_is_entered_and_shown(window: Window) -> None:
    """On each page and each connection, and when core has started anew; who is there is a live fragment."""
    window.open()
    window.until("fake.asked('courant.core.presence.enter').length === 1")
    window.until("fake.sockets[0].topics.has('courant.core.live.presence-1')")
    window.run("fake.change({ id: 'core.presence-1', version: 1764000000000000, html: '<ul><li>Ada</li></ul>' })")
    expect(window.page.locator("#presence li")).to_have_text("Ada")
    window.run("fake.publish('courant.core.module.changed', { module: 'core', present: true })")
    window.until("fake.asked('courant.core.presence.enter').length === 2")
    window.run("fake.drop()")
    window.until("fake.asked('courant.core.presence.enter').length === 3")
    assert window.run("fake.asked('courant.core.presence.enter')[0]") == {"page": "/blog/"}


def test_what_came_too_fast_is_asked_again(window: Window) -> None:
    """When many windows behind one address reconnect at once, those refused get modules and presence later."""
    window.page.clock.install()
    window.page.add_init_script("""fake.answers = { ...fake.procedures };
        for (const uri of ['courant.core.module.list', 'courant.core.presence.enter'])
          fake.procedures[uri] = () => { throw fake.error('rate_limited', 'That was too fast.') }""")
    window.open()
    window.until("fake.asked('courant.core.presence.enter').length === 1")
    window.run("Object.assign(fake.procedures, fake.answers)")
    window.page.clock.fast_forward(10_000)
    window.until("fake.asked('courant.core.module.list').length === 2")
    window.until("fake.sockets[0].topics.has('courant.core.live.presence-1')")


def test_times_are_in_the_readers_words(window: Window, site: Site) -> None:
    """Near ones as a distance, far ones and days as they were written, new ones too; a slow clock says nothing odd."""
    near = (datetime.now(UTC) - timedelta(seconds=185)).isoformat()
    site.pages["/blog/"] = f"""<h1>Blog</h1><div data-live="blog.index" data-version="1">
        <time id="near" datetime="{near}">server</time>
        <time id="far" datetime="2001-02-03T12:00:00Z">3 February 2001</time>
        <time id="day" datetime="2026-11-23">23 November</time></div>"""
    window.open()
    expect(window.page.locator("#near")).to_have_text("3 minutes ago")
    expect(window.page.locator("#far")).to_have_text("3 February 2001")
    expect(window.page.locator("#day")).to_have_text("23 November")
    window.run("""fake.change({ id: 'blog.index', version: 2,
        html: `<time id="near" datetime="2001-02-04T12:00:00Z">4 February 2001</time>
               <time id="soon" datetime="${new Date(Date.now() + 7200000).toISOString()}">server</time>` })""")
    expect(window.page.locator("#soon")).to_have_text("just now")
    expect(window.page.locator("#near")).to_have_text("4 February 2001")


def test_a_time_says_its_date_where_words_would_move_the_page(window: Window, site: Site) -> None:
    """While a page loads, nothing moves under the eyes of its reader, for more lines or for fewer."""
    near = (datetime.now(UTC) - timedelta(minutes=59)).isoformat()
    narrow = f'<table><td width="1"><p id="{{}}"><a href="/"><time datetime="{near}">{{}}</time></a></p></td></table>'
    one_line, many_lines = (
        narrow.format("grows", "1&nbsp;May&nbsp;2026"),
        narrow.format("shrinks", "the 1st of May in 2026"),
    )
    site.pages["/blog/"] = f"""<h1>Blog</h1><div data-live="blog.index" data-version="1">
        <p id="fits"><time datetime="{near}">30 May 2026</time></p>{one_line}{many_lines}</div>"""
    window.open()
    expect(window.page.locator("#fits")).to_have_text("59 minutes ago")
    expect(window.page.locator("#grows")).to_have_text("1 May 2026")
    expect(window.page.locator("#shrinks")).to_have_text("the 1st of May in 2026")
    window.run(f"fake.change({{ id: 'blog.index', version: 2, html: `{one_line}` }})")
    expect(window.page.locator("#grows")).to_have_text("59 minutes ago")


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/St_Johns"])
def test_dates_are_those_of_the_server_in_every_zone(context: BrowserContext, site: Site, zone: str) -> None:
    """The browser says how long ago a moment of the first week was, and leaves all else as `{% when %}` writes it."""
    now = datetime.now(UTC)
    hours = [*range(0, 24 * 8, 5), *range(24 * 8, 24 * 800, 911)]
    moments = [now - timedelta(hours=age, minutes=59 * age % 60) for age in hours]
    moments += [moment.astimezone(timezone(timedelta(hours=14))) for moment in moments]
    site.pages["/blog/"] = "<h1>Blog</h1>" + "".join(f"<p>{when(moment)}</p>" for moment in moments)
    browser = context.browser
    assert browser
    reader = browser.new_context(timezone_id=zone)
    page = reader.new_page()
    page.goto(f"{site.url}/blog/")
    expect(page.locator("time").first).to_have_text("just now")
    shown = page.locator("time").evaluate_all("(all) => all.map((one) => [one.innerText, one.title])")
    for (text, title), moment in zip(shown, moments, strict=True):
        written = re.fullmatch(r'<time [^>]*title="([^"]+)">([^<]+)</time>', when(moment))
        assert written
        assert title == written[1] == f"{written[2]}, {moment.astimezone(UTC):%H:%M} UTC"
        recent = now - moment < timedelta(days=7)
        assert re.fullmatch(r"just now|yesterday|\d+ (minute|hour|day)s? ago", text) if recent else text == written[2]
    reader.close()


def test_our_role_is_on_the_document(window: Window) -> None:
    """For the style sheet."""
    window.page.add_init_script("fake.identity = { authid: 'ada#1', authrole: 'editor' }")
    window.open()
    expect(window.page.locator("html")).to_have_attribute("data-role", "editor")


def test_another_role_asks_for_the_page_again(window: Window, site: Site) -> None:
    """The server has closed our session; the new one is somebody else's, and so are page and account menu."""
    window.open()
    site.shell = {"account": "Signed in as Ada"}
    window.run("(fake.identity = { authid: 'ada#1', authrole: 'member' }, fake.drop())")
    expect(window.page.locator("#who")).to_have_text("member")
    expect(window.page.locator("html")).to_have_attribute("data-role", "member")
    expect(window.page.locator("[data-shell=account]")).to_have_text("Signed in as Ada")
    assert window.same_document


def test_a_visitor_in_another_network_is_the_same_visitor(new_window: Callable[[], Window]) -> None:
    """Neither this window's page nor the browser's other windows are asked for again."""
    first, second = new_window().open(), new_window().open()
    for joins, network in enumerate(("5e1f", "0b2d"), start=2):
        first.run(f"(fake.identity = {{ authid: 'visitor#{network}', authrole: 'visitor' }}, fake.drop())")
        first.until(f"fake.sockets.length === {joins} && fake.asked('courant.core.presence.enter').length >= {joins}")
        expect(first.page.locator("#connection")).to_have_attribute("data-state", "live")
    assert first.run("fake.asked('courant.blog.page.index').length") == 0
    assert first.site.requests == ["GET /blog/"] * 2
    assert second.run("fake.sockets.length") == 1


def test_signing_in_concerns_all_windows_of_the_browser(new_window: Callable[[], Window]) -> None:
    """The second window joins as Ada, and the first one follows."""
    first = new_window().open()
    first.run("(fake.identity = { authid: 'ada#1', authrole: 'editor' })")
    second = new_window()
    second.page.add_init_script("fake.identity = { authid: 'ada#1', authrole: 'editor' }")
    second.open()
    expect(first.page.locator("html")).to_have_attribute("data-role", "editor")
    expect(first.page.locator("#who")).to_have_text("editor")


def test_windows_that_cannot_agree_come_to_rest(new_window: Callable[[], Window]) -> None:
    """Two identities in one browser do not make each other reconnect for ever."""
    first = new_window().open()
    second = new_window()
    second.page.add_init_script("fake.identity = { authid: 'ada#1', authrole: 'editor' }")
    second.open()
    first.until("fake.sockets.length >= 2")
    first.run("new Promise((resolve) => setTimeout(resolve, 300))")
    counts = [one.run("fake.sockets.length") for one in (first, second)]
    first.run("new Promise((resolve) => setTimeout(resolve, 300))")
    assert [one.run("fake.sockets.length") for one in (first, second)] == counts
    assert max(counts) <= 3


def test_without_a_websocket_pages_are_polled(window: Window, site: Site) -> None:
    """Reading goes on over HTTP, the sign says so, and a socket ends it."""
    window.page.add_init_script("fake.refuse = true")
    window.open(joined=False)
    site.pages["/blog/"] = "<h1>Blog</h1><p id='who'>newer</p>"
    expect(window.page.locator("#who")).to_have_text("newer", timeout=15_000)
    expect(window.page.locator("#connection")).to_have_attribute("data-state", "polling")
    assert window.same_document
    window.run("(fake.refuse = false, dispatchEvent(new Event('online')))")
    expect(window.page.locator("#connection")).to_have_attribute("data-state", "live")


def test_a_page_that_was_fetched_replaces_no_newer_fragment(window: Window, site: Site) -> None:
    """Neither in the shell nor in the page; the rest of the page is newer."""
    page = "<h1>Blog</h1><p id='who'>{}</p><p id='list' data-live='blog.index' data-version='{}'>{}</p>"
    site.pages["/blog/"] = page.format("first", 1, "first")
    window.open()
    window.change(id="core.menu", version=3, html="<ul><li>newest</li></ul>")
    window.change(id="blog.index", version=3, html="newest")
    site.pages["/blog/"] = page.format("fetched", 2, "older")
    window.run("(fake.refuse = true, fake.drop())")
    expect(window.page.locator("#who")).to_have_text("fetched", timeout=15_000)
    expect(window.page.locator("#list")).to_have_text("newest")
    expect(window.page.locator("nav")).to_have_text("newest")


def test_polling_does_not_replace_a_page_by_a_fault_of_the_server(window: Window, site: Site) -> None:
    """While the router is away, web can answer only that a module is away; the open page is the better one."""
    window.page.add_init_script("fake.refuse = true")
    window.open(joined=False)
    shown = window.page.locator("#main").inner_html()
    site.shell["status"], site.pages["/blog/"] = "503", "<h1>Away</h1>"
    with window.page.expect_response(lambda answer: answer.status == 503, timeout=15_000) as answer:
        pass
    answer.value.finished()
    window.run("new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))")
    assert window.page.locator("#main").inner_html() == shown
    expect(window.page.locator("#connection")).not_to_have_attribute("data-state", "polling")


@pytest.mark.parametrize("late", [False, True])
def test_a_page_that_was_polled_before_the_window_joined_is_renewed(window: Window, site: Site, late: bool) -> None:
    """A site that was just starting may not have had the page yet; its answer may come when the window is live."""
    shown = site.pages["/blog/"]
    site.shell["modules"] = MODULES
    window.page.add_init_script("fake.refuse = true")
    window.open(joined=False)
    site.shell |= {"module": "", "status": "404"}
    site.pages["/blog/"] = "<h1>There is no such page</h1>"

    def answer(route: Route) -> None:
        if late:
            _join(window)
        route.continue_()

    window.page.route("**/blog/", answer)
    with window.page.expect_response("**/blog/", timeout=15_000):
        pass
    if not late:
        expect(window.page.locator("h1")).to_have_text("There is no such page")
        _join(window)
    site.pages["/blog/"] = shown
    window.until("fake.asked('courant.blog.page.index').length > 0")
    expect(window.page.locator("#main")).to_have_attribute("data-status", "200")
    assert window.same_document


def test_a_dead_socket_is_found_when_the_window_wakes(window: Window) -> None:
    """It looks open and answers nothing."""
    window.open()
    window.run("(fake.latency = 1e9, dispatchEvent(new Event('online')))")
    window.until("fake.sockets.length === 2")


def test_a_socket_that_falls_silent_is_replaced(window: Window) -> None:
    """An open window asks for a sign of life; it does not wait for somebody to look away and back."""
    window.page.clock.install()
    window.open()
    window.run("(fake.latency = 1e9)")
    window.page.clock.fast_forward(10_000)
    assert window.run("fake.sockets.length") == 1
    window.page.clock.fast_forward(3_000)
    window.until("fake.sockets.length === 2")


def test_a_socket_that_answers_is_kept(window: Window) -> None:
    """Also while the browser says that it is offline: a site on the same machine is there all the same."""
    window.page.clock.install()
    window.open()
    for _ in range(4):
        sent = window.run("fake.sent.length")
        window.page.clock.fast_forward(5_000)
        window.until(f"fake.sent.length > {sent}")
    window.run("dispatchEvent(new Event('offline'))")
    window.page.clock.fast_forward(1_000)
    expect(window.page.locator("#connection")).to_have_attribute("data-state", "live")
    assert window.run("fake.sockets.length") == 1


def test_a_cut_line_is_noticed_when_the_browser_says_so(window: Window) -> None:
    """The socket itself may look open for a minute."""
    window.open()
    window.run("(fake.latency = 1e9)")
    window.page.context.set_offline(True)
    expect(window.page.locator("#connection")).to_have_text("Offline")
    window.page.context.set_offline(False)


def test_a_page_that_browsers_keep_for_back_leaves_and_joins_again(window: Window) -> None:
    """While it is kept it would answer the router's pings, and count as present."""
    window.open()
    window.run("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    window.until("fake.sockets[0].readyState === 3")
    entered = window.run("fake.asked('courant.core.presence.enter').length")
    window.run("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    window.until(f"fake.asked('courant.core.presence.enter').length > {entered}")
    assert window.run("fake.sockets.length") == 2


def test_the_readers_choice_of_light_or_dark_is_kept(window: Window) -> None:
    """Over reloads, until the reader chooses the system's again."""
    choose(window.open(), "Dark")
    expect(window.page.locator("html")).to_have_attribute("data-theme", "dark")
    window.open()
    expect(window.page.locator("html")).to_have_attribute("data-theme", "dark")
    choose(window, "Light")
    expect(window.page.locator("html")).to_have_attribute("data-theme", "light")
    choose(window, "As the system")
    expect(window.page.locator("html")).to_have_attribute("data-theme", "")
    window.open().page.click("#theme")
    expect(window.page.locator("#theme-menu [aria-pressed=true]")).to_have_text("As the system")


def choose(window: Window, theme: str) -> None:
    """Choose in the menu of themes."""
    window.page.click("#theme")
    window.page.get_by_role("button", name=theme, exact=True).click()
    expect(window.page.locator("#theme-menu")).to_be_hidden()


def test_html_of_services_runs_no_script(window: Window) -> None:
    """Not by scripts, nor by handlers (which the policy refuses as well)."""
    window.open()
    window.run("""(fake.procedures['courant.blog.page.index'] =
        () => fake.page('<h1>Bad</h1><script>window.hacked = 1</script>'),
        document.querySelector('header a').click())""")
    expect(window.page.locator("main h1")).to_have_text("Bad")
    assert window.run("window.hacked === undefined")


def _join(window: Window) -> None:
    window.run("(fake.refuse = false, dispatchEvent(new Event('online')))")
    expect(window.page.locator("#connection")).to_have_attribute("data-state", "live")
