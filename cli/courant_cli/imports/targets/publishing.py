"""Which files of a folder are public: what they say themselves, what their sections say, and where they lie."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from courant_cli.imports.reading import withheld
from courant_cli.imports.reading.dates import understood
from courant_cli.imports.reading.folder import Folder
from courant_cli.imports.reading.front_matter import Source
from courant_cli.imports.sources.marks import comments
from courant_cli.imports.sources.site import Site


class Publishing:
    """Whether the files of a folder are public.

    With `bundles`, an `index.md` makes its folder one page: so it is in blogs, and in a wiki that Hugo or Zola made.
    `anywhere` means that the place of a file says nothing, and `finished` that no marks in its text do either.
    """

    def __init__(
        self,
        folder: Folder,
        site: Site,
        files: Sequence[str],
        *,
        bundles: bool = True,
        anywhere: bool = False,
        finished: bool = False,
    ) -> None:
        self._anywhere, self._finished = anywhere or finished, finished
        self._sections = withheld.Sections(site.sections)
        self._places = withheld.Places(
            folder.root.name, files, bundles=bundles, collections=site.collections,
            excluded=site.excluded,
        )  # fmt: skip

    def values(self, file: str, source: Source) -> dict[str, Any]:
        """The values of a file with those that cascade to it; its own win."""
        return {**self._sections.inherited(file), **source.values}

    def reasons(self, file: str, source: Source, at: datetime | None = None) -> list[str]:
        """Why the file is not public now, or at a moment, apart from its own keys and those that cascade to it."""
        return [
            *withheld.by_unread(source.unread),
            *self._sections.reasons(file, at or datetime.now(UTC)),
            *(() if self._anywhere else self._places.reasons(file)),
            *(() if self._finished else _by_marks(source.text)),
        ]

    def against(self, file: str, source: Source, at: datetime | None = None) -> Iterator[str]:
        """Every reason why a file that has no day of its own here, as in a wiki, is not public now, or at a moment."""
        values, moment = self.values(file, source), at or datetime.now(UTC)
        yield from withheld.by_keys(values, moment)
        if (day := understood(values.get("date"))) and day.moment > moment:
            yield f"date: {day.moment:%Y-%m-%d} (in the future)"
        yield from self.reasons(file, source, at)


def _by_marks(text: str) -> Iterator[str]:
    if words := comments.unended(text):
        yield f"a remark in it never ends: {words}"
    if mark := comments.limited(text):
        yield f"a part of it is for some readers only: {mark}"
