"""Live fragments: applying events, catching up on missed ones, and ignoring those that are not newer."""

from typing import Any

import pytest
from conftest import Site, Window
from playwright.sync_api import BrowserContext, expect

LIST = """<h1>Blog</h1><ol id="list" data-live="blog.index" data-version="1">
<li id="a">A</li><li id="b">B</li><li id="c">C</li></ol>"""


@pytest.fixture(autouse=True)
def pages(site: Site, context: BrowserContext) -> None:
    """A live list, over HTTP and over the socket, and another page without one."""
    site.pages = {"/blog/": LIST, "/blog/other/": "<h1>Other</h1><a id='back' href='/blog/'>Back</a>"}
    context.add_init_script(f"fake.procedures['courant.blog.page.index'] = () => fake.page(`{LIST}`)")
    context.add_init_script("fake.procedures['courant.blog.page.post'] = () => fake.page('<h1>Other</h1>')")


@pytest.fixture
def live(window: Window) -> Window:
    """The list, live."""
    return settled(window.open())


def settled(window: Window) -> Window:
    """Once it has asked what is newer."""
    window.until("fake.asked('courant.blog.live.since').length > 0")
    return window


def shown(window: Window) -> Any:
    """The list."""
    return window.page.locator("#list")


def texts(window: Window, *expected: str) -> None:
    """The list's items are these."""
    expect(shown(window).locator("li")).to_have_text(list(expected))


def test_a_newer_version_is_shown(live: Window) -> None:
    """With its number."""
    live.change(id="blog.index", version=2, html="<li id='a'>New</li>")
    texts(live, "New")
    expect(shown(live)).to_have_attribute("data-version", "2")


def test_what_is_not_newer_changes_nothing(live: Window) -> None:
    """Delivered twice or out of order, the newest stays."""
    live.change(id="blog.index", version=3, html="<li>Three</li>")
    live.change(id="blog.index", version=2, html="<li>Two</li>")
    live.change(id="blog.index", version=3, html="<li>Other three</li>")
    live.change(id="blog.index", version=4, html="<li>Four</li>")
    texts(live, "Four")


def test_children_are_put_moved_replaced_and_dropped(live: Window) -> None:
    """In order; whoever stays is the same element."""
    live.run("document.querySelector('#c').marked = true")
    put = [
        {"key": "n", "html": "<li id='n'>N</li>", "after": None},
        {"key": "c", "html": "<li id='c'>C!</li>", "after": "n"},
        {"key": "z", "html": "<li id='z'>Z</li>", "after": "b"},
    ]
    live.change(id="blog.index", version=2, base=1, put=put, drop=["a"])
    texts(live, "N", "C!", "B", "Z")
    expect(shown(live)).to_have_attribute("data-version", "2")
    assert live.run("document.querySelector('#c').marked")


def test_children_on_another_base_are_asked_for_whole(live: Window) -> None:
    """A window that missed a version asks for everything."""
    live.run("fake.newer['blog.index'] = { id: 'blog.index', version: 5, html: '<li>Five</li>' }")
    live.run("fake.publish('courant.blog.live.index', { id: 'blog.index', version: 5, base: 4, put: [], drop: [] })")
    texts(live, "Five")


def test_a_child_behind_one_that_is_missing_is_asked_for(live: Window) -> None:
    """Instead of guessing where it belongs."""
    live.run("fake.newer['blog.index'] = { id: 'blog.index', version: 2, html: '<li>Whole</li>' }")
    put = [{"key": "x", "html": "<li id='x'>X</li>", "after": "nowhere"}]
    live.run(
        "fake.publish('courant.blog.live.index', values[0])", {"id": "blog.index", "version": 2, "base": 1, "put": put}
    )
    texts(live, "Whole")


def test_another_part_of_the_list_is_asked_for(window: Window, site: Site) -> None:
    """The third page of a list has the list's version, and its own HTML."""
    site.pages["/blog/"] = LIST.replace("blog.index", "blog.index/3")
    settled(window.open())
    window.run("fake.newer['blog.index/3'] = { id: 'blog.index/3', version: 2, html: '<li>Third page</li>' }")
    window.run("fake.publish('courant.blog.live.index', { id: 'blog.index', version: 2, html: '<li>First page</li>' })")
    texts(window, "Third page")
    assert window.run("fake.asked('courant.blog.live.since').at(-1)") == {"fragments": {"blog.index/3": 1}}


def test_a_change_before_the_subscription_is_not_missed(window: Window) -> None:
    """We subscribe, wait for the confirmation, and ask only then."""
    window.page.add_init_script("fake.newer['blog.index'] = { id: 'blog.index', version: 9, html: '<li>Nine</li>' }")
    settled(window.open())
    texts(window, "Nine")
    order = "fake.sent.findIndex(([type, , , uri]) => type === values[0] && uri === values[1])"
    subscribed = window.run(order, 32, "courant.blog.live.index")
    asked = window.run(order, 48, "courant.blog.live.since")
    assert 0 < subscribed < asked
    assert window.run("fake.asked('courant.blog.live.since').length") == 1


def test_what_was_missed_offline_is_caught_up_with(live: Window) -> None:
    """After a reconnect, without a reload."""
    missed = "fake.change({ id: 'blog.index', version: 2, html: '<li>Missed</li>' }, { missed: true })"
    live.run(f"(fake.drop(), {missed})")
    texts(live, "Missed")
    live.change(id="blog.index", version=3, html="<li>And live again</li>")
    texts(live, "And live again")
    assert live.same_document


def test_a_module_that_returns_is_asked(live: Window) -> None:
    """It may have changed something while it could not say so."""
    live.run("fake.change({ id: 'blog.index', version: 2, html: '<li>While away</li>' }, { missed: true })")
    live.run("fake.publish('courant.core.module.changed', { module: 'blog', present: true })")
    texts(live, "While away")


@pytest.mark.parametrize("uri", ["wamp.error.canceled", "wamp.error.no_such_procedure", "courant.error.internal"])
def test_a_question_that_nobody_could_answer_is_asked_again(live: Window, uri: str) -> None:
    """The service has died over it, and another process of it, or the same again, can tell."""
    live.page.clock.install()
    asked = live.run("fake.asked('courant.blog.live.since').length")
    since = "fake.procedures['courant.blog.live.since']"
    live.run(f"({since} = () => {{ throw Object.assign(new Error(), {{ uri: values[0] }}) }})", uri)
    live.run("fake.publish('courant.blog.live.index', { id: 'blog.index', version: 9, base: 8, put: [], drop: [] })")
    live.until(f"fake.asked('courant.blog.live.since').length === {asked + 1}")
    live.run(
        f"({since} = () => ({{ fragments: [{{ id: 'blog.index', version: 9, html: values[0] }}] }}))", "<li>Told</li>"
    )
    live.page.clock.fast_forward(10_000)
    texts(live, "Told")


def test_what_is_gone_asks_for_the_page_again(live: Window) -> None:
    """And that says what happened."""
    live.run("fake.procedures['courant.blog.page.index'] = () => fake.page('<h1>Deleted</h1>', { status: 410 })")
    live.change(id="blog.index", version=2, gone=True)
    expect(live.page.locator("main h1")).to_have_text("Deleted")
    expect(live.page.locator("#main")).to_have_attribute("data-status", "410")
    assert live.same_document


def test_a_page_that_became_another_is_entered_again(live: Window) -> None:
    """It may be for other people now, and then others see who is on it."""
    live.until("fake.asked('courant.core.presence.enter').length === 1")
    live.change(id="blog.index", version=2, gone=True)
    live.until("fake.asked('courant.core.presence.enter').length === 2")


def test_a_page_whose_fragment_stays_gone_is_not_asked_for_again_and_again(live: Window) -> None:
    """Once is enough."""
    live.change(id="blog.index", version=7, gone=True)
    live.until("fake.asked('courant.blog.page.index').length === 1")
    live.change(id="blog.index", version=8, gone=True)
    live.change(id="blog.other", version=1, html="")
    live.run("new Promise((resolve) => setTimeout(resolve, 50))")
    assert live.run("fake.asked('courant.blog.page.index').length") == 1


def test_a_page_that_comes_again_in_a_newer_version_can_be_gone_again(live: Window) -> None:
    """The front page is composed anew each time that a module comes or goes."""
    for version in (2, 3):
        live.run(
            "fake.procedures['courant.blog.page.index'] = () => fake.page("
            f'\'<h1>Blog {version}</h1><ul data-live="blog.index" data-version="{version}"></ul>\')'
        )
        live.change(id="blog.index", version=version, gone=True)
        expect(live.page.locator("main h1")).to_have_text(f"Blog {version}")


def test_navigation_leaves_topics_and_takes_new_ones(live: Window) -> None:
    """One is subscribed to what is shown."""
    live.page.evaluate("document.body.insertAdjacentElement('beforeend', Object.assign(document.createElement('a'),"
                       " { id: 'go', href: '/blog/other/', textContent: 'Go' }))")  # fmt: skip
    live.page.click("#go")
    expect(live.page.locator("main h1")).to_have_text("Other")
    live.until("!fake.sockets[0].topics.has('courant.blog.live.index')")
    live.page.go_back()
    texts(live, "A", "B", "C")
    live.until("fake.sockets[0].topics.has('courant.blog.live.index')")
    live.change(id="blog.index", version=2, html="<li>Live</li>")
    texts(live, "Live")


def test_the_shell_is_live_too(live: Window) -> None:
    """The menu, outside of the page."""
    live.run("fake.change({ id: 'core.menu', version: 2, html: '<ul><li><a href=\"/blog/\">Diary</a></li></ul>' })")
    entry = live.page.locator("header nav a")
    expect(entry).to_have_text("Diary")
    expect(entry).to_have_attribute("aria-current", "page")


def test_a_tree_unfolds_to_where_we_are(live: Window) -> None:
    """One tree is rendered for all; the branches above the open page are unfolded here, others stay as they are."""
    leaf = '<li><a>{}</a><details><summary></summary><ul><li><a href="{}">leaf</a></li></ul></details></li>'
    tree = f"<ul>{leaf.format('here', '/blog/')}{leaf.format('elsewhere', '/other/')}</ul>"
    live.run(f"fake.change({{ id: 'core.menu', version: 2, html: '{tree}' }})".replace('\\"', '"'))
    expect(live.page.locator("header nav li:has(> details[open]) > a:first-child")).to_have_text(["here"])


def test_a_topic_of_its_own_is_used(window: Window, site: Site) -> None:
    """Fragments for editors only travel on another topic."""
    site.pages["/blog/"] = LIST.replace('data-version="1"', 'data-version="1" data-topic="courant.blog.staff.index"')
    settled(window.open())
    window.run("fake.publish('courant.blog.staff.index', { id: 'blog.index', version: 2, html: '<li>Staff</li>' })")
    texts(window, "Staff")


def test_a_topic_speaks_for_its_own_fragment_only(window: Window, site: Site) -> None:
    """Another module may publish on its own topics, but nothing of what stands beside its fragment."""
    site.pages["/blog/"] = LIST + '<p id="guests" data-live="guestbook.latest" data-version="1">None</p>'
    settled(window.open())
    window.until("fake.sockets[0].topics.has('courant.guestbook.live.latest')")
    for fragment in ("blog.index", "guestbook.latest"):
        delivery = {"id": fragment, "version": 9, "html": "<li>Guests</li>"}
        window.run("fake.publish('courant.guestbook.live.latest', values[0])", delivery)
    expect(window.page.locator("#guests")).to_have_text("Guests")
    texts(window, "A", "B", "C")


def test_a_refused_topic_still_asks_once(window: Window) -> None:
    """The service says what may be seen."""
    window.page.add_init_script("fake.forbidden.push('courant.blog.live.index')")
    window.page.add_init_script("fake.newer['blog.index'] = { id: 'blog.index', version: 2, html: '<li>Seen</li>' }")
    settled(window.open())
    texts(window, "Seen")


def test_a_new_fragment_inside_a_fragment_becomes_live(live: Window) -> None:
    """Subscribed as soon as it is there."""
    live.change(id="blog.index", version=2, html="<li data-live='blog.post-1' data-version='1'>One</li>")
    live.until("fake.sockets[0].topics.has('courant.blog.live.post-1')")
    live.change(id="blog.post-1", version=2, html="Two")
    texts(live, "Two")
