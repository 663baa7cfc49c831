"""Whatever is killed during a stream of writes, a stream of events over HTTP misses nothing and has nothing twice."""

import re

from tests.chaos.ledger import ADDED, Ledger
from tests.chaos.sse import Followed
from tests.chaos.stream import Stream
from tests.chaos.writing import comment, commenting, publish
from tests.site import Site

VICTIMS = ("web", "blog", "router", "core", "blog", "web", "web", "router")


def test_a_stream_over_kills_of_everything(site: Site) -> None:
    post = publish(site, "The stream goes on")
    printed = site.command("token", "add", "Chaos", "--scope", ADDED)
    token = re.findall(r"courant_[0-9A-Za-z]{46}", printed)[0]
    with Followed(site, token, ADDED) as followed:
        comment(site, post, "The first words")
        followed.until(Ledger(site, "blog").numbers(ADDED)[-1])
        with Stream(commenting(site, post)) as stream:
            for victim in VICTIMS:
                stream.until_more(5)
                site.kill(victim)
                site.until_ready()
            stream.until_more(5)
        written = Ledger(site, "blog").numbers(ADDED)
        assert followed.until(written[-1]) == written
    assert len(followed.ends) >= 2  # the connections of web were killed with it
    assert set(stream.acknowledged) <= set(Ledger(site, "blog").texts("courant_blog_comment", post.id))
