"""A whole site for tests: `courant up` on free ports, in a directory of its own, with people on it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import httpx

from tests.places import in_memory
from tests.router import ROOT, SERVICES, free_port
from tests.wamp import Peer, RawSocketWire, WebSocketWire

PASSWORD = "correct-horse-9"
PROCESSES = ("router", *SERVICES)

STARTING = 240
"""Seconds for a start on a machine that does much else: less than a test has."""


class Site:
    """A running site; `start` it, `stop` it, and `kill` any of its processes meanwhile."""

    def __init__(
        self, environment: dict[str, str] | None = None, root: Path = ROOT, python: str = sys.executable
    ) -> None:  # fmt: skip
        """Choose a port and a directory; nothing runs before `start`. `root` and `python` may be another checkout's."""
        self.root, self.python = root, python
        self.port = free_port()
        self.data = Path(mkdtemp(prefix="courant-site-", dir=in_memory()))
        self.extra = environment or {}
        self.up = ["-m", "courant_cli", "up"]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address that people use, without a slash at its end."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the `courant` command needs to speak of this site."""
        own = {"PORT": str(self.port), "COURANT_DATA": str(self.data), "COURANT_ADMIN_PASSWORD": PASSWORD}
        return {**os.environ, "COURANT_SEED": "0", **own, **self.extra}

    def start(self, timeout: float = STARTING) -> "Site":
        """Start all processes and wait until every module is present, at most `timeout` seconds."""
        with (self.data / "up.log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.python, *self.up], cwd=self.root, env=self.environment, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        try:
            self.until_ready(timeout)
        except BaseException:  # also when the tests are interrupted meanwhile
            self.stop()
            raise
        return self

    def end(self) -> None:
        """End all processes, as an operator does; the directory stays."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)

    def stop(self) -> None:
        """End everything and take the directory away."""
        self.end()
        rmtree(self.data, ignore_errors=True)

    def crash(self) -> None:
        """Kill the supervisor and every process at once; `start` brings the site back on the same port and data."""
        assert self.process is not None
        pids = [self.process.pid, *(pid for name in PROCESSES for pid in self.pids(name))]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(30)

    def command(self, *arguments: str, entered: str = "") -> str:
        """What `courant ARGUMENTS` prints for this site."""
        done = subprocess.run(
            [self.python, "-m", "courant_cli", *arguments], cwd=self.root, env=self.environment, input=entered.encode(),
            capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        return done.stdout.decode()

    def add(self, name: str, role: str) -> None:
        """Make a user whose password is PASSWORD."""
        self.command("user", "add", name, "--role", role, "--password-stdin", entered=PASSWORD)

    def operator(self) -> Peer:
        """A session as the operator's own program, which may do what an administrator may."""
        return self.service("operator")

    def service(self, name: str) -> Peer:
        """A session with the secret of one of our own services: `core`, `blog`, `wiki`, `web`, or `operator`."""
        address = (self.data / "run" / "router").read_text().strip()
        secret = (self.data / "secrets" / name).read_text().strip()
        return Peer(RawSocketWire(address), authid=name, method="wampcra", secret=secret)

    def stranger(self, name: str, secret: str, method: str = "ticket") -> Peer:
        """A session as a module or backend that is no part of the site, with the secret it was given."""
        return Peer(WebSocketWire(f"ws://localhost:{self.port}/ws"), authid=name, method=method, secret=secret)

    def visitor(self, address: str | None = None, headers: Mapping[str, str] | None = None) -> Peer:
        """A session as a browser's that is not signed in, from an address of this machine (127.0.0.1)."""
        return Peer(WebSocketWire(f"ws://localhost:{self.port}/ws", headers, self.url, address=address))

    def pids(self, name: str) -> list[int]:
        """The processes of `router`, `web`, `core`, `blog` or `wiki` of this very site."""
        return [int(one.name) for one in Path("/proc").glob("[0-9]*") if self._is(int(one.name), name)]

    def kill(self, name: str, sign: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to all processes of one name; the supervisor starts it again."""
        found = self.pids(name)
        assert found, f"no process of {name} runs"
        for pid in found:
            os.kill(pid, sign)

    def fetch(self, path: str) -> tuple[int, str]:
        """The status and body that a reader without a browser gets."""
        answer = httpx.get(self.url + path, timeout=60)
        return answer.status_code, answer.text

    def until_ready(self, timeout: float = STARTING) -> None:
        """Wait until the router is joined and every module present."""
        deadline = time.monotonic() + timeout
        while not self._ready():
            assert self.process is not None
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The site is not ready:\n{(self.data / 'up.log').read_text()}")
            time.sleep(0.1)

    def _ready(self) -> bool:
        try:
            return self.fetch("/readyz")[0] == 200
        except httpx.HTTPError:
            return False

    def _is(self, pid: int, name: str) -> bool:
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
            environment = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            return False
        if "leash.py" in " ".join(command):
            return False
        return f"courant_{name}" in command and f"COURANT_DATA={self.data}" in environment
