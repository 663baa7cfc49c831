"""Writes docs/reference/ from the contracts, the commands and the kit; with --check, says whether it is up to date.

With --record, it stores the contracts as those of the present version, with which later ones must be compatible.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import face
from courant_kit.process import discovery
from courant_kit.process.discovery import SPECIAL
from courant_kit.wire import asyncapi, compatibility, openapi, python, reference, schemas, typescript
from courant_kit.wire.contract import Contract

import clients

KIT = Path(__file__).parent.parent / "services" / "kit" / "pyproject.toml"
VERSION = str(tomllib.loads(KIT.read_text())["project"]["version"])
"""The release that the contracts belong to: all distributions have one version."""

FOLDER = Path(__file__).parent / "reference"
MAKEFILE = Path(__file__).parent.parent / "Makefile"
TYPES = Path(__file__).parent.parent / "web" / "client" / "generated"
"""The contracts as TypeScript types, some of which the browser client uses."""

CLIENT = Path(__file__).parent.parent / "clients" / "python" / "courant_client" / "modules"
"""The typed client in Python."""

RELEASED = FOLDER / "released"
"""The contracts of each release, recorded by `--record`."""

COMMANDS = """# Commands

This page is generated from the help of the commands. `courant` is in `.venv/bin` of the checkout;
`. .venv/bin/activate` adds it to your path. Environment variables select the site: see
[Settings](settings.md).
"""
TARGETS = """## make

```text
{}
```
"""


def contracts() -> list[Contract]:
    """The contracts of all services that are installed, core's first."""
    found = sorted(discovery.all_services(), key=lambda one: (one.name not in SPECIAL, one.name))
    return [Contract.of(one.name, import_module(f"{one.package}.contract")) for one in found]


def commands() -> str:
    """The page of commands: the help of each, and the targets of make."""
    from courant_cli.main import courant

    sections = [f"## {path}\n\n```text\n{text}\n```\n" for path, text in _helps(courant, "courant", None)]
    return "\n".join([COMMANDS, TARGETS.format(_targets()), *sections])


def documents() -> dict[Path, str]:
    """The generated files and what they should hold."""
    found = contracts()
    return {
        FOLDER / "protocol.md": reference.markdown(found),
        FOLDER / "protocol.schema.json": _json(schemas.json_schema(found)),
        FOLDER / "asyncapi.json": _json(asyncapi.document(found, version=VERSION)),
        FOLDER / "openapi.json": _json(openapi.document(found, version=VERSION)),
        FOLDER / "commands.md": commands(),
        FOLDER / "kit.md": face.markdown(),
        FOLDER / "clients.md": clients.markdown(),
        **{TYPES / f"{one.module}.ts": typescript.module(one) for one in found if one.module != "web"},
        **{CLIENT / f"{one.module}.py": python.module(one) for one in found if one.module != "web"},
    }


def recorded() -> str:
    """The contracts as they are recorded with a release."""
    document = compatibility.recorded(schemas.json_schema(contracts()))
    return json.dumps(document, indent=0, sort_keys=True, separators=(",", ":")) + "\n"


def releases() -> list[str]:
    """The versions whose contracts are recorded, from the oldest to the newest."""
    return sorted((path.stem for path in RELEASED.glob("*.json")), key=compatibility.numbers)


def _json(document: schemas.Schema) -> str:
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write, record or check; the exit code is 1 when a file is not up to date."""
    if "--record" in sys.argv:
        RELEASED.mkdir(exist_ok=True)
        (RELEASED / f"{VERSION}.json").write_text(recorded())
        return 0
    wanted = documents()
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.name} is not up to date: run python docs/generate.py")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path])
    return 0


def _helps(command: click.Command, path: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """The full name and help of a command and of each below it."""
    name = path.rsplit(maxsplit=1)[-1]
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, **command.context_settings)
    yield path, command.get_help(context)
    for name, below in sorted(getattr(command, "commands", {}).items()):
        yield from _helps(below, f"{path} {name}", context)


def _targets() -> str:
    lines = MAKEFILE.read_text().splitlines()
    return "\n".join(line.split('"')[1] for line in lines if line.startswith('\techo "make '))


if __name__ == "__main__":
    sys.exit(main())
