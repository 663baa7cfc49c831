"""All processes of the site are killed at once, as in a power cut."""

from tests.chaos.convergence import converges
from tests.chaos.ledger import Ledger
from tests.chaos.rigging import half_write, is_again, is_the_same_window, rigged_live, shows, still_has
from tests.chaos.stream import Stream
from tests.chaos.writing import commenting, publish, revising
from tests.fixtures import Somebody
from tests.router import SERVICES
from tests.site import Site


def test_what_was_acknowledged_is_there_when_it_is_back(site: Site, somebody: Somebody) -> None:
    post = publish(site, "Lights out")
    windows = ada, grace = [rigged_live(somebody(name), site, post.path) for name in ("ada", "grace")]
    half_write(grace)
    with Stream(commenting(site, post)) as comments, Stream(revising(site)) as revisions:
        comments.until_more(15)
        revisions.until_more(15)
        site.crash()
    site.start()
    for service in SERVICES:
        Ledger(site, service).check()
    assert set(comments.acknowledged) <= set(Ledger(site, "blog").texts("courant_blog_comment"))
    assert set(revisions.acknowledged) <= set(Ledger(site, "wiki").revisions())
    for window in windows:
        is_again(window, "live")
    converges(*windows)
    still_has(grace)
    grace.get_by_role("button", name="Comment").click()
    shows(ada, "half a thou")
    for window in windows:
        is_the_same_window(window)
