"""Every template of every installed service loads, and calls only procedures in the service's contract."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from courant_kit.process import discovery

# Each service is a Django project of its own, so each is loaded in a process of its own.
LOAD = """
import sys
from importlib import import_module
from pathlib import Path
from courant_kit.process.django_settings import setup
name, package, folder = sys.argv[1:]
setup(name, package)
import_module(f"{package}.service")
from django.template.loader import get_template
templates = sorted(path.relative_to(folder) for path in Path(folder).rglob("*.html"))
for template in templates:
    get_template(str(template))
print(len(templates))
"""
SERVICES = [one for one in discovery.all_services() if one.name != "web"]


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_template_names_what_the_contract_has(service: discovery.Service, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOAD, service.name, service.package, service.folder / "templates"],
        env={**os.environ, "COURANT_DATA": str(tmp_path)}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0


def test_no_template_spells_a_procedure_out() -> None:
    for service in SERVICES:
        for template in (service.folder / "templates").rglob("*.html"):
            assert "courant." not in template.read_text(), f"{template} should use {{% call %}} or {{% procedure %}}"
