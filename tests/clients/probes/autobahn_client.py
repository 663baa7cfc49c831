"""What autobahn does under Twisted and under asyncio: `python autobahn_client.py twisted|asyncio`."""

import sys

from driver import described, probe

USES_TWISTED = sys.argv[1] == "twisted"
if USES_TWISTED:
    from autobahn.twisted.component import Component
    from twisted.internet import reactor, task
    from twisted.internet.defer import Deferred
else:
    import asyncio

    from autobahn.asyncio.component import Component

from autobahn.wamp.types import CallOptions, PublishOptions, SubscribeOptions


def later():
    return Deferred() if USES_TWISTED else asyncio.get_running_loop().create_future()


def settle(waiting, value):
    done = waiting.called if USES_TWISTED else waiting.done()
    if done:
        return
    if isinstance(value, BaseException):
        waiting.errback(value) if USES_TWISTED else waiting.set_exception(value)
    else:
        waiting.callback(value) if USES_TWISTED else waiting.set_result(value)


class Client:
    methods = ("ticket", "wampcra", "cryptosign")
    serializers = ("json", "cbor", "msgpack")
    described = staticmethod(described)

    async def join(self, router, credential, method, serializer):
        secret = {"ticket": "ticket", "wampcra": "secret", "cryptosign": "privkey"}[method]
        own = {"authid": credential["authid"], secret: credential["secret"]}
        component = Component(
            transports={"type": "websocket", "url": router, "serializers": [serializer], "max_retries": 0},
            realm="courant", authentication={method: own},
        )  # fmt: skip
        waiting = later()
        component.on("join", lambda session, details: settle(waiting, session))
        ended = component.start(reactor) if USES_TWISTED else component.start(asyncio.get_running_loop())
        if USES_TWISTED:
            ended.addErrback(lambda failure: settle(waiting, failure.value))
        else:
            ended.add_done_callback(lambda done: settle(waiting, done.exception() or Exception("it ended")))
        self.session = await waiting

    async def leave(self):
        await self.session.leave()

    def call(self, uri, /, **fields):
        return self.session.call(uri, **fields)

    async def progress(self, uri):
        heard = []
        await self.session.call(uri, options=CallOptions(on_progress=heard.append))
        return heard

    def subscribe(self, topic, handler, match="exact"):
        return self.session.subscribe(lambda **event: handler(event), topic, SubscribeOptions(match=match))

    def publish(self, topic, **fields):
        return self.session.publish(topic, options=PublishOptions(acknowledge=True), **fields)

    def register(self, uri, handler):
        return self.session.register(handler, uri)

    def value(self, got):
        return got

    def parts(self, error):
        return error.error, error.args[0], error.kwargs

    def pause(self, seconds):
        return task.deferLater(reactor, seconds) if USES_TWISTED else asyncio.sleep(seconds)


if USES_TWISTED:
    task.react(lambda _: Deferred.fromCoroutine(probe(Client())))
else:
    asyncio.run(probe(Client()))
