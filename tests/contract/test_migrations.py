"""The migrations of every service make the tables that its models describe: Django would generate no other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.router import ROOT

LOOK = """
import sys
if sys.argv[1] == "web":
    from courant_web.django_settings import setup
    setup()
else:
    from courant_kit.process.django_settings import setup
    setup(sys.argv[1], f"courant_{sys.argv[1]}")
from django.apps import apps
from django.core.management import call_command
ours = [one.label for one in apps.get_app_configs() if one.name.startswith("courant_")]
call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=2)
"""
"""Looks at the tables of a service and the kit's."""


@pytest.mark.parametrize("service", ["web", "core", "blog", "wiki", "search", "mail"])
def test_migrations_are_complete(service: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK, service], cwd=ROOT, check=False, capture_output=True, text=True,
        env={**os.environ, "COURANT_DATA": str(tmp_path), "COURANT_SECRET_KEY": "x"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
