"""What an import says can be translated: the catalogs of core have each word that the code names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import courant_cli.imports
from courant_cli.imports import history
from courant_cli.imports.report import OUTCOMES
from courant_cli.imports.targets.wiki import pages
from courant_core.importing import vocabulary


def kinds() -> Iterator[str]:
    """The kinds of notes that the sources of the importers write out."""
    for file in Path(courant_cli.imports.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and _called(node.func) in {"note", "Note", "_note"} and len(node.args) > 1:
                kind = node.args[1]
                if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                    yield kind.value


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_kind_of_note_is_in_the_catalogs() -> None:
    known = {*vocabulary.KINDS, *vocabulary.OUTCOMES}
    assert {*kinds(), history.PRIVATE, history.TOO_LONG, pages.PRIVATE} - known == set()


def test_every_outcome_is_in_the_catalogs() -> None:
    assert set(OUTCOMES.values()) <= set(vocabulary.OUTCOMES)
