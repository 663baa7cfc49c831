"""Django's commands for an installed service: `python -m courant_kit blog serve`, `… blog migrate`, `… web shell`."""

import sys
from importlib import import_module
from importlib.util import find_spec

from django.core.management import execute_from_command_line

from courant_kit.process import discovery
from courant_kit.process.django_settings import setup

USAGE = "usage: python -m courant_kit SERVICE COMMAND, where SERVICE is one of: {}"


def main(arguments: list[str]) -> int:
    """Run one command for one service; returns the exit status."""
    found = {service.name: service.package for service in discovery.all_services()}
    name = arguments[0] if arguments else ""
    if name not in found:
        print(USAGE.format(", ".join(found)), file=sys.stderr)  # noqa: T201 - a command line prints
        return 2
    _set_up(name, found[name])
    execute_from_command_line([f"python -m courant_kit {name}", *arguments[1:]])
    return 0


def _set_up(name: str, package: str) -> None:
    """Set Django up as the service does: with settings of its own (`django_settings`), or with those of the kit."""
    if find_spec(f"{package}.django_settings"):
        import_module(f"{package}.django_settings").setup()
    else:
        setup(name, package)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
