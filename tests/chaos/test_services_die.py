"""Each service killed in the middle of a stream of writes, under open windows."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.chaos.convergence import converges
from tests.chaos.ledger import Ledger
from tests.chaos.listener import Listener
from tests.chaos.rigging import half_write, is_the_same_window, rigged_live, shows, still_has
from tests.chaos.stream import Stream
from tests.chaos.writing import (
    Operator,
    Post,
    Write,
    admitting,
    comment,
    commenting,
    commenting_over_http,
    name_of,
    publish,
    revising,
)
from tests.fixtures import Somebody
from tests.site import Site

ADDED, CREATED, CHANGED = "courant.blog.comment.added", "courant.wiki.page.created", "courant.wiki.page.changed"


def killed_midway(site: Site, service: str, writer: Callable[[], Write]) -> set[str]:
    """Kill a service while it is being written to; the words that were acknowledged before and after."""
    with Stream(writer) as stream:
        stream.until_more(15)
        site.kill(service)
        stream.until_more(15)
    site.until_ready()
    return set(stream.acknowledged)


def comments_of(site: Site, post: Post) -> list[str]:
    """The comments on a post, as its rows, its events and its fragment all tell them."""
    ledger = Ledger(site, "blog")
    ledger.check()
    texts = [text for (text,) in ledger.rows("SELECT text FROM courant_blog_comment WHERE post_id = ?", post.id)]
    told = ledger.rows(
        "SELECT payload ->> 'text' FROM courant_event WHERE topic = ? AND payload ->> 'post' = ?", ADDED, post.id
    )
    (news,) = Operator(site).call("courant.blog.live.since", fragments={post.comments: 0})["fragments"]
    assert [text for (text,) in told] == texts
    assert [text for text in texts[-100:] if text not in news["html"]] == []
    return texts


def test_the_blog(site: Site, somebody: Somebody) -> None:
    post = publish(site, "The blog dies")
    windows = ada, grace = [rigged_live(somebody(name), site, post.path) for name in ("ada", "grace")]
    half_write(grace)
    with Listener(site, ADDED) as listener:
        before = Ledger(site, "blog").numbers(ADDED)
        acknowledged = killed_midway(site, "blog", commenting(site, post))
        assert acknowledged <= set(comments_of(site, post))
        listener.until_heard([number for number in Ledger(site, "blog").numbers(ADDED) if number not in before])
    converges(*windows)
    still_has(grace)
    grace.get_by_role("button", name="Comment").click()
    shows(ada, "half a thou")
    for window in windows:
        is_the_same_window(window)


def test_the_wiki(site: Site, somebody: Somebody) -> None:
    windows = front, index = [rigged_live(somebody(""), site, path) for path in ("/", "/wiki/")]
    writing = rigged_live(somebody("grace"), site, "/wiki/~new/")
    writing.get_by_label("Title", exact=True).fill("Half a thought")
    writing.get_by_label("Text", exact=True).fill("and not a word more")
    with Listener(site, CHANGED) as listener:
        acknowledged = killed_midway(site, "wiki", revising(site))
        ledger = Ledger(site, "wiki")
        ledger.check()
        listener.until_heard(ledger.numbers(CHANGED))
    revisions = [text for (text,) in ledger.rows("SELECT text FROM courant_wiki_revision ORDER BY id")]
    assert acknowledged <= set(revisions)
    assert len(revisions) == len(ledger.numbers(CREATED) + ledger.numbers(CHANGED))
    converges(*windows)
    writing.get_by_role("button", name="Save").click()
    expect(writing.get_by_role("heading", name="Half a thought")).to_be_visible()
    for window in (front, index):
        expect(window.locator("#main").get_by_role("link", name="Half a thought").first).to_be_visible()
    for window in (*windows, writing):
        is_the_same_window(window)


def test_core(site: Site, somebody: Somebody) -> None:
    windows = [rigged_live(somebody("grace"), site, path) for path in ("/", "/blog/")]
    menus = [window.locator("nav.menu").inner_text() for window in windows]
    acknowledged = killed_midway(site, "core", admitting(site))
    listed = {one["name"] for one in Operator(site).call("courant.core.credential.list")["credentials"]}
    assert {name_of(words) for words in acknowledged} <= listed
    converges(*windows)
    for window, menu in zip(windows, menus, strict=True):
        assert window.locator("nav.menu").inner_text() == menu
        expect(window.locator("#presence").get_by_text("grace", exact=True)).to_have_count(1)
        is_the_same_window(window)


def test_web(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Web dies")
    context = somebody("grace")
    windows = [rigged_live(context, site, post.path), rigged_live(somebody(""), site, post.path)]
    half_write(windows[0])
    cookies = {one["name"]: one["value"] for one in context.cookies()}
    with Stream(commenting_over_http(site, post, cookies)) as stream:
        stream.until_more(10)
        site.kill("web")
        comment(site, post, "while web is away")
        for window in windows:
            shows(window, "while web is away")
        stream.until_more(10)
    site.until_ready()
    assert set(stream.acknowledged) <= set(comments_of(site, post))
    Ledger(site, "web").check()
    converges(*windows)
    still_has(windows[0])
    for window in windows:
        is_the_same_window(window)
