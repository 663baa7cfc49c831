"""Sockets that are delayed, cut and refused; events that are late, repeated and out of order."""

import pytest
from playwright.sync_api import Page, expect

from tests.chaos.convergence import SHOWN, converges
from tests.chaos.rigging import (
    RECOVERY,
    half_write,
    is_again,
    is_the_same_window,
    rigged,
    rigged_live,
    shows,
    still_has,
    until,
)
from tests.chaos.writing import Post, comment, publish
from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import until_live

#: What is held back (`sockets.hold`): everything; asking for the topic; the router's confirmation of it, so that the
#: event itself comes too early.
MOMENTS = {
    "before the socket is open": ("sent", "/^/"),
    "before the topic is asked for": ("sent", r"/^\[32,.*\.comments-/"),
    "before it is confirmed": ("arrived", r"/^\[33,/"),
}


def comments(page: Page) -> list[str]:
    """What the page's comments say, in order."""
    return page.locator("#main .comment .prose").all_inner_texts()


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=list(MOMENTS))
def test_a_change_between_render_and_subscription_is_not_missed(
    site: Site, somebody: Somebody, moment: tuple[str, str]
) -> None:
    direction, pattern = moment
    post = publish(site, "In between")
    window = rigged(somebody(""), site, post.path, f"sockets.hold('{direction}', {pattern})")
    until(window, f"sockets.held('{direction}') > 0")
    comment(site, post, "in between")
    assert comments(window) == []
    window.evaluate(f"sockets.release('{direction}')")
    shows(window, "in between")
    until_live(window)
    converges(window)


def test_an_answer_that_an_event_has_overtaken_changes_nothing(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Overtaken")
    window = rigged(somebody(""), site, post.path, r"""sockets.hold('arrived', /^\[50,.*"fragments":\[/)""")
    until(window, "sockets.held('arrived') > 0")
    comment(site, post, "faster")
    shows(window, "faster")
    window.evaluate("sockets.release('arrived')")
    comment(site, post, "and another")
    shows(window, "and another")
    assert comments(window) == ["faster", "and another"]
    converges(window)


def test_a_change_between_navigation_and_subscription_is_not_missed(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Gone to")
    window = rigged_live(somebody(""), site, "/blog/")
    window.evaluate(r"sockets.hold('sent', /^\[32,.*\.comments-/)")
    window.get_by_role("link", name="Gone to").first.click()
    until(window, "sockets.held('sent') > 0")
    comment(site, post, "in between")
    window.evaluate("sockets.release('sent')")
    shows(window, "in between")
    is_the_same_window(window)


def test_events_delivered_twice_change_nothing(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Twice")
    window = rigged_live(somebody(""), site, post.path)
    for words in ("one", "two", "three"):
        comment(site, post, words)
        shows(window, words)
    before = window.evaluate(SHOWN)
    assert window.evaluate("sockets.replay()") >= 3
    assert window.evaluate(SHOWN) == before
    comment(site, post, "four")
    shows(window, "four")
    assert comments(window) == ["one", "two", "three", "four"]


def test_events_out_of_order_come_out_in_order(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Backwards")
    window = rigged_live(somebody(""), site, post.path)
    window.evaluate(r"""sockets.hold('arrived', /^\[36,.*"blog\.comments-/)""")
    for number, words in enumerate(("one", "two", "three"), start=1):
        comment(site, post, words)
        until(window, f"sockets.held('arrived') == {number}")
    window.evaluate("sockets.release('arrived', {backwards: true})")
    shows(window, "three")
    assert comments(window) == ["one", "two", "three"]
    converges(window)


def test_an_old_version_changes_nothing(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Old news")
    window = rigged_live(somebody(""), site, post.path)
    comment(site, post, "the newest")
    shows(window, "the newest")
    version = int(window.locator(f"[data-live='{post.comments}']").get_attribute("data-version") or 0)
    with site.service("blog") as blog:
        for old in (version, version - 1, 1):
            blog.publish(f"courant.blog.live.comments-{post.id}", id=post.comments, version=old, html="<li>old</li>")
    comment(site, post, "newer still")
    shows(window, "newer still")
    assert comments(window) == ["the newest", "newer still"]
    converges(window)


def test_a_cut_socket_is_opened_again_and_what_was_missed_is_there(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Cut")
    window = rigged_live(somebody("grace"), site, post.path)
    window.get_by_label("Your comment").fill("half a thou")
    window.evaluate("sockets.refuse()")
    is_again(window, "reconnecting")
    comment(site, post, "missed")
    window.evaluate("sockets.allow()")
    is_again(window, "live")
    shows(window, "missed")
    expect(window.get_by_label("Your comment")).to_have_value("half a thou")
    is_the_same_window(window)


def test_a_comment_whose_answer_is_lost_is_there_once(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Said once")
    window = rigged_live(somebody("grace"), site, post.path)
    half_write(window, "said once")
    window.evaluate(r"sockets.hold('arrived', /^\[50,/)")
    window.get_by_role("button", name="Comment").click()
    until(window, "sockets.held('arrived') > 0")  # it is saved, and the window does not know
    window.evaluate("sockets.hold('arrived', null), sockets.cut()")
    still_has(window, "")
    shows(window, "said once")
    is_the_same_window(window)


def test_a_line_that_fell_silent_is_noticed_and_what_was_sent_arrives_once(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Into the silence")
    window = rigged_live(somebody("grace"), site, post.path)
    half_write(window, "anybody there")
    window.evaluate("sockets.hold('arrived', /./), sockets.hold('sent', /./)")
    window.get_by_role("button", name="Comment").click()
    is_again(window, "reconnecting", 15_000)
    window.evaluate("sockets.release('sent'), sockets.release('arrived')")  # what was under way may still come through
    is_again(window, "live")
    still_has(window, "")
    shows(window, "anybody there")
    is_the_same_window(window)


def test_offline_says_so_and_is_live_at_once_when_it_is_over(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Offline")
    window = rigged_live(somebody(""), site, post.path)
    window.evaluate("sockets.refuse()")  # before going offline: that leaves open sockets alone, and their closing too
    expect(window.locator("#connection")).not_to_have_attribute("data-state", "live", timeout=RECOVERY)
    window.context.set_offline(True)
    is_again(window, "offline")
    comment(site, post, "missed")
    window.evaluate("sockets.allow()")
    window.context.set_offline(False)
    is_again(window, "live", timeout=10_000)
    shows(window, "missed")
    is_the_same_window(window)


def test_where_no_socket_opens_pages_are_read_and_kept_current_over_http(site: Site, somebody: Somebody) -> None:
    post = publish(site, "No socket")
    context = somebody("")
    context.clock.install()
    window = rigged(context, site, "/blog/", "sockets.refuse()")
    window.get_by_role("link", name="No socket").first.click()
    window.wait_for_url(f"**{post.path}")
    is_again(window, "polling")
    expect(window.locator("#connection")).to_have_text("Updated every few seconds")
    comment(site, post, "polled")
    window.clock.fast_forward(20_000)
    shows(window, "polled")
    is_again(window, "polling")
    window.evaluate("sockets.allow()")
    window.clock.fast_forward(20_000)
    is_again(window, "live")
    does_not_poll(window, site, post)


def does_not_poll(window: Page, site: Site, post: Post) -> None:
    """What changes comes over the socket, and in a minute nobody asks for the page."""
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.clock.fast_forward(60_000)
    comment(site, post, "over the socket")
    shows(window, "over the socket")
    assert site.url + post.path not in asked
