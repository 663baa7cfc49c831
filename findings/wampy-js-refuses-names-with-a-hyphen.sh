#!/usr/bin/env bash
# Library: wampy 8.0.2 (wampy.js, npm) on Node.js 24.21.0; crossbar 26.10.1 (router).
# Source: WAMP specification, Basic Profile, "URIs": strict URIs have lower-case letters, digits and underscores;
#   loose ones are the rule a router SHOULD also take. wampy.js' README: the option uriValidation is "strict" unless
#   set to "loose".
# Guess: the router decides; a topic that Crossbar and every other client take can be heard with wampy.js too.
# Seen:
#   lab.comments_12: subscribed
#   lab.comments-12: UriError: Topic URI doesn't meet requirements!
#   lab.comments-12, loose: subscribed
# Instead: `new Wampy(url, {uriValidation: "loose"})`; say so wherever names with a hyphen are documented.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}"
node_packages "node@${NODE:-24.21.0}" "wampy@${WAMPY:-8.0.2}"
port=$(free_port)

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [{"name": "anonymous", "permissions": [
   {"uri": "", "match": "prefix", "allow": {"subscribe": true}}]}]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port}}]}
JSON

URL="ws://127.0.0.1:$port" js <<'JS' | as_seen
import { Wampy } from "wampy"

const heard = async (topic, options = {}) => {
  const wampy = new Wampy(process.env.URL, { realm: "lab", ws: WebSocket, ...options })
  await wampy.connect()
  const outcome = await wampy.subscribe(topic, () => {}).then(() => "subscribed", (e) => `${e.name}: ${e.message}`)
  await wampy.disconnect()
  return outcome
}

console.log("lab.comments_12:", await heard("lab.comments_12"))
console.log("lab.comments-12:", await heard("lab.comments-12"))
console.log("lab.comments-12, loose:", await heard("lab.comments-12", { uriValidation: "loose" }))
JS
