"""Folders of content for the readers' tests: written from a mapping, or the real ones beside the checkout."""

import os
from collections.abc import Mapping
from pathlib import Path

from courant_cli.imports.batch import Batch, Document

ROOT = Path(__file__).resolve().parents[3]

#: Real content: a blog of 750 posts and a book of 241 chapters.
CONTENT = Path(os.environ.get("COURANT_CONTENT") or ROOT.parent / "shared" / "content")
POSTS, BOOK = CONTENT / "rust-blog" / "content", CONTENT / "rustc-dev-guide" / "src"


def written(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write these files into the folder and return it."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def notes(batch: Batch) -> set[tuple[str, str, str]]:
    """All notes, as file, kind and detail."""
    return {(note.file, note.kind, note.what) for note in batch.notes}


def text(document: Document) -> str:
    """A document's text, with each picture replaced by its file name."""
    taken = {file: f"<{file.name}>" for file in document.pictures}
    return str(document.request(taken)["text"])


def by_file(batch: Batch) -> dict[str, Document]:
    """The documents by their files."""
    return {one.file: one for one in batch.documents}
