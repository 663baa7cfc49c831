"""Another program on a Courant site: prints the events of the blog and the wiki as they happen."""

import os

from autobahn.twisted.component import Component, run

site = Component(
    transports=os.environ.get("COURANT_ROUTER", "ws://localhost:8080/ws"), realm="courant",
    authentication={"ticket": {"authid": "subscriber", "ticket": os.environ["COURANT_SECRET"]}},
)  # fmt: skip


@site.on_join
async def joined(session, details):
    for topic in ["courant.blog.post.published", "courant.blog.comment.added", "courant.wiki.page.changed"]:
        await session.subscribe(lambda topic=topic, **event: print(topic, event), topic)


run([site])
