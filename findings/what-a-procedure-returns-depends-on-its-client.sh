#!/usr/bin/env bash
# Library: as callees autobahn 26.10.2 (Python), swampyer 3.1.20260922, and on Node.js 24.21.0 autobahn 26.3.1
#   (autobahn-js), wampy 8.0.2, @verkehrsministerium/kraftfahrstrasse 0.9.0; crossbar 26.10.1 between them.
# Source: WAMP specification, Basic Profile, YIELD: a result has positional (Arguments) and keyword (ArgumentsKw)
#   values. How what a procedure returns becomes either is left to each client.
# Guess: a procedure that returns an object with an id gives its caller that object, whatever the callee is written
#   in.
# Seen:
#   autobahn (Python) returns {"id": 1}: positional ({'id': 1},), keywords {}
#   swampyer returns {"id": 1}: positional ({'id': 1},), keywords {}
#   autobahn-js returns {id: 1}: positional ({'id': 1},), keywords {}
#   wampy.js returns {id: 1}: positional (), keywords {'id': 1}
#   wampy.js returns {argsList: [{id: 1}]}: positional ({'id': 1},), keywords {}
#   kraftfahrstrasse returns {id: 1}: nothing
#   kraftfahrstrasse returns {args: [{id: 1}]}: positional ({'id': 1},), keywords {}
# Instead: agree on one positional value, which all of these can give and read; show how it is returned for each
#   client; and name the procedure in the log where nothing comes.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}" "swampyer==${SWAMPYER:-3.1.20260922}"
node_packages "node@${NODE:-24.21.0}" "autobahn@${AUTOBAHN_JS:-26.3.1}" "wampy@${WAMPY:-8.0.2}" \
    "@verkehrsministerium/kraftfahrstrasse@${KRAFTFAHRSTRASSE:-0.9.0}"
port=$(free_port)

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [{"name": "anonymous", "permissions": [
   {"uri": "", "match": "prefix", "allow": {"call": true, "register": true}}]}]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port}}]}
JSON

URL="ws://127.0.0.1:$port" js >"$LAB/callees" <<'JS' &
import autobahn from "autobahn"
import kraftfahrstrasse from "@verkehrsministerium/kraftfahrstrasse"
import { Wampy } from "wampy"

const endpoint = process.env.URL

const connection = new autobahn.Connection({ url: endpoint, realm: "lab" })
const session = await new Promise((resolve) => { connection.onopen = resolve; connection.open() })
await session.register("lab.autobahn_js", () => ({ id: 1 }))

const wampy = new Wampy(endpoint, { realm: "lab", ws: WebSocket })
await wampy.connect()
await wampy.register("lab.wampy_plain", () => ({ id: 1 }))
await wampy.register("lab.wampy_list", () => ({ argsList: [{ id: 1 }] }))

const { AnonymousAuthProvider, Connection, JSONSerializer, NodeWebSocketTransport } = kraftfahrstrasse
const road = new Connection({
  endpoint, realm: "lab", serializer: new JSONSerializer(), transport: NodeWebSocketTransport,
  transportOptions: {}, authProvider: new AnonymousAuthProvider(),
})
await road.Open()
await road.Register("lab.road_plain", async () => ({ id: 1 }))
await road.Register("lab.road_list", async () => ({ args: [{ id: 1 }] }))
console.log("registered")
JS
STARTED="$STARTED $!"
has_line registered "$LAB/callees"

py - "ws://127.0.0.1:$port" <<'PYTHON' | as_seen
import asyncio
import os
import sys

from autobahn.wamp.types import CallOptions, CallResult
from peer import joined
from swampyer import WAMPClient

URL = sys.argv[1]
PROCEDURES = {
    "lab.autobahn": 'autobahn (Python) returns {"id": 1}',
    "lab.swampyer": 'swampyer returns {"id": 1}',
    "lab.autobahn_js": "autobahn-js returns {id: 1}",
    "lab.wampy_plain": "wampy.js returns {id: 1}",
    "lab.wampy_list": "wampy.js returns {argsList: [{id: 1}]}",
    "lab.road_plain": "kraftfahrstrasse returns {id: 1}",
    "lab.road_list": "kraftfahrstrasse returns {args: [{id: 1}]}",
}


async def main():
    swampyer = WAMPClient(url=URL, realm="lab")
    swampyer.start()
    await asyncio.to_thread(swampyer.register, "lab.swampyer", lambda invocation: {"id": 1})
    async with joined(URL) as callee, joined(URL) as caller:
        await callee.register(lambda: {"id": 1}, "lab.autobahn")
        for uri, title in PROCEDURES.items():
            result = await caller.call(uri, options=CallOptions(details=True))
            assert isinstance(result, CallResult)
            empty = not result.results and not result.kwresults
            print(f"{title}: " + ("nothing" if empty else f"positional {result.results}, keywords {result.kwresults}"))
    sys.stdout.flush()
    os._exit(0)


asyncio.run(main())
PYTHON
