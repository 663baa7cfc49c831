"""A backend with wampy for Python: prints the newest posts, then each one that is published."""

import os
import sys

from wampy.backends import async_adapter
from wampy.peers.clients import Client
from wampy.roles.subscriber import subscribe

os.environ["WAMPYSECRET"] = os.environ["COURANT_SECRET"]
JOINING = {
    "roles": {"subscriber": {}, "publisher": {}, "callee": {}, "caller": {}},
    "authmethods": ["ticket"], "authid": "follower",
}  # fmt: skip


class Follower(Client):
    @subscribe(topic="courant.blog.post.published")
    def published(self, title, **rest):
        print("published:", title, flush=True)


client = Follower(url=os.environ["COURANT_ROUTER"], realm="courant", roles=JOINING)
client.start()
answer = client.call("courant.blog.post.list", limit=3)
print("newest:", *(post["title"] for post in answer["posts"]), flush=True)
while not client.session._managed_thread.ready():  # noqa: SLF001 - it says nowhere else that it reads no more
    async_adapter.sleep(1)
sys.exit("The connection has ended.")
