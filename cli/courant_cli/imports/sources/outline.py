"""Outline: its export as Markdown, a folder for each collection. Nothing in it says that it is one, so it is named."""

import re
from pathlib import Path

from courant_cli.imports.sources.export import Export
from courant_cli.imports.sources.vault import rewritten
from courant_cli.imports.staging import Staging

_EMPTY = re.compile(r"^\\[ \t]*$", re.MULTILINE)
_SIZE = re.compile(r'(?P<image>!\[[^\]\n]*\]\([^)\s"]+)\s+"[^"\n]*=\d+x\d*"\)')


def unpack(path: Path, staging: Staging) -> None:
    """Write the documents without the marks that only Outline reads."""
    rewritten(path, staging, lambda _, text: _SIZE.sub(r"\g<image>)", _EMPTY.sub("", text)))


OUTLINE = Export("outline", "an export of Outline", lambda _: False, unpack, finished=False)
