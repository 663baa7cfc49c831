#!/usr/bin/env bash
# Library: crossbar 26.10.1 (router), autobahn 26.10.2 (client), CPython 3.11.
# Source: The WAMP specification, "Challenge Response Authentication": with a salt, the client derives the key from its
#   password, and the router may store that key instead of the password. Crossbar takes `salt`, `iterations` and
#   `keylen` beside `secret`; crossbar/router/auth/wampcra.py.
# Guess: `secret` is the derived key, so that the configuration or an authenticator has no password in it.
# Seen:
#   stored is the derived key: rejected
#   stored is the password: joined
# Instead: do not store what you would not store in plain. Courant's router signs with a key that an authenticator
#   returns beside the salt (router/courant_router/joining.py).
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}"
port=$(free_port)
derived=$(py -c 'from autobahn.wamp.auth import derive_key; print(derive_key("fern", "salt", 1000, 32).decode())')

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [{"name": "member", "permissions": []}]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port},
   "auth": {"wampcra": {"type": "static", "users": {
     "derived": {"role": "member", "secret": "$derived", "salt": "salt", "iterations": 1000, "keylen": 32},
     "password": {"role": "member", "secret": "fern", "salt": "salt", "iterations": 1000, "keylen": 32}}}}}]}
JSON

py - "ws://127.0.0.1:$port" <<'PYTHON' | as_seen
import asyncio
import sys
from urllib.parse import urlsplit

from autobahn.asyncio.wamp import ApplicationSession
from autobahn.asyncio.websocket import WampWebSocketClientFactory
from autobahn.wamp.auth import compute_wcs, derive_key
from autobahn.wamp.types import ComponentConfig

URL = sys.argv[1]


class Member(ApplicationSession):
    def onConnect(self):
        self.join("lab", ["wampcra"], self.config.extra["name"])

    def onChallenge(self, challenge):
        extra = challenge.extra
        key = derive_key("fern", extra["salt"], extra["iterations"], extra["keylen"])
        return compute_wcs(key, extra["challenge"].encode()).decode()

    def onJoin(self, details):
        self.config.extra["ready"].set_result("joined")

    def onLeave(self, details):
        if not self.config.extra["ready"].done():
            self.config.extra["ready"].set_result("rejected")


async def outcome(name):
    ready = asyncio.get_running_loop().create_future()
    config = ComponentConfig("lab", {"name": name, "ready": ready})
    factory = WampWebSocketClientFactory(lambda: Member(config), url=URL)
    address = urlsplit(URL)
    await asyncio.get_running_loop().create_connection(factory, address.hostname, address.port)
    return await asyncio.wait_for(ready, 20)


async def main():
    print(f"stored is the derived key: {await outcome('derived')}")
    print(f"stored is the password: {await outcome('password')}")


asyncio.run(main())
PYTHON
