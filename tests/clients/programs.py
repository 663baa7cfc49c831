"""The clients: which program tries each out, which environment it needs, and which example a stranger would copy."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.router import ROOT

HERE = Path(__file__).parent
NODE_PACKAGES = HERE / "node" / "node_modules"
NODE = ROOT / ".venv" / "bin" / "node"


@dataclass(frozen=True, slots=True)
class Client:
    """A client by its name in the table; `lock` names its environment, and is "node" for one in JavaScript."""

    name: str
    lock: str
    probe: Sequence[str]
    example: str
    package: str

    @property
    def key(self) -> str:
        """Its name as part of the name of a credential."""
        return "".join(letter for letter in self.name.lower() if letter.isalnum())

    @property
    def home(self) -> Path:
        """Where its packages are."""
        return NODE_PACKAGES if self.lock == "node" else ROOT / ".venv" / self.lock

    @property
    def installed(self) -> bool:
        """Whether the setup could install it."""
        return (self.home / (f".stamp-{self.lock}" if self.lock != "node" else ".stamp")).exists()

    def command(self, program: Path, *arguments: str) -> list[str]:
        """Run a program with this client."""
        interpreter = NODE if self.lock == "node" else self.home / "bin" / "python"
        return [str(interpreter), str(program), *arguments]

    @property
    def program(self) -> Path:
        """The example that the document shows."""
        return ROOT / "examples" / "clients" / self.example


CLIENTS = (
    Client("autobahn (Twisted)", "clients", ("autobahn_client.py", "twisted"), "autobahn_twisted.py", "autobahn"),
    Client("autobahn (asyncio)", "clients", ("autobahn_client.py", "asyncio"), "autobahn_asyncio.py", "autobahn"),
    Client("swampyer", "clients", ("swampyer_client.py",), "swampyer_client.py", "swampyer"),
    Client("wampproto", "clients", ("wampproto_client.py",), "wampproto_client.py", "wampproto"),
    Client("wampy (Python)", "clients-wampy", ("wampy_client.py",), "wampy_client.py", "wampy"),
    Client("beltway2", "clients-beltway2", ("beltway2_client.py",), "beltway2_client.py", "beltway2"),
    Client("autobahn-js", "node", ("autobahn_js.mjs",), "autobahn_js.mjs", "autobahn"),
    Client("wampy.js", "node", ("wampy_js.mjs",), "wampy_js.mjs", "wampy"),
    Client(
        "kraftfahrstrasse", "node", ("kraftfahrstrasse.mjs",), "kraftfahrstrasse.mjs",
        "@verkehrsministerium/kraftfahrstrasse",
    ),
)  # fmt: skip


def placed(client: Client, folder: Path, program: Path) -> Path:
    """The program where it finds its packages: Node looks beside it and above, so it is copied there."""
    if client.lock != "node":
        return program
    for one in program.parent.glob("*.mjs"):
        (folder / one.name).write_text(one.read_text())
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(NODE_PACKAGES)
    return folder / program.name


def tried(client: Client, folder: Path, environment: Mapping[str, str]) -> tuple[str, str]:
    """What the probe of a client prints: its findings, and its complaints. One that does not end in time is ended."""
    program, *arguments = client.probe
    command = client.command(placed(client, folder, HERE / "probes" / program), *arguments)
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    try:
        return process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        end(process)
        printed, complaints = process.communicate()
        return printed, f"{complaints}\nIt did not end in time."


def end(process: subprocess.Popen[Any]) -> None:
    """End a program that has a session of its own, with the Node that a wrapper may have started for it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(15)
