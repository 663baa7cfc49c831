#!/usr/bin/env bash
# Library: crossbar 26.10.1 (router), autobahn 26.10.2 (client), CPython 3.11.
# Source: WAMP specification, Advanced Profile, "Call Timeouts": CALL.Options.timeout is in milliseconds. The
#   docstring of autobahn.wamp.types.CallOptions: in seconds. crossbar/router/dealer.py hands the number to a timer of
#   seconds.
# Guess: a call with the time-out 500 to a procedure that never answers ends after half a second, as specified.
# Seen:
#   timeout=500: no answer within 4 seconds
#   timeout=1: wamp.error.canceled (timeout reached) within 4 seconds
# Instead: count in seconds for this router, and do not copy a number from code that was written for another one. What
#   must end is better bounded by the caller's own clock, which cancels with the mode "killnowait".
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

from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import CallOptions
from peer import joined

PATIENCE = 4.0  # seconds; Crossbar batches its timers, so that one second may last two


async def outcome(session, timeout):
    call = session.call("lab.never", options=CallOptions(timeout=timeout))
    try:
        await asyncio.wait_for(asyncio.shield(call), PATIENCE)
    except TimeoutError:
        return f"no answer within {PATIENCE:.0f} seconds"
    except ApplicationError as error:
        return f"{error.error} ({error.args[0]}) within {PATIENCE:.0f} seconds"


async def main():
    async with joined(sys.argv[1]) as callee, joined(sys.argv[1]) as caller:
        await callee.register(asyncio.Event().wait, "lab.never")
        for timeout in (500, 1):
            print(f"timeout={timeout}: {await outcome(caller, timeout)}")


asyncio.run(main())
PYTHON
