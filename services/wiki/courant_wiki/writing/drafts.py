"""A revision that somebody wants, before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from courant_kit.history.authors import names
from courant_kit.history.coalescing import Kind
from courant_kit.history.revisions import Made
from courant_kit.media.uses import Seen

from courant_wiki.writing.pictures import nothing


@dataclass(frozen=True, slots=True)
class Draft:
    """A revision not yet saved, already within bounds. `created` is when it was written, or now if unknown.

    `author` has the names of all authors; `kind` says how it came about, and `name` is what a person calls it. `seen`
    says which uploads it may show that the page does not show yet. `settles` is that of the request.
    """

    title: str
    text: str
    author: str
    summary: str = ""
    kind: Kind = Kind.SAVE
    created: datetime | None = None
    name: str = ""
    tags: Mapping[str, str] | None = None
    language: str | None = None
    seen: Seen = nothing
    settles: int = 0

    @property
    def made(self) -> Made:
        """The revision for its table."""
        return Made(self.title, self.text, names(self.author), self.summary, self.kind, self.name, self.created)
