"""Starts Crossbar on a node directory that contains the configuration for this environment."""

import argparse
import os
import resource
import sys
from pathlib import Path

from courant_router.configuration import MissingSecret, configured

HERE = Path(__file__).parent.parent
CONFIGURATION = HERE / "crossbar.json"


def main() -> None:
    """Write the node directory and become Crossbar; if a secret is missing, print a sentence and exit with status 1."""
    parser = argparse.ArgumentParser(prog="python -m courant_router", description=__doc__)
    parser.add_argument("--node", type=Path, required=True, help="directory for the node's configuration and key")
    node = parser.parse_args().node.absolute()
    os.umask(0o077)  # the socket of the services is for their user from its first moment on
    try:
        prepare(node)
    except MissingSecret as missing:
        sys.exit(f"The router cannot start: {missing}.")
    raise_file_limit()
    crossbar = Path(sys.executable).with_name("crossbar")
    environment = {**os.environ, "PYTHONPATH": str(HERE / "lean")}
    command = [crossbar, "start", "--cbdir", node, "--loglevel", "warn"]
    os.execve(crossbar, command, environment)  # noqa: S606 - no shell is wanted


def prepare(node: Path) -> None:
    """Write the configuration and remove what a killed node left behind; raises MissingSecret."""
    text = configured(CONFIGURATION.read_text(), os.environ)
    node.mkdir(parents=True, exist_ok=True, mode=0o700)
    (node / "config.json").write_text(text)
    (node / "node.pid").unlink(missing_ok=True)


def raise_file_limit() -> None:
    """Raise the limit of open sockets as far as the machine allows: each browser needs one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    main()
