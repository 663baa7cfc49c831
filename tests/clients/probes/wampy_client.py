"""What wampy for Python does."""

import asyncio
import os

from driver import described, probe
from wampy.backends import async_adapter
from wampy.errors import WampyError
from wampy.messages import Error
from wampy.peers.clients import Client as WampyClient


class Client:
    methods = ("ticket", "wampcra")
    serializers = ("json",)
    described = staticmethod(described)

    async def join(self, router, credential, method, serializer):
        os.environ["WAMPYSECRET"] = credential["secret"]
        roles = {
            "roles": {"subscriber": {}, "publisher": {}, "callee": {}, "caller": {}},
            "authmethods": [method], "authid": credential["authid"],
        }  # fmt: skip
        self.client = WampyClient(url=router, realm="courant", roles=roles, call_timeout=10)
        self.client.start()

    async def leave(self):
        self.client.stop()

    async def call(self, uri, /, **fields):
        got = self.client.call(uri, **fields)
        if isinstance(got, Error):
            return got
        return got

    async def progress(self, uri):
        raise NotImplementedError

    async def subscribe(self, topic, handler, match="exact"):
        if match != "exact":
            raise NotImplementedError("it has no other subscriptions")
        # A stranger subscribes with a decorator, before the client starts; this is what the decorator comes to.
        self.client.session._subscribe_to_topic(lambda **event: handler(event), topic)
        async_adapter.sleep(0.2)

    async def publish(self, topic, **fields):
        raise NotImplementedError

    async def publish_blindly(self, topic, **fields):
        self.client.publish(topic=topic, **fields)

    async def register(self, uri, handler):
        raise NotImplementedError

    def value(self, got):
        return got["message"] if isinstance(got, dict) and set(got) == {"message", "meta"} else got

    def parts(self, error):
        if isinstance(error, WampyError):
            return None, str(error), None
        _, _, _, _, uri, args, fields = error.message
        return uri, args[0], fields

    async def pause(self, seconds):
        async_adapter.sleep(seconds)


asyncio.run(probe(Client()))
