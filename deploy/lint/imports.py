"""Checks imports.toml for every installed service. import-linter itself needs a fixed list of packages."""

import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from courant_kit.process import discovery

RULES = Path(__file__).with_name("imports.toml")


def rules() -> str:
    """The rules with the packages of the installed services inserted."""
    packages = ", ".join(f'"{service.package}"' for service in discovery.all_services())
    return RULES.read_text().replace('"services"', packages)


def main() -> int:
    """Check the imports; returns import-linter's exit status."""
    with NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(rules())
        file.flush()
        return subprocess.run(["lint-imports", "--no-logo", "--config", file.name], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
