"""The router killed under open windows."""

from tests.chaos.convergence import converges
from tests.chaos.rigging import half_write, is_again, is_the_same_window, rigged_live, shows, still_has
from tests.chaos.writing import comment, publish
from tests.fixtures import Somebody
from tests.site import Site


def test_windows_come_back_by_themselves_and_lose_nothing(site: Site, somebody: Somebody) -> None:
    post = publish(site, "The router dies")
    windows = ada, grace = [rigged_live(somebody(name), site, post.path) for name in ("ada", "grace")]
    half_write(grace)
    site.kill("router")
    for window in windows:
        is_again(window, "reconnecting")
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
