"""The files of the branch's pages, while commits to it are made (no I/O)."""

from dataclasses import dataclass, field

from courant_cli.exports.folder import texts
from courant_cli.sync import documents
from courant_cli.sync.documents import Document


@dataclass(slots=True)
class Branch:
    """The pages of the branch as they are while commits are made: the documents, by name, and the file of each id."""

    documents: dict[str, Document]
    homes: dict[str, str] = field(init=False)
    folded: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.homes, self.folded = {}, {}
        for name in sorted(self.documents, reverse=True):
            self.folded[name.casefold()] = name
            if number := self.documents[name].id:
                self.homes[number] = name

    def put(self, name: str, one: Document) -> dict[str, bytes | None]:
        """Make the file of a page say this under this name; returns what changes.

        A file that cannot be a page stays as it is, with words that nobody has yet, and its page waits.
        """
        changes: dict[str, bytes | None] = {}
        old = self.homes.get(one.id)
        name = self._free(name, one.id)
        if self._is_wrong(old or name):
            return {}
        if old and old != name:
            changes |= self.remove(one.id)
        self.documents[name], self.homes[one.id], self.folded[name.casefold()] = one, name, name
        return {**changes, name: texts.written(one.fields, one.text).encode()}

    def remove(self, number: str) -> dict[str, bytes | None]:
        """Remove the file of a page; returns what changes."""
        name = self.homes.get(number, "")
        if not name or self._is_wrong(name):
            return {}
        del self.homes[number]
        del self.documents[name]
        self.folded.pop(name.casefold(), None)
        return {name: None}

    def _free(self, name: str, number: str) -> str:
        """The name, or one with a number if another page's file has it; a file without an id is taken over."""
        stem, number_of = name.removesuffix(documents.ENDING), 1
        while (taken := self.folded.get(name.casefold())) and self._is_others(taken, number):
            number_of += 1
            name = f"{stem}~{number_of}{documents.ENDING}"
        if taken and self._is_wrong(taken):
            return taken
        if taken and taken != name:
            self.folded.pop(taken.casefold())
            del self.documents[taken]
        return name

    def _is_others(self, name: str, number: str) -> bool:
        """Whether a file is that of another page. One that cannot be read may be of any that has no file."""
        one = self.documents[name]
        return one.id not in ("", number) or (bool(one.wrong) and number in self.homes)

    def _is_wrong(self, name: str) -> bool:
        return name in self.documents and bool(self.documents[name].wrong)
