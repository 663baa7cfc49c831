"""The same guestbook thrice: ours, on Django Channels, and on Django LiveView; two windows see each other's entries."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from courant_bench.channels import PEERS
from courant_bench.checkout import HERE
from courant_bench.processes import answers, free_port, running

OURS = HERE.root / "examples" / "guestbook"
COUNTED = {".py", ".html"}


@dataclass(frozen=True)
class Peer:
    """A guestbook on another library: its name, and its package among the peers."""

    name: str
    package: str

    @property
    def folder(self) -> Path:
        """The folder with its files."""
        return PEERS / self.package


PEERS_OF_IT = (Peer("Django Channels", "channels_guestbook"), Peer("Django LiveView", "liveview_guestbook"))


def lines(folder: Path) -> int:
    """Return how many lines somebody writes: those that are not empty, of files that no command generates."""
    files = [path for path in folder.rglob("*") if path.suffix in COUNTED and _is_written(path.relative_to(folder))]
    return sum(bool(line.strip()) for path in files for line in path.read_text().splitlines())


def _is_written(path: Path) -> bool:
    generated = path.name.startswith(("generated", "__init__")) or path.name == "conftest.py"
    return not generated and not {"tests", "var", "__pycache__"} & set(path.parts[:-1]) and "test_" not in path.name


@contextmanager
def served(peer: Peer, directory: Path) -> Iterator[str]:
    """Run a peer on a database of its own; yields its address."""
    directory.mkdir(parents=True, exist_ok=True)
    settings = {
        "PEER_DATA": str(directory),
        "PEER_SECRET": secrets.token_hex(),
        "PYTHONPATH": str(PEERS),
        "DJANGO_SETTINGS_MODULE": f"{peer.package}.settings",
        "PYTHONUTF8": "1",
    }
    migrate = [sys.executable, "-m", "django", "migrate", "--run-syncdb", "-v0"]
    subprocess.run(migrate, env={**os.environ, **settings}, cwd=PEERS, check=True)
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", f"{peer.package}.generated_server:application", "--port", str(port)]
    url = f"http://127.0.0.1:{port}/"
    with running(
        [*command, "--lifespan", "off", "--log-level", "warning"],
        environment=settings,
        directory=PEERS,
        log=directory / f"{peer.package}.log",
        ready=lambda: answers(url),
    ):
        yield url


def sign_in_two_windows(browser: Browser, url: str) -> None:
    """Sign in each of two windows, and wait until the other has the entry; then sign without JavaScript.

    Raises Playwright's TimeoutError.
    """
    one, other = [browser.new_context().new_page() for _ in range(2)]
    for page in (one, other):
        page.goto(url)
        page.wait_for_load_state("networkidle")
    for writing, reading, words in ((one, other, "Hello from one"), (other, one, "Hello from the other")):
        writing.get_by_label("Say hello").fill(words)
        writing.get_by_role("button", name="Sign").click()
        reading.locator("#entries").get_by_text(words).wait_for()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(url)
    plain.get_by_label("Say hello").fill("Hello without a script")
    plain.get_by_role("button", name="Sign").click()
    plain.locator("#entries").get_by_text("Hello without a script").wait_for()
    one.locator("#entries").get_by_text("Hello without a script").wait_for()
