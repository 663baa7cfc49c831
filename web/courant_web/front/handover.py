"""Hands WebSocket connections over to the router, so that their bytes never pass through web (see the router's side).

A connection travels as a file descriptor (SCM_RIGHTS, unix(7)) with the request that was read from it. The kernel holds
it until the router has received it, so web can close its own descriptor at once: nothing is sent to the browser.
"""

import socket

PREFIX = 4
"""The length of the number (bytes, big-endian) that goes before the request."""

LARGEST = 1 << 17
"""The longest request in bytes, with what follows it. It fits into the buffer of a new Unix socket."""


def hand_over(path: str, descriptor: int, request: bytes) -> bool:
    """Send a connection to the router that listens on the Unix socket at `path`; never waits.

    Returns False if the router is away or overwhelmed; the connection is then still the caller's.
    """
    if len(request) > LARGEST:
        return False
    message = len(request).to_bytes(PREFIX, "big") + request
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as router:
            router.setblocking(False)
            router.connect(path)
            return socket.send_fds(router, [message], [descriptor]) == len(message)
    except OSError:
        return False
