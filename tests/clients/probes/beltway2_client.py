"""What beltway2 does."""

import asyncio
import os

from beltway2.client import WampWebSocketClient
from beltway2.wamp import auth
from beltway2.wamp.types import CallOptions, ComponentConfig, PublishOptions, SubscribeOptions
from driver import described, probe

FROM_THE_ROUTER = 10


class Joining(WampWebSocketClient):
    def __init__(self, router, credential, method):
        super().__init__(router, ComponentConfig(realm="courant"), timeout=FROM_THE_ROUTER)
        self.credential, self.method = credential, method

    def on_connect(self):
        self.join("courant", authmethods=[self.method], authid=self.credential["authid"])

    def on_challenge(self, challenge):
        secret, extra = self.credential["secret"], challenge.extra
        if self.method == "ticket":
            return secret
        key = auth.derive_key(secret, extra["salt"], extra["iterations"], extra["keylen"])
        return auth.compute_wcs(key, extra["challenge"]).decode()


class Client:
    methods = ("ticket", "wampcra")
    serializers = ("json",)
    described = staticmethod(described)

    async def join(self, router, credential, method, serializer):
        self.client = Joining(router, credential, method)
        self.client.connect()
        if not self.client.joined_event.wait(FROM_THE_ROUTER):
            raise ConnectionError("not joined")

    async def leave(self):
        self.client.close()

    async def call(self, uri, /, **fields):
        return self.client.call(uri, **fields)

    async def progress(self, uri):
        heard = []
        self.client.call(uri, options=CallOptions(on_progress=heard.append))
        return heard

    async def subscribe(self, topic, handler, match="exact"):
        return self.client.subscribe(lambda **event: handler(event), topic, SubscribeOptions(match=match))

    async def publish(self, topic, **fields):
        return self.client.publish(topic, options=PublishOptions(acknowledge=True), **fields)

    async def register(self, uri, handler):
        self.client.register(handler, uri)

    def value(self, got):
        return got

    def parts(self, error):
        return getattr(error, "error", None), error.args[0], getattr(error, "kwargs", None)

    async def pause(self, seconds):
        await asyncio.sleep(seconds)


asyncio.run(probe(Client()))
os._exit(0)  # its threads go on
