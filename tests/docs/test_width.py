"""All Markdown is wrapped at the width that CONTRIBUTING.md sets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.docs.documents import DOCS, documents
from tests.router import ROOT

WIDTH = 100
FREE = {"fence", "code_block", "heading_open", "table_open", "html_block"}
GENERATED = {DOCS / "reference" / "protocol.md"}


def wide(document: Path) -> Iterator[str]:
    """The lines of prose that are too long, though they could be broken at a space."""
    lines = document.read_text().splitlines()
    free = {line for token in MarkdownIt().enable("table").parse(document.read_text()) if token.type in FREE
            for line in range(*(token.map or (0, 0)))}  # fmt: skip
    for number, line in enumerate(lines):
        if len(line) > WIDTH and number not in free and not line.startswith("![") and " " in line.strip():
            yield f"{document.relative_to(ROOT)}:{number + 1}: {line}"


@pytest.mark.parametrize("document", sorted({*documents()} - GENERATED), ids=lambda path: str(path.relative_to(ROOT)))
def test_prose_is_wrapped(document: Path) -> None:
    assert list(wide(document)) == []
