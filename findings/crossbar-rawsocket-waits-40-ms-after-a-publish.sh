#!/usr/bin/env bash
# Library: crossbar 26.10.1 (router), autobahn 26.10.2 on Twisted (client), CPython 3.11, Linux.
# Source: RFC 896 (Nagle's algorithm) and RFC 1122, section 4.2.3.2 (delayed acknowledgements), which together wait
#   for each other. Crossbar's WebSocket transports have the option tcp_nodelay, on by default; its RawSocket transports
#   have none, and nothing in crossbar 26.10.1 sets it for them (read in checkconfig.py and router/protocol.py).
# Guess: on loopback, a service answers a call within a few milliseconds, whatever it did just before.
# Seen:
#   unix socket, call after call: quick
#   unix socket, call to a service that has just published: quick
#   TCP, call after call: quick
#   TCP, call to a service that has just published: some 40 ms
# Instead: connect services on the router's machine by a unix socket. Between machines, set TCP_NODELAY on the sockets
#   that the router accepts: the router's invocation waits behind its acknowledgement of the publish, so an option of
#   the client's socket changes nothing.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}"
port=$(free_port)

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [{"name": "anonymous", "permissions": [
   {"uri": "", "match": "prefix", "allow": {"call": true, "register": true, "publish": true}}]}]}],
 "transports": [
   {"type": "rawsocket", "serializers": ["json"], "endpoint": {"type": "unix", "path": "$LAB/router.sock"}},
   {"type": "rawsocket", "serializers": ["json"],
    "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port}}]}
JSON

py - "$LAB/router.sock" "$port" <<'PYTHON' | as_seen
import statistics
import sys
import time

from autobahn.twisted.component import Component
from autobahn.wamp.types import PublishOptions
from twisted.internet.defer import Deferred, inlineCallbacks
from twisted.internet.task import react

ACKNOWLEDGED = PublishOptions(acknowledge=True)


def joined(reactor, endpoint):
    transport = {"type": "rawsocket", "url": "rs://localhost", "serializer": "json", "endpoint": endpoint}
    component, ready = Component(transports=[transport], realm="lab"), Deferred()
    component.on("ready", ready.callback)
    component.start(reactor)
    return ready


@inlineCallbacks
def measured(caller, before):
    taken = []
    for _ in range(30):
        yield before()
        began = time.perf_counter()
        yield caller.call("lab.echo", 1)
        taken.append(time.perf_counter() - began)
    middle = statistics.median(taken) * 1000
    return "quick" if middle < 15 else "some 40 ms" if 30 < middle < 60 else f"{middle:.0f} ms"


@inlineCallbacks
def main(reactor):
    for name, endpoint in (
        ("unix socket", {"type": "unix", "path": sys.argv[1]}),
        ("TCP", {"type": "tcp", "host": "127.0.0.1", "port": int(sys.argv[2])}),
    ):
        service = yield joined(reactor, endpoint)
        caller = yield joined(reactor, endpoint)
        yield service.register(lambda number: number, "lab.echo")
        calls = yield measured(caller, lambda: caller.call("lab.echo", 0))
        print(f"{name}, call after call: {calls}")
        after = yield measured(caller, lambda: service.publish("lab.news", options=ACKNOWLEDGED))
        print(f"{name}, call to a service that has just published: {after}")
        yield caller.leave()
        yield service.leave()


react(main)
PYTHON
