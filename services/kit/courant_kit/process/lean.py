"""What the libraries of a service import for features that it does not have, and the process leaves out.

A service that joins its router by `unix:` or `tcp:` needs neither TLS nor WebSocket for that. Each service that comes
with Courant calls `start_lean` before it imports anything else, and so does the supervisor. A module of your own gets
everything, unless it calls it too. Measured on CPython 3.11: 16 MB of resident memory, and 0.1 s of CPU time at the
start of each process (`bench/README.md` has the sums).
"""

import os
from urllib.parse import urlsplit

from courant_kit.process.unused import leave_out

#: TLS for Twisted; tracebacks in colour for structlog, which logs JSON; a serializer that nobody speaks; compression
#: of WebSocket messages.
OPTIONAL = (
    "OpenSSL", "autobahn.flatbuffers", "autobahn.wamp.message_fbs", "better_exceptions", "brotli", "rich",
    "service_identity",
)  # fmt: skip

#: What autobahn imports to derive keys from salted passwords; no service has one.
INSISTED = ("cryptography",)

#: The schemes of routers that a process joins by WebSocket.
WEBSOCKET = {"ws", "wss"}


def start_lean(*needed: str) -> None:
    """Leave all of it but the `needed` packages out of this process, unless it joins the router by WebSocket.

    Call it before autobahn is imported.
    """
    if urlsplit(os.environ.get("COURANT_ROUTER", "")).scheme in WEBSOCKET:
        return
    os.environ["AUTOBAHN_USE_NVX"] = "0"  # compiled code that checks the text of WebSocket messages
    leave_out(set(OPTIONAL) - set(needed), INSISTED)
