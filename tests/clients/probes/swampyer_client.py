"""What swampyer does."""

import asyncio
import base64
import hashlib
import hmac

from driver import described, probe
from swampyer import AUTHENTICATE, WAMPClientTicket


class BySignature(WAMPClientTicket):
    """It has tickets only, and lets its user answer any other challenge."""

    def handle_challenge(self, data):
        extra = data.extra
        key = hashlib.pbkdf2_hmac(
            "sha256", self.password.encode(), extra["salt"].encode(), extra["iterations"], extra["keylen"]
        )
        signed = hmac.digest(base64.b64encode(key), extra["challenge"].encode(), "sha256")
        self.send_message(AUTHENTICATE(signature=base64.b64encode(signed).decode(), extra={}))


class Client:
    methods = ("ticket", "wampcra")
    serializers = ("json", "cbor", "msgpack")
    described = staticmethod(described)

    async def join(self, router, credential, method, serializer):
        kind = WAMPClientTicket if method == "ticket" else BySignature
        self.client = kind(
            url=router, realm="courant", authmethods=[method], username=credential["authid"],
            password=credential["secret"],
            serializers=[serializer], auto_reconnect=False, timeout=20,
        )  # fmt: skip
        self.client.start()
        if not self.client.is_connected():
            raise ConnectionError("not joined")

    async def leave(self):
        self.client.disconnect()

    async def call(self, uri, /, **fields):
        return self.client.call(uri, **fields)

    async def progress(self, uri):
        raise NotImplementedError

    async def subscribe(self, topic, handler, match="exact"):
        return self.client.subscribe(topic, lambda event, **fields: handler(fields), {"match": match})

    async def publish(self, topic, **fields):
        answer = self.client.publish(topic, options={"acknowledge": True}, kwargs=fields)
        return getattr(answer, "publication_id", None)

    async def register(self, uri, handler):
        self.client.register(uri, lambda event: handler())

    def value(self, got):
        return got

    def parts(self, error):
        named = getattr(error, "error", None) or getattr(error, "uri", None)
        return named, error.args[0], getattr(error, "kwargs", None)

    async def pause(self, seconds):
        await asyncio.sleep(seconds)


asyncio.run(probe(Client()))
