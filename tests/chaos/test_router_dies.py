"""The router is killed while windows are open."""

from playwright.sync_api import expect

from tests.chaos.convergence import converges
from tests.chaos.ledger import comments_of
from tests.chaos.rigging import half_write, is_again, is_the_same_window, rigged_live, shows, still_has
from tests.chaos.stream import killed_midway
from tests.chaos.writing import comment, commenting, publish
from tests.fixtures import Somebody
from tests.site import Site


def test_windows_come_back_by_themselves_and_lose_nothing(site: Site, somebody: Somebody) -> None:
    post = publish(site, "The router dies")
    windows = ada, grace = [rigged_live(somebody(name), site, post.path) for name in ("ada", "grace")]
    half_write(grace)
    site.kill("router")
    for window in windows:
        is_again(window, "reconnecting")
    grace.get_by_role("button", name="Comment").click()
    expect(grace.locator("form [role=alert]")).to_contain_text("You are offline")
    still_has(grace)
    site.until_ready()
    comment(site, post, "as soon as anybody could")
    for window in windows:
        is_again(window, "live")
        shows(window, "as soon as anybody could")
    comment(site, post, "afterwards")
    for window in windows:
        shows(window, "afterwards")
        is_the_same_window(window)
    still_has(grace)
    grace.get_by_role("button", name="Comment").click()
    shows(ada, "half a thou")
    converges(*windows)


def test_what_was_acknowledged_before_the_router_died_is_there_and_told(site: Site, somebody: Somebody) -> None:
    post = publish(site, "The router dies amid writes")
    windows = [rigged_live(somebody(""), site, path) for path in (post.path, "/")]
    acknowledged = killed_midway(site, "router", commenting(site, post))
    assert acknowledged <= set(comments_of(site, post))
    for window in windows:
        is_again(window, "live")
        is_the_same_window(window)
    converges(*windows)
