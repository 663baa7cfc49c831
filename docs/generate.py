"""Writes docs/reference/ from the contracts; with --check, says whether what is there is up to date."""

import json
import sys
from importlib import import_module
from pathlib import Path

from courant_kit import reference
from courant_kit.contract import Contract

MODULES = ("core", "web", "blog", "wiki")
FOLDER = Path(__file__).parent / "reference"


def contracts() -> list[Contract]:
    """The contracts of all modules that Courant comes with."""
    return [Contract.of(name, import_module(f"courant_{name}.contract")) for name in MODULES]


def documents() -> dict[Path, str]:
    """The generated files and what they should hold."""
    found = contracts()
    return {
        FOLDER / "protocol.md": reference.markdown(found),
        FOLDER / "protocol.schema.json": json.dumps(reference.json_schema(found), indent=1, sort_keys=True) + "\n",
    }


def main() -> int:
    """Write or check; the exit code is 1 when a file is not up to date."""
    stale = [path for path, text in documents().items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.name} is not up to date: run python docs/generate.py")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(documents()[path])
    return 0


if __name__ == "__main__":
    sys.exit(main())
