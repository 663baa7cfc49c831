#!/usr/bin/env bash
# Library: crossbar 26.10.1 (router), autobahn 26.10.2 (client), CPython 3.11.
# Source: Crossbar documentation, "Authorization", Static Authorization: of several rules that match, the one with the
#   longest pattern wins. That two rules of one role can collide is only in crossbar/router/role.py, which files a
#   wildcard under what stands before its first `..`.
# Guess: a role with the wildcards `shop..read` and `shop..list` may call both.
# Seen:
#   wildcards shop..read, shop..list: read refused (wamp.error.not_authorized), list answered
#   wildcards shop..list, shop..read: read answered, list refused (wamp.error.not_authorized)
#   wildcards shop..read, stock..list: read answered, list answered
# Instead: one wildcard for all that stands before the first empty component; what differs behind it is a question for
#   a dynamic authorizer. The later permission replaces the earlier one at start, and no line in the log says so.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}"
port=$(free_port)

may_call() { printf '{"uri": "%s", "match": "wildcard", "allow": {"call": true}}' "$1"; }
role() { printf '{"name": "%s", "permissions": [%s, %s]}' "$1" "$(may_call "$2")" "$(may_call "$3")"; }
principal() { printf '"%s": {"role": "%s", "ticket": "%s"}' "$1" "$1" "$1"; }

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [
   {"name": "service", "permissions": [{"uri": "", "match": "prefix", "allow": {"register": true}}]},
   $(role first shop..read shop..list), $(role second shop..list shop..read), $(role third shop..read stock..list)]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port},
   "auth": {"ticket": {"type": "static", "principals": {
     $(principal service), $(principal first), $(principal second), $(principal third)}}}}]}
JSON

py - "ws://127.0.0.1:$port" <<'PYTHON' | as_seen
import asyncio
import sys

from autobahn.wamp.exception import ApplicationError
from peer import joined

URL = sys.argv[1]


async def tried(session, uri):
    try:
        return await session.call(uri)
    except ApplicationError as refused:
        return f"refused ({refused.error})"


async def main():
    async with joined(URL, "service") as service:
        for uri in ("shop.tea.read", "shop.tea.list", "stock.tea.list"):
            await service.register(lambda: "answered", uri)
        for role, wildcards, listing in (
            ("first", "shop..read, shop..list", "shop.tea.list"),
            ("second", "shop..list, shop..read", "shop.tea.list"),
            ("third", "shop..read, stock..list", "stock.tea.list"),
        ):
            async with joined(URL, role) as caller:
                read, listed = await tried(caller, "shop.tea.read"), await tried(caller, listing)
            print(f"wildcards {wildcards}: read {read}, list {listed}")


asyncio.run(main())
PYTHON
