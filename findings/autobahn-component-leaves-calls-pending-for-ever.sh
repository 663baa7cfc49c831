#!/usr/bin/env bash
# Library: autobahn 26.10.2 (Python, asyncio), crossbar 26.10.1 (router), CPython 3.11.
# Source: autobahn/wamp/protocol.py: ApplicationSession.onLeave and .onDisconnect are where requests without an answer
#   are failed. autobahn's documentation shows both as hooks to override.
# Guess: when the connection breaks, whatever waits for the router is failed, in every kind of session.
# Seen:
#   the network fails while a call waits in each
#   onLeave and onDisconnect as they are: the call fails (wamp.close.transport_lost)
#   own onLeave: the call fails (TransportLost)
#   own onDisconnect: the call fails (wamp.close.transport_lost)
#   both: the call still waits 3 seconds later
#   Component: the call still waits 3 seconds later
# Instead: a session with hooks of its own calls `super().onLeave(details)` as well. A `Component` replaces both
#   hooks, so each wait in it needs a clock (`asyncio.wait_for`); otherwise one lost acknowledgement holds up a queue
#   for good.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}"
port=$(free_port)
near=$(free_port)

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [{"name": "anonymous", "permissions": [
   {"uri": "", "match": "prefix", "allow": {"call": true, "register": true}}]}]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port}}]}
JSON
network_starts "$near" "$port"

py - "$near" >"$LAB/output" <<'PYTHON' &
import asyncio
import sys

from autobahn.asyncio.component import Component
from autobahn.asyncio.wamp import ApplicationSession
from autobahn.asyncio.websocket import WampWebSocketClientFactory
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import ComponentConfig

PORT = int(sys.argv[1])
URL = f"ws://127.0.0.1:{PORT}"


class Plain(ApplicationSession):
    def __init__(self, config):
        super().__init__(config)
        self.ready = asyncio.Event()

    def onJoin(self, details):
        self.ready.set()


class OwnLeave(Plain):
    def onLeave(self, details):
        print("(session over)", file=sys.stderr)


class OwnDisconnect(Plain):
    def onDisconnect(self):
        print("(transport over)", file=sys.stderr)


class OwnBoth(OwnLeave, OwnDisconnect):
    pass


KINDS = (Plain, OwnLeave, OwnDisconnect, OwnBoth)
TITLES = ("onLeave and onDisconnect as they are", "own onLeave", "own onDisconnect", "both", "Component")


async def joined(kind):
    session = kind(ComponentConfig("lab"))
    factory = WampWebSocketClientFactory(lambda: session, url=URL)
    await asyncio.get_running_loop().create_connection(factory, "127.0.0.1", PORT)
    await session.ready.wait()
    return session


async def from_component():
    component = Component(transports=[{"url": URL, "max_retries": 0}], realm="lab")
    session = asyncio.get_running_loop().create_future()
    component.on("ready", session.set_result)
    component.start(loop=asyncio.get_running_loop())
    return await session


async def main():
    sessions = [await joined(kind) for kind in KINDS] + [await from_component()]
    await sessions[0].register(asyncio.Event().wait, "lab.never")
    calls = [asyncio.ensure_future(session.call("lab.never")) for session in sessions]
    await asyncio.sleep(1)
    assert not any(call.done() for call in calls)
    print("the network fails while a call waits in each", flush=True)
    while any(session.is_connected() for session in sessions):
        await asyncio.sleep(0.05)
    await asyncio.wait(calls, timeout=3)
    for title, call in zip(TITLES, calls, strict=True):
        if not call.done():
            print(f"{title}: the call still waits 3 seconds later")
        else:
            error = call.exception()
            print(f"{title}: the call fails ({getattr(error, 'error', type(error).__name__)})")


asyncio.run(main())
PYTHON
client=$!
has_line "the network fails" "$LAB/output"
network_fails
wait "$client" || true
as_seen <"$LAB/output"
