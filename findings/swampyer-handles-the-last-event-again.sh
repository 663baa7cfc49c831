#!/usr/bin/env bash
# Library: swampyer 3.1.20260922 (WAMP client), crossbar 26.10.1 (router), autobahn 26.10.2 (publisher), CPython 3.11.
# Source: swampyer/client.py, WAMPClient.run: after a lost connection its loop goes on with the message that it read
#   last. Its README describes reconnection as a matter of the option auto_reconnect alone.
# Guess: events may be missed while the connection is gone; none comes twice, since the router sends each once.
# Seen:
#   heard: 1 2
#   the network fails, and is back after six seconds
#   heard: 1 2 2 3
# Instead: number the events and let the subscriber pass over a number that it has seen. The same loop carries out the
#   last invocation again, so that a procedure which changes something needs a key of the caller's.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}" "swampyer==${SWAMPYER:-3.1.20260922}"
port=$(free_port)
near=$(free_port)

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [{"name": "anonymous", "permissions": [
   {"uri": "", "match": "prefix", "allow": {"publish": true, "subscribe": true}}]}]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port}}]}
JSON
network_starts "$near" "$port"

py - "ws://127.0.0.1:$near" "ws://127.0.0.1:$port" >"$LAB/output" <<'PYTHON' &
import asyncio
import os
import queue
import sys

from autobahn.wamp.types import PublishOptions
from peer import joined
from swampyer import WAMPClient

heard, arrived, joins = [], queue.Queue(), queue.Queue()


class Subscriber(WAMPClient):
    def handle_join(self, details):
        super().handle_join(details)
        joins.put(details)


def hears(event, number):
    heard.append(number)
    arrived.put(number)


async def publish(number):
    async with joined(sys.argv[2]) as publisher:
        await publisher.publish("lab.news", number, options=PublishOptions(acknowledge=True))
    while await asyncio.to_thread(arrived.get, timeout=20) != number:
        pass


async def main():
    subscriber = Subscriber(url=sys.argv[1], realm="lab", uri_base="", concurrency_max=1)
    subscriber.start()
    await asyncio.to_thread(joins.get, timeout=20)
    await asyncio.to_thread(subscriber.subscribe, "lab.news", hears)
    await publish(1)
    await publish(2)
    print("heard:", *heard, flush=True)
    await asyncio.to_thread(joins.get, timeout=40)
    await publish(3)
    print("the network fails, and is back after six seconds")
    print("heard:", *heard, flush=True)
    os._exit(0)


asyncio.run(main())
PYTHON
client=$!
has_line "heard: 1 2" "$LAB/output"
network_fails
sleep 6
network_starts "$near" "$port"
wait "$client" || true
grep -E "^(heard|the network)" "$LAB/output" | as_seen # (swampyer prints its attempts between)
