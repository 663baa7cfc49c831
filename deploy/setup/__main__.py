"""Sets up a checkout: `python3 deploy/setup run` for `courant up`, `python3 deploy/setup test` for the tests too.

It runs before anything is installed, so it uses the standard library only. It does nothing for parts that are up to
date.
"""

import sys

from client import build_client
from console import Trouble
from environments import router_environment, services_environment
from system import need_chromium, need_postgresql

GOALS = ("run", "test")


def main(arguments: list[str]) -> None:
    """Bring everything up to date for a goal; if something prevents that, print a sentence and exit with status 1."""
    if len(arguments) != 1 or arguments[0] not in GOALS:
        sys.exit(f"usage: python3 deploy/setup {{{'|'.join(GOALS)}}}")
    testing = arguments[0] == "test"
    try:
        services_environment(testing=testing)
        router_environment()
        build_client()
        if testing:
            need_chromium()
            need_postgresql()
    except Trouble as trouble:
        sys.exit(f"\nSetting up stops here. {trouble}")


if __name__ == "__main__":
    main(sys.argv[1:])
