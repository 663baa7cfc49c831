"""A site whose passwords are checked quickly: `python -m tests.quick up` is `courant up`, with another web.

Web is the one that ships, but for the rounds of its password hashes: a sign-in is half a second of a processor, and
hundreds of tests begin with one.
"""

import runpy
import sys
from dataclasses import replace

UP = ["-m", "tests.quick", "up"]
WEB = "courant_web"
ROUNDS = 1000


def main() -> None:
    """Run the command, or web."""
    name = sys.argv.pop(1)
    if name == WEB:
        _count_few_rounds()
        runpy.run_module(WEB, run_name="__main__", alter_sys=True)
    else:
        _supervise_quick_web()
        sys.argv.insert(1, name)
        runpy.run_module("courant_cli", run_name="__main__", alter_sys=True)


def _count_few_rounds() -> None:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    PBKDF2PasswordHasher.iterations = ROUNDS


def _supervise_quick_web() -> None:
    from courant_cli.supervision import processes
    from courant_cli.supervision.supervisor import Child

    ships = processes.service

    def service(*arguments: object) -> Child:
        child = ships(*arguments)  # type: ignore[arg-type]  # what it is given
        quick = [child.command[0], "-m", "tests.quick", WEB]
        return replace(child, command=quick) if child.name == "web" else child

    processes.service = service  # type: ignore[assignment]  # it takes what that takes


if __name__ == "__main__":
    main()
