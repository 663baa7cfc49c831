"""A git repository in a container beside the stack, which its container `git` reaches by HTTP, as other clones do."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.clone import Clone
from tests.containers.images import image
from tests.containers.stack import Stack
from tests.router import free_port

SERVING = """
from dulwich.repo import Repo
from dulwich.server import DictBackend
from dulwich.web import make_server, make_wsgi_chain
repository = Repo.init_bare("/tmp/garden.git", mkdir=True)
make_server("0.0.0.0", 8000, make_wsgi_chain(DictBackend({"/": repository}))).serve_forever()
"""


@contextmanager
def served(stack: Stack) -> Iterator[str]:
    """Its address on this machine; in the stack it is `http://repository:8000/`."""
    name, port = f"{stack.name}-repository", free_port()
    stack.docker("run", "-d", "--rm", "--name", name, "--network", f"{stack.name}_services",
                 "--network-alias", "repository", "-p", f"127.0.0.1:{port}:8000", "--entrypoint", "python",
                 image("command"), "-c", SERVING)  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        stack.docker("rm", "-f", name)


def cloned(address: str, folder: Path, timeout: float = 180) -> Clone:
    """A clone of the repository, as soon as its branch has something."""
    deadline, asked = time.monotonic() + timeout, ["git", "ls-remote", "--exit-code", address, "main"]
    while subprocess.run(asked, capture_output=True, check=False).returncode:
        assert time.monotonic() < deadline, "nothing was pushed"
        time.sleep(0.5)
    return Clone(address, folder)


def pushed_by_the_site(clone: Clone, line: str, timeout: float = 180) -> None:
    """Wait until the log of the branch has a line: author and subject of a commit."""
    deadline = time.monotonic() + timeout
    while line not in (log := clone.log()):
        assert time.monotonic() < deadline, log
        time.sleep(0.5)
