#!/usr/bin/env bash
# Library: crossbar 26.10.1 (router), autobahn 26.10.2 on asyncio (callee and caller), CPython 3.11.
# Source: WAMP specification, Advanced Profile, "Call Canceling", describes a caller that cancels. What happens to its
#   calls when a caller only goes away is in crossbar/router/dealer.py.
# Guess: the procedure runs to its end; its answer finds nobody.
# Seen:
#   caller stays: stock taken, order written
#   caller closes its window after a moment: stock taken, CancelledError
#   the same, shielded: stock taken, order written
# Instead: whatever writes runs in a task of its own, and the procedure waits for `asyncio.shield(task)`. A procedure
#   that was begun then ends whole, whoever has left.
. "$(dirname "$0")/lab.sh"
python_packages "crossbar==${CROSSBAR:-26.10.1}" "autobahn==${AUTOBAHN:-26.10.2}"
port=$(free_port)

crossbar_starts "$port" <<JSON
{"type": "router",
 "realms": [{"name": "lab", "roles": [{"name": "anonymous", "permissions": [
   {"uri": "", "match": "prefix", "allow": {"call": true, "register": true}}]}]}],
 "transports": [{"type": "websocket", "endpoint": {"type": "tcp", "interface": "127.0.0.1", "port": $port}}]}
JSON

py - "ws://127.0.0.1:$port" <<'PYTHON' | as_seen
import asyncio
import sys

from peer import joined

URL = sys.argv[1]


async def ordered(title, *, shielded, leaves):
    done, began, ended = [], asyncio.Event(), asyncio.Event()

    async def order():
        try:
            done.append("stock taken")
            began.set()
            await asyncio.sleep(1)
            done.append("order written")
        except asyncio.CancelledError:
            done.append("CancelledError")
            raise
        finally:
            ended.set()

    async def procedure():
        task = asyncio.ensure_future(order())
        await (asyncio.shield(task) if shielded else task)

    async with joined(URL) as callee:
        await callee.register(procedure, "lab.order")
        async with joined(URL) as caller:
            call = asyncio.ensure_future(caller.call("lab.order"))
            await began.wait()
            if not leaves:
                await call
        await asyncio.wait_for(ended.wait(), 10)
    call.cancel()
    print(f"{title}: {', '.join(done)}")


async def main():
    await ordered("caller stays", shielded=False, leaves=False)
    await ordered("caller closes its window after a moment", shielded=False, leaves=True)
    await ordered("the same, shielded", shielded=True, leaves=True)


asyncio.run(main())
PYTHON
