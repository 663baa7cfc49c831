#!/usr/bin/env bash
# Library: autobahn 26.3.1 (autobahn-js, npm) on Node.js 24.21.0; crossbar 26.10.1 (router), autobahn 26.10.2
#   (callee).
# Source: autobahn-js, lib/session.js: the promise of a call has cancel(options). WAMP specification, Advanced
#   Profile, "Call Canceling": CANCEL.Options.mode is optional, and names skip, kill and killnowait.
# Guess: `promise.cancel()` ends this one call, in the router's default mode.
# Seen:
#   cancel(): call rejected (Cancelled); connection closed (no reason)
#   cancel({mode: 'kill'}): call rejected (wamp.error.canceled); connection open two seconds later
#   cancel({mode: 'killnowait'}): call rejected (Cancelled); connection closed (no reason)
# Instead: `promise.cancel({mode: "kill"})`, and no other mode. In the others the client forgets the call at once, and
#   takes the router's answer to it (an ERROR) for a breach of the protocol.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}"
node_packages "node@${NODE:-24.21.0}" "autobahn@${AUTOBAHN_JS:-26.3.1}"
port=$(free_port)

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [{"name": "anonymous", "permissions": [
   {"uri": "", "match": "prefix", "allow": {"call": true, "register": true}}]}]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port}}]}
JSON

py - "ws://127.0.0.1:$port" >"$LAB/callee" <<'PYTHON' &
import asyncio
import sys

from peer import joined


async def main():
    async with joined(sys.argv[1]) as callee:
        await callee.register(asyncio.Event().wait, "lab.never")
        print("registered", flush=True)
        await asyncio.Event().wait()


asyncio.run(main())
PYTHON
STARTED="$STARTED $!"
has_line registered "$LAB/callee"

URL="ws://127.0.0.1:$port" js <<'JS' | as_seen
import autobahn from "autobahn"

const cancelled = (options) => new Promise((resolve) => {
  let outcome = "no answer"
  const connection = new autobahn.Connection({ url: process.env.URL, realm: "lab", max_retries: 0 })
  connection.onclose = (reason, details) => {
    resolve(`${outcome}; connection ${reason} (${details.reason ?? "no reason"})`)
    return true
  }
  connection.onopen = (session) => {
    const call = session.call("lab.never")
    call.catch((error) => { outcome = `call rejected (${error.error ?? error.message})` })
    setTimeout(() => call.cancel(options), 300)
    setTimeout(() => session.isOpen && resolve(`${outcome}; connection open two seconds later`), 2300)
  }
  connection.open()
})

console.log("cancel():", await cancelled())
console.log("cancel({mode: 'kill'}):", await cancelled({ mode: "kill" }))
console.log("cancel({mode: 'killnowait'}):", await cancelled({ mode: "killnowait" }))
process.exit()
JS
