"""A real HTTP server on the loopback address that receives messages, and answers what it is told to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass
class Received:
    """A message: its headers in small letters, and its body."""

    headers: dict[str, str]
    body: str


@dataclass
class Receiver:
    """Answers with `statuses`, one after the other, and the last of them from then on; `headers` go with each."""

    statuses: list[int] = field(default_factory=lambda: [204])
    headers: dict[str, str] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)

    def __enter__(self) -> Self:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                owner.received.append(Received({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(owner.statuses.pop(0) if len(owner.statuses) > 1 else owner.statuses[0])
                for name, value in owner.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library names it
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it listens, by a name that has to be resolved."""
        return f"http://localhost:{self._server.server_port}/hook?to=1"


@contextmanager
def stalling(sent: bytes) -> Iterator[str]:
    """The address of a server that sends the beginning of an answer and then nothing, until its client leaves."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            client, _ = server.accept()
            with client:
                client.recv(65536)
                client.sendall(sent)
                while client.recv(65536):
                    pass

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://localhost:{server.getsockname()[1]}/hook"
