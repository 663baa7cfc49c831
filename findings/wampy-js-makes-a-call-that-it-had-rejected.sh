#!/usr/bin/env bash
# Library: wampy 8.0.2 (wampy.js, npm) on Node.js 24.21.0; crossbar 26.10.1 (router), autobahn 26.10.2 (callee).
# Source: wampy.js' README, "connect": it reconnects by itself. What becomes of calls made meanwhile is not described.
# Guess: a call that was rejected because there is no connection has not been made, so that the program may make it
#   again.
# Seen:
#   call 1: answered
#   the network fails
#   call 2: rejected (WebsocketError)
#   the network is back
#   call 3: answered
#   the shop is open
#   order 1 is carried out
#   order 2 is carried out
#   order 3 is carried out
# Instead: give each call that changes something a key of its own, by which the procedure knows a repetition; or hold
#   calls back in the program until `onReconnectSuccess`.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}"
node_packages "node@${NODE:-24.21.0}" "wampy@${WAMPY:-8.0.2}"
port=$(free_port)
near=$(free_port)

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [{"name": "anonymous", "permissions": [
   {"uri": "", "match": "prefix", "allow": {"call": true, "register": true}}]}]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port}}]}
JSON
network_starts "$near" "$port"

py - "ws://127.0.0.1:$port" >"$LAB/callee" <<'PYTHON' &
import asyncio
import sys

from peer import joined


async def main():
    async with joined(sys.argv[1]) as callee:
        await callee.register(lambda number: print(f"order {number} is carried out", flush=True), "lab.order")
        print("the shop is open", flush=True)
        await asyncio.Event().wait()


asyncio.run(main())
PYTHON
STARTED="$STARTED $!"
has_line "the shop is open" "$LAB/callee"
URL="ws://127.0.0.1:$near" js >"$LAB/output" <<'JS' &
import { Wampy } from "wampy"

const wampy = new Wampy(process.env.URL, { realm: "lab", ws: WebSocket, reconnectInterval: 500, maxRetries: 100 })
const say = (words) => process.stdout.write(`${words}\n`)
const tried = (number) => wampy.call("lab.order", [number])
  .then(() => say(`call ${number}: answered`))
  .catch((error) => say(`call ${number}: rejected (${error.constructor.name})`))

await wampy.connect()
await tried(1)
const gone = new Promise((resolve) => wampy.setOptions({ onReconnect: resolve }))
const back = new Promise((resolve) => wampy.setOptions({ onReconnectSuccess: resolve }))
say("the network fails")
await gone
await tried(2)
say("the network is back")
await back
await tried(3)
process.exit()
JS
client=$!
has_line "the network fails" "$LAB/output"
network_fails
has_line "the network is back" "$LAB/output"
network_starts "$near" "$port"
wait "$client" || true
cat "$LAB/output" "$LAB/callee" | as_seen
