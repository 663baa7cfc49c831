#!/usr/bin/env bash
# Library: crossbar 26.10.1 (router), autobahn 26.10.2 (client), CPython 3.11.
# Source: Crossbar documentation, "Authorization", Dynamic Authorization: `cache` says whether the router can cache
#   this answer; for whom and for how long is not said. crossbar/router/router.py keys it by realm, role, URI and
#   action.
# Guess: the answer is kept for the session that asked. A second person of the role is asked about anew, and so is the
#   first one after signing in again.
# Seen:
#   without cache: 6 calls by ada, ada again and grace; asked about ada, ada, ada, ada, grace, grace
#   with cache: 6 calls by ada, ada again and grace; asked about ada
# Instead: return `cache: true` only where the answer follows from role, URI and action alone. There is no way to make
#   the router forget one short of a restart, so an answer that may change is not cached either.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}"
port=$(free_port)

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [
   {"name": "service", "permissions": [{"uri": "", "match": "prefix", "allow": {"register": true}}]},
   {"name": "member", "authorizer": "lab.authorize"}]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port},
   "auth": {"ticket": {"type": "static", "principals": {
     "service": {"role": "service", "ticket": "service"},
     "ada": {"role": "member", "ticket": "ada"}, "grace": {"role": "member", "ticket": "grace"}}}}}]}
JSON

py - "ws://127.0.0.1:$port" <<'PYTHON' | as_seen
import asyncio
import sys

from peer import joined

URL = sys.argv[1]


async def main():
    asked = []

    def authorize(session, uri, action, options):
        asked.append(session["authid"])
        return {"allow": True, "cache": uri == "lab.with"}

    async with joined(URL, "service") as service:
        await service.register(authorize, "lab.authorize")
        for word in ("without", "with"):
            asked.clear()
            await service.register(lambda: None, f"lab.{word}")
            for person in ("ada", "ada", "grace"):
                async with joined(URL, person) as member:
                    await member.call(f"lab.{word}")
                    await member.call(f"lab.{word}")
            print(f"{word} cache: 6 calls by ada, ada again and grace; asked about {', '.join(asked)}")


asyncio.run(main())
PYTHON
