"""A server that only sends: how much the generator itself can read."""

import base64
import hashlib
import multiprocessing
import re
import select
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from courant_bench import frames
from courant_bench.content import comment_body
from courant_bench.crowd import MARK, Crowd, opened
from courant_bench.window import Window

KEY = re.compile(rb"Sec-WebSocket-Key: (\S+)")
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3
PADDING = b" " * 600


class MirrorSite:
    """A site that sends the mark of every message to every window, as 600 bytes."""

    name = "generator alone"
    roots = ()

    def __init__(self, listener: socket.socket) -> None:
        """Use the listening socket that the serving process has inherited."""
        self.port: int = listener.getsockname()[1]

    def crowd(self, count: int) -> Crowd:
        """Open `count` windows."""
        return Crowd(opened(count, lambda _: Window(self.port, "/")))

    def save(self, crowd: Crowd, number: int) -> None:
        """Send comment `number` from one of the crowd's windows."""
        crowd.save(number, number % len(crowd.windows), comment_body(number).encode())


@contextmanager
def mirror_site() -> Iterator[MirrorSite]:
    """Run the server in a process of its own."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,), daemon=True)
        process.start()
        yield MirrorSite(listener)
        process.kill()
        process.join()


def _serve(listener: socket.socket) -> None:
    poll = select.epoll()
    poll.register(listener.fileno(), select.EPOLLIN)
    clients: dict[int, socket.socket] = {}
    while True:
        for descriptor, _ in poll.poll():
            if descriptor == listener.fileno():
                client = _accepted(listener)
                clients[client.fileno()] = client
                poll.register(client.fileno(), select.EPOLLIN)
            else:
                _reflect(descriptor, clients, poll)


def _accepted(listener: socket.socket) -> socket.socket:
    client, _ = listener.accept()
    request = b""
    while b"\r\n\r\n" not in request:
        request += client.recv(4096)
    found = KEY.search(request)
    proof = base64.b64encode(hashlib.sha1((found[1] if found else b"") + MAGIC).digest())  # noqa: S324 - the RFC's
    client.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + proof + b"\r\n\r\n"
    )
    return client


def _reflect(descriptor: int, clients: dict[int, socket.socket], poll: select.epoll) -> None:
    try:
        data = clients[descriptor].recv(65536)
    except ConnectionError:
        data = b""
    if not data:
        poll.unregister(descriptor)
        clients.pop(descriptor).close()
    for digits in MARK.findall(data):
        payload = b"zq" + digits + b"qz" + PADDING
        message = struct.pack("!BBH", 0x80 | frames.TEXT, 126, len(payload)) + payload
        for client in clients.values():
            with suppress(ConnectionError):  # its own turn notices and drops it
                client.sendall(message)
