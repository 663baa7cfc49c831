"""Django's command `serve`: runs the service, as `python -m` with its package does."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from courant_kit.no_routes import __name__ as alone


class Command(BaseCommand):
    """Replaces this process by the service's own, which sets up what it needs, and nothing else."""

    help = "Runs the service until it is stopped."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Run `python -m <package>`, where the package is the one that has the service's routes."""
        package = settings.ROOT_URLCONF.rpartition(".")[0]
        if alone == settings.ROOT_URLCONF:
            self.stderr.write("A module in a single file is run as it is: python guestbook.py")
            raise SystemExit(1)
        path = os.pathsep.join(filter(None, [sys.path[0], os.environ.get("PYTHONPATH", "")]))
        os.execve(sys.executable, [sys.executable, "-m", package], {**os.environ, "PYTHONPATH": path})  # noqa: S606
