"""Documents and examples import only the kit's public names, from `courant_kit` and `courant_kit.testing`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import courant_kit
import pytest
from courant_cli import seed

from tests.docs.documents import DOCS, blocks, documents
from tests.router import ROOT

SIGNATURES = DOCS / "reference" / "kit.md"
SHOWN = sorted({*documents(), *seed.POSTS.rglob("*.md")} - {SIGNATURES})
EXAMPLES = sorted((ROOT / "examples").rglob("*.py"))
NAMED = re.compile(r"\bcourant_kit\.(\w+)")
"""A name of the kit in the middle of a text."""


def imports(code: str) -> Iterator[tuple[str, str]]:
    """What a Python text imports from the kit: the module, and the name."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == "courant_kit":
            yield from ((str(node.module), alias.name) for alias in node.names)
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.startswith("courant_kit."))


def check(code: str) -> None:
    """Fails when a text imports from behind the face, or a name that the face does not have."""
    for module, name in imports(code):
        assert module in {"courant_kit", "courant_kit.testing"}, f"{module}.{name} is behind the face"
        assert module != "courant_kit" or name in dir(courant_kit), name


@pytest.mark.parametrize("document", SHOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_imports_from_the_face(document: Path) -> None:
    for block in blocks(document, "python"):
        check(block.text)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_example_imports_from_the_face(file: Path) -> None:
    check(file.read_text())


@pytest.mark.parametrize("document", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_names_what_is_behind_the_face(document: Path) -> None:
    assert {*NAMED.findall(document.read_text())} <= {*dir(courant_kit), "testing"}


@pytest.mark.parametrize(
    "code",
    ["from courant_kit.wire.contract import Topic", "import courant_kit.wire.page", "from courant_kit import Nonsense"],
)
def test_it_would_be_noticed(code: str) -> None:
    with pytest.raises(AssertionError):
        check(code)
