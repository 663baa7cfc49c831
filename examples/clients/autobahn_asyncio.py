"""A backend with autobahn on asyncio: prints the newest posts, then each one that is published."""

import os

from autobahn.asyncio.component import Component, run

component = Component(
    transports={"type": "websocket", "url": os.environ["COURANT_ROUTER"], "max_retries": -1, "max_retry_delay": 5},
    realm="courant", authentication={"ticket": {"authid": "follower", "ticket": os.environ["COURANT_SECRET"]}},
)  # fmt: skip


@component.on_join
async def joined(session, details):
    await session.subscribe(
        lambda **post: print("published:", post["title"], flush=True), "courant.blog.post.published"
    )
    answer = await session.call("courant.blog.post.list", limit=3)
    print("newest:", *(post["title"] for post in answer["posts"]), flush=True)


run([component], log_level=None)
