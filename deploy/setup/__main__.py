"""Sets up a checkout: `python3 deploy/setup run` for `courant up`, `python3 deploy/setup test` for the tests too.

It runs before anything is installed, so it uses the standard library only. It does nothing for parts that are up to
date.
"""

import sys

from client import build_client
from console import Trouble, in_turn, side_by_side
from documents import document_tool
from environments import installer, router_environment, services_environment
from system import need_chromium, need_postgresql

from clients import other_clients

GOALS = ("run", "test")


def main(arguments: list[str]) -> None:
    """Bring everything up to date for a goal; if something prevents that, print a sentence and exit with status 1."""
    if len(arguments) != 1 or arguments[0] not in GOALS:
        sys.exit(f"usage: python3 deploy/setup {{{'|'.join(GOALS)}}}")
    testing = arguments[0] == "test"
    try:
        with in_turn():
            _bring_up_to_date(testing=testing)
    except Trouble as trouble:
        sys.exit(f"\nSetting up stops here. {trouble}")


def _bring_up_to_date(*, testing: bool) -> None:
    installer()
    side_by_side(router_environment, lambda: _services_and_client(testing=testing), *([_programs] if testing else []))


def _services_and_client(*, testing: bool) -> None:
    """One after the other: on a machine without Node, the client is built with one that is put into .venv."""
    services_environment(testing=testing)
    build_client()
    if testing:
        document_tool()
        other_clients()


def _programs() -> None:
    """One after the other, since apt-get runs once at a time."""
    need_chromium()
    need_postgresql()


if __name__ == "__main__":
    main(sys.argv[1:])
