"""A backend with swampyer: prints the newest posts, then each one that is published."""

import os
import threading

from swampyer import WAMPClientTicket


def published(_, /, title, **rest):  # the first is swampyer's event; Courant's events have a field of that name
    print("published:", title, flush=True)


client = WAMPClientTicket(
    url=os.environ["COURANT_ROUTER"], realm="courant", username="follower", password=os.environ["COURANT_SECRET"],
    agent="follower", concurrency_max=1,
)  # fmt: skip
client.start()
client.subscribe("courant.blog.post.published", published)
print("newest:", *(post["title"] for post in client.call("courant.blog.post.list", limit=3)["posts"]), flush=True)
threading.Event().wait()
