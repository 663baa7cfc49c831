"""What the importers read from an export: its documents by their files, and every note in the report."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content_folders import CONTENT
from courant_cli.imports.batch import Document, Lead, Picture
from courant_cli.imports.exports.opening import opened
from courant_cli.imports.staging import Comment
from courant_cli.imports.targets import blog, wiki

EXPORTS = CONTENT.parent / "exports"
"""Real exports beside the checkout."""


@dataclass(frozen=True)
class Read:
    """The documents of an export, the notes as (file, kind, what), the comments, its site's name, old addresses."""

    documents: dict[str, Document]
    notes: set[tuple[str, str, str]]
    comments: list[Comment]
    site: str
    leads: list[Lead]

    def text(self, file: str) -> str:
        """The text of a document, its pictures as `<name>`."""
        row = self.documents[file].text
        return "".join(f"<{one.file.name}>" if isinstance(one, Picture) else one for one in row)

    def field(self, file: str, name: str) -> Any:
        """A field of the call that imports a document."""
        return self.documents[file].fields[name]

    def told(self, file: str) -> set[tuple[str, str]]:
        """The notes on a file."""
        return {(kind, what) for one, kind, what in self.notes if one == file}


def read(path: Path, target: str = "blog", source: str = "") -> Read:
    """Everything that an import of this path would send."""
    with batch(path, target, source) as found:
        return found


@contextmanager
def batch(path: Path, target: str = "blog", source: str = "") -> Iterator[Read]:
    """The same, while the unpacked files are there."""
    with opened(path, target, source) as content:
        ours = (blog.read(content.folder, "here", content.site, finished=content.finished) if target == "blog"
                else wiki.read(content.folder, "", content.site, finished=content.finished))  # fmt: skip
        staging = content.staging
        notes = [*(staging.notes if staging else []), *ours.notes]
        yield Read(
            {one.file: one for one in ours.documents}, {(one.file, one.kind, one.what) for one in notes},
            list(staging.set_aside()) if staging else [], content.origin.name,
            [*ours.leads, *(staging.leads if staging else ())],
        )  # fmt: skip
