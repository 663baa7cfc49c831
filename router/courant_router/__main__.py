"""Starts the router with the configuration for this environment."""

import argparse
import json
import os
import sys
from pathlib import Path

from courant_kit.process.files import raise_file_limit

from courant_router.configuration import MissingSecret, configured
from courant_router.lean import start_lean

HERE = Path(__file__).parent.parent
CONFIGURATION = HERE / "crossbar.json"


def main() -> None:
    """Run the router until it is stopped; if a secret is missing, print a sentence and exit with status 1."""
    parser = argparse.ArgumentParser(prog="python -m courant_router", description=__doc__)
    parser.add_argument("--node", type=Path, required=True, help="the router's directory")
    directory = parser.parse_args().node.absolute()
    os.umask(0o077)  # the sockets of the services are for their user from their first moment on
    try:
        text = configured(CONFIGURATION.read_text(), os.environ)
    except MissingSecret as missing:
        sys.exit(f"The router cannot start: {missing}.")
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    raise_file_limit()
    start_lean()
    from courant_router.node import run  # only now: it imports Crossbar

    sys.exit(run(json.loads(text), directory))


if __name__ == "__main__":
    main()
