"""Every message quoted in Troubleshooting is one that the programs print."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.docs.documents import DOCS
from tests.router import ROOT

SOURCES = ("services/*/courant_*", "web/courant_web", "cli/courant_cli", "router/courant_router")
ROW = re.compile(r"^\| (.+?) \|", re.MULTILINE)
QUOTED = re.compile(r"`` (.+?) ``|`([^`]+)`|\"([^\"]+)\"")


def messages() -> list[str]:
    """What the first column of each table quotes."""
    cells = ROW.findall((DOCS / "how-to" / "troubleshooting.md").read_text())
    return ["".join(found) for cell in cells for found in QUOTED.findall(cell) if "".join(found) != "event"]


def spoken() -> Iterator[str]:
    """Every text in the programs, with `…` where a value is put in."""
    for pattern in SOURCES:
        for file in (file for folder in ROOT.glob(pattern) for file in folder.rglob("*.py")):
            yield from map(_text, ast.walk(ast.parse(file.read_text())))
    yield (ROOT / "web" / "client" / "src" / "words.ts").read_text()


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


TEXTS = "\n".join(filter(None, spoken()))


@pytest.mark.parametrize("message", messages())
def test_a_message_that_is_explained_is_one_that_is_printed(message: str) -> None:
    parts = [part for part in re.split(" ?… ?", message) if part]
    assert all(part in TEXTS for part in parts), message
