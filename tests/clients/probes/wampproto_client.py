"""What wampproto does over a WebSocket of `websockets`, which it leaves to its user."""

import asyncio

from driver import described, probe
from wampproto import auth, joiner, messages, serializers, session
from websockets.asyncio.client import connect

AUTHENTICATORS = {
    "ticket": auth.TicketAuthenticator,
    "wampcra": auth.WAMPCRAAuthenticator,
    "cryptosign": auth.CryptoSignAuthenticator,
}
SERIALIZERS = {
    "json": serializers.JSONSerializer, "cbor": serializers.CBORSerializer, "msgpack": serializers.MsgPackSerializer,
}  # fmt: skip


class Failed(Exception):
    def __init__(self, message):
        super().__init__(message.uri)
        self.message = message


class Client:
    methods = ("ticket", "wampcra", "cryptosign")
    serializers = ("json", "cbor", "msgpack")
    described = staticmethod(described)

    async def join(self, router, credential, method, serializer):
        speaking = SERIALIZERS[serializer]()
        own = AUTHENTICATORS[method](credential["authid"], credential["secret"], {})
        joining = joiner.Joiner("courant", speaking, own)
        self.session, self.numbers = session.WAMPSession(speaking), 0
        self.answers, self.handlers, self.procedures = {}, {}, {}
        self.socket = await connect(router, subprotocols=[f"wamp.2.{serializer}"], max_size=None)
        await self._transmit(joining.send_hello())
        while joining._state != joining.STATE_JOINED:
            if (answer := joining.receive(await self.socket.recv())) is not None:
                await self._transmit(answer)
        self.reading = asyncio.create_task(self._read())

    async def leave(self):
        self.reading.cancel()
        await self.socket.close()

    async def _transmit(self, data):
        await self.socket.send(data)

    async def _read(self):
        try:
            await self._dispatch()
        except Exception as error:
            for waiting in self.answers.values():
                waiting.set_exception(error)

    async def _dispatch(self):
        async for data in self.socket:
            message = self.session.receive(data)
            if isinstance(message, messages.Event):
                self.handlers[message.subscription_id](message.kwargs or {})
            elif isinstance(message, messages.Invocation):
                result = self.procedures[message.registration_id]()
                await self._send(messages.Yield(messages.YieldFields(message.request_id, [result])))
            else:
                self.answers.pop(message.request_id).set_result(message)

    async def _send(self, message):
        await self._transmit(self.session.send_message(message))

    async def _ask(self, message):
        waiting = self.answers[message.request_id] = asyncio.get_running_loop().create_future()
        await self._send(message)
        answer = await waiting
        if isinstance(answer, messages.Error):
            raise Failed(answer)
        return answer

    def _next(self):
        self.numbers += 1
        return self.numbers

    async def call(self, uri, /, **fields):
        return await self._ask(messages.Call(messages.CallFields(self._next(), uri, [], fields)))

    async def progress(self, uri):
        raise NotImplementedError  # its session takes one RESULT for each call

    async def subscribe(self, topic, handler, match="exact"):
        asked = messages.Subscribe(messages.SubscribeFields(self._next(), topic, {"match": match}))
        self.handlers[(await self._ask(asked)).subscription_id] = handler

    async def publish(self, topic, **fields):
        asked = messages.PublishFields(self._next(), topic, [], fields, {"acknowledge": True})
        return (await self._ask(messages.Publish(asked))).publication_id

    async def register(self, uri, handler):
        asked = messages.Register(messages.RegisterFields(self._next(), uri))
        self.procedures[(await self._ask(asked)).registration_id] = handler

    def value(self, got):
        return got.args[0]

    def parts(self, error):
        return error.message.uri, error.message.args[0], error.message.kwargs

    async def pause(self, seconds):
        await asyncio.sleep(seconds)


asyncio.run(probe(Client()))
