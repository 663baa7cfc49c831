"""The reference is up to date, and its settings and types match the code."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from courant_cli.installation import installation
from courant_kit.process.environment import load

from tests.docs.documents import DOCS
from tests.router import ROOT

SETTINGS = DOCS / "reference" / "settings.md"
VARIABLE = re.compile(r"(?:COURANT_[A-Z_]*[A-Z]|PORT|DATABASE_URL|EMAIL_URL|HTTPS?_PORT|POSTGRES_PASSWORD)")
SOURCES = ("services/*/courant_*", "web/courant_web", "cli/courant_cli", "router/courant_router", "deploy/setup")


def test_what_is_generated_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, DOCS / "generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def rows() -> list[tuple[str, str]]:
    """Every variable of the tables with what stands as its default."""
    return re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", SETTINGS.read_text(), re.MULTILINE)


def read() -> set[str]:
    """The variables that the code, the router's configuration and compose.yaml read."""
    files = [file for pattern in SOURCES for folder in ROOT.glob(pattern) for file in folder.rglob("*.py")]
    found = {name for file in files for name in _strings(file) if VARIABLE.fullmatch(name)}
    for file in ("router/crossbar.json", "compose.yaml"):
        found |= {name for name in re.findall(r"\$\{?([A-Z_]+)", (ROOT / file).read_text()) if VARIABLE.fullmatch(name)}
    return found


def _strings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_variable_is_explained_and_no_other() -> None:
    assert {name for name, _ in rows()} == read()


def _web(environment: dict[str, str]) -> Any:
    from courant_web.environment import load_web

    return load_web({"COURANT_SECRET_KEY": "x", **environment})


def _place(environment: dict[str, str]) -> Any:
    place = installation(environment)
    return place.data, place.host, place.port, place.url


READERS: dict[str, Callable[[dict[str, str]], Any]] = {
    "kit": lambda environment: load("blog", environment), "web": _web, "command": _place,
}  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_the_default_is_what_an_unset_variable_means(reader: str) -> None:
    understood = READERS[reader]
    for name, default in rows():
        if found := re.fullmatch(r"`([^`<]*)`(?: \(.*\))?", default):
            assert understood({name: found[1]}) == understood({}), name
