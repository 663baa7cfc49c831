"""A real router for tests: Crossbar with the configuration that ships, on free ports, in a directory of its own."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from courant_kit.process import discovery

from tests.places import in_memory
from tests.wamp import Lost, Peer, RawSocketWire, WampError, WebSocketWire

ROOT = Path(__file__).parent.parent
PYTHON = ROOT / "router" / ".venv" / "bin" / "python"
SERVICES = tuple(service.name for service in discovery.all_services())
PRINCIPALS = (*SERVICES, "operator")
PORTS = range(10_000, 32_000)


def free_port() -> int:
    """A port of the loopback address that nobody listens on now.

    It is below those that Linux gives to connections, so that none takes it before the program that is to listen does.
    """
    while True:
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", secrets.choice(PORTS)))
            return int(listener.getsockname()[1])


class RouterProcess:
    """Crossbar as it ships.

    `data` is laid out as COURANT_DATA (`run/router`, `secrets/<authid>`), so that services find and trust the router
    from `environment(name)` alone.
    """

    def __init__(
        self, data: Path | None = None, environment: Mapping[str, str] | None = None, *, local: bool = False
    ) -> None:
        """Choose ports and make secrets; nothing runs before `start`. Services join at a Unix socket if `local`."""
        self.data = data or Path(mkdtemp(prefix="courant-test-", dir=in_memory()))
        self.own_data = data is None
        self.port, self.private_port = free_port(), free_port()
        self.secrets = {name: secrets.token_urlsafe(24) for name in PRINCIPALS}
        self.command: list[str | Path] = [PYTHON, "-m", "courant_router", "--node", self.data / "router"]
        self.socket = self.data / "run" / "router.socket" if local else None
        self.extra = {"COURANT_ROUTER_SOCKET": str(self.socket or ""), **(environment or {})}
        self.process: subprocess.Popen[bytes] | None = None
        self._write_data()

    @property
    def address(self) -> str:
        """Where services join, as COURANT_ROUTER wants it."""
        return f"unix:{self.socket}" if self.socket else f"tcp://127.0.0.1:{self.private_port}"

    @property
    def url(self) -> str:
        """The public address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def websocket(self) -> str:
        """Where browsers and backends join."""
        return f"ws://127.0.0.1:{self.port}/ws"

    def environment(self, name: str) -> dict[str, str]:
        """What a service needs in its environment to join this router."""
        return {
            "COURANT_DATA": str(self.data), "COURANT_ROUTER": self.address, "COURANT_AUTH": "wampcra",
            "COURANT_SECRET": self.secrets[name], "PORT": str(self.port),
        }  # fmt: skip

    def start(self, timeout: float = 180) -> "RouterProcess":
        """Start it, and wait until it welcomes a session on its private port and a socket on its public one."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )
        try:
            self._until_welcome(time.monotonic() + timeout)
        except BaseException:  # also when the tests are interrupted meanwhile
            self.stop()
            raise
        return self

    @property
    def log(self) -> Path:
        """What the router printed."""
        return self.data / "router.log"

    def stop(self) -> None:
        """End it and take its directory away, when it was made here."""
        self.kill(signal.SIGTERM)
        if self.own_data:
            shutil.rmtree(self.data, ignore_errors=True)

    def kill(self, sign: signal.Signals = signal.SIGKILL) -> None:
        """End all its processes with this signal; `start` brings it back on the same ports."""
        if self.process is None:
            return
        os.killpg(self.process.pid, sign)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        self.process = None

    def service(self, name: str) -> Peer:
        """A session as one of our own services, or as `operator`."""
        return Peer(RawSocketWire(self.address), authid=name, method="wampcra", secret=self.secrets[name])

    def stranger(self, name: str, secret: str, method: str = "ticket") -> Peer:
        """A session as a third-party module or backend; `courant.core.credential.authenticate` judges the secret."""
        return Peer(WebSocketWire(self.websocket), authid=name, method=method, secret=secret)

    def browser(self, headers: Mapping[str, str] | None = None, origin: str | None = None) -> Peer:
        """A session as a browser has it; `courant.web.session.authenticate` judges its headers."""
        return Peer(WebSocketWire(self.websocket, headers, origin))

    def _write_data(self) -> None:
        for name, secret in self.secrets.items():
            path = self.data / "secrets" / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secret)
        (self.data / "run").mkdir(exist_ok=True)
        for name, content in {"router": self.address, "public": self.url}.items():
            (self.data / "run" / name).write_text(content)

    def _environment(self) -> dict[str, str]:
        own = {f"COURANT_{name.upper()}_SECRET": secret for name, secret in self.secrets.items()}
        ports = {"PORT": self.port, "COURANT_ROUTER_PORT": self.private_port}
        return {**os.environ, **own, **{name: str(port) for name, port in ports.items()}, **self.extra}

    def _until_welcome(self, deadline: float) -> None:
        while True:
            assert self.process is not None
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The router did not start:\n{self.log.read_text()}")
            try:
                self.service("operator").close()
                WebSocketWire(self.websocket).close()
            except (OSError, Lost, WampError, ValueError):
                time.sleep(0.1)
            else:
                return
