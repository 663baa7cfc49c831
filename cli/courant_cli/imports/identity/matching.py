"""Matches the documents of a folder with what was imported before (no I/O)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from courant_cli.imports.batch import Document
from courant_cli.imports.identity import places
from courant_cli.imports.identity.origin import Origin
from courant_cli.imports.identity.places import Place


@dataclass(frozen=True, slots=True)
class Known:
    """What was imported before: its source, title and day there, its address here, and whether it was deleted.

    `file` names its file if the source does not.
    """

    source: str
    title: str
    day: str = ""
    location: str = ""
    deleted: bool = False
    file: str = ""

    @property
    def named(self) -> str:
        """What names its file."""
        return self.file or self.source

    @property
    def place(self) -> Place:
        """The place of its file."""
        return places.read(self.named)


@dataclass(frozen=True, slots=True)
class Named:
    """A document with its source, and the one under which it was imported before, if that differs."""

    document: Document
    source: str
    was: str = ""


def match(documents: Sequence[Document], directory: Path, origin: Origin, known: Iterable[Known]) -> list[Named]:
    """Give each document its source: that of what was imported from the same file before, or a new one.

    A source with the site's address identifies a document alone. Otherwise the title or the day must be the same too,
    and both if the file seems to be in another place: two folders may have an `intro.md` each. A file that was moved
    within the folder keeps its name, title and day.
    """
    here = _here(documents, directory, origin)
    unclaimed = {one.source: one for one in known}
    named: defaultdict[str, list[Known]] = defaultdict(list)
    for before in unclaimed.values():
        named[before.place.all[-1]].append(before)
    claims: dict[str, Known] = {}
    for may_be in (_same_source, _copied, lambda one, here: is_below(one, directory, origin) and _moved(one, here)):
        for one in here:
            if one.document.file in claims:
                continue
            # Whatever it was called before, its file's name is the same, as its place or its source has it.
            alike = [other for name in dict.fromkeys(_last(one)) for other in named[name]]
            found = [other for other in alike if other.source in unclaimed and may_be(other, one)]
            if best := max(found, key=lambda other: other.place.common(one.place), default=None):
                claims[one.document.file] = unclaimed.pop(best.source)
    taken = set(unclaimed)
    return [_named(one, claims.get(one.document.file), taken) for one in here]


def _last(here: "_Here") -> tuple[str, str]:
    return here.place.all[-1], places.read(here.source).all[-1]


def sources(documents: Sequence[Document], directory: Path, origin: Origin) -> list[str]:
    """The source of each document, without regard to what was imported before."""
    return [one.source for one in _here(documents, directory, origin)]


def is_below(known: Known, directory: Path, origin: Origin) -> bool:
    """Whether something was imported from a file in this folder."""
    place, inside = known.place, directory.resolve().relative_to(origin.top).parts
    if known.named.startswith(f"{origin.name}:"):
        return place.below[: len(inside)] == inside
    return not place.site and place.all[: -len(place.below)] == directory.resolve().parts[-2:]


def day(document: Document) -> str:
    """The day of a document (`2024-05-04`), or "" if its front matter names none."""
    return str(document.fields.get("day") or document.fields.get("date", ""))[:10]


@dataclass(frozen=True, slots=True)
class _Here:
    document: Document
    source: str
    place: Place


def _here(documents: Sequence[Document], directory: Path, origin: Origin) -> list[_Here]:
    found: dict[str, _Here] = {}
    inside = directory.resolve().relative_to(origin.top)
    for document in documents:
        file = (inside / document.file).as_posix()
        below = places.parts_of(file)
        if places.source(origin.name, below) in found:  # `a.md` beside `a/index.md`
            below = tuple(file.split("/"))
        source = places.source(origin.name, below)
        found[source] = _Here(document, source, Place(origin.site, below, (*origin.top.parts[1:], *below)))
    return list(found.values())


def _same_source(known: Known, here: _Here) -> bool:
    place = known.place
    if not _is_named(known, here) and (place.site or place.common(here.place) < len(place.all)):
        return False
    return bool(place.site) or here.document.fields["title"] == known.title or day(here.document) == known.day


def _is_named(known: Known, here: _Here) -> bool:
    return known.source == here.source or known.place == places.read(here.source)


def _copied(known: Known, here: _Here) -> bool:
    return known.place.may_be(here.place) and _is_same_post(known, here.document)


def _moved(known: Known, here: _Here) -> bool:
    return known.place.common(here.place) > 0 and _is_same_post(known, here.document)


def _is_same_post(known: Known, document: Document) -> bool:
    same_day = day(document) == known.day or not document.fields.get("published", True)
    return bool(document.fields["title"] == known.title) and same_day


def _named(here: _Here, known: Known | None, taken: set[str]) -> Named:
    if known and _is_named(known, here):
        return Named(here.document, known.source)
    names = (here.source if number == 1 else f"{here.source}~{number}" for number in count(1))
    free = next(name for name in names if name not in taken)
    taken.add(free)
    return Named(here.document, free, known.source if known else "")
