"""A backend with beltway2: prints the newest posts, then each one that is published."""

import os
import sys

from beltway2.client import WampWebSocketClient
from beltway2.wamp.types import ComponentConfig


class Follower(WampWebSocketClient):
    def on_connect(self):
        self.join("courant", authmethods=["ticket"], authid="follower")

    def on_challenge(self, challenge):
        return os.environ["COURANT_SECRET"]

    def on_join(self, details):
        self.subscribe(lambda **post: print("published:", post["title"], flush=True), "courant.blog.post.published")
        answer = self.call("courant.blog.post.list", limit=3)
        print("newest:", *(post["title"] for post in answer["posts"]), flush=True)


client = Follower(os.environ["COURANT_ROUTER"], ComponentConfig(realm="courant"))
client.connect()
client.run_forever()
client.executor.shutdown(cancel_futures=True)
sys.exit("The connection has ended.")
