"""The paths of a book's chapters in the wiki, from its summary or from the folders of a plain tree of files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import PurePosixPath

from courant_kit.content import slugs

from courant_cli.imports.sources import mdbook

LONGEST_SEGMENT = 100
INDEXES = ("index", "readme")
_OPENING = (*INDEXES, "intro", "introduction", "about", "overview", "summary", "internals")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its title ("" if only its text has one), its file ("" if not yet written), and its wiki path."""

    title: str
    file: str
    path: str


def of_summary(text: str, below: str = "") -> list[Chapter]:
    """The chapters in the order of a SUMMARY.md. A part's title and each parent chapter is a level of the path."""
    chapters: list[Chapter] = []
    above: list[str] = []
    taken: set[str] = set()
    for part, depth, title, file in mdbook.summary(text):
        del above[depth:]
        parent = above[-1] if above else join(below, slug(part))
        within = _folders(file) if not part and not depth else ()
        path = _free(join(parent, *within, _segment(file, title, parent)), file, taken)
        above.append(path)
        chapters.append(Chapter(title, file, path))
    return chapters


def of_files(files: Iterable[str], below: str = "") -> list[Chapter]:
    """The chapters of a plain tree: the index of each folder first, then its files by name."""
    taken: set[str] = set()
    found = []
    for file in sorted(files, key=_index_first):
        path = PurePosixPath(file)
        own = () if path.stem.lower() in INDEXES and (path.parent.name or below) else (slug(path.stem),)
        found.append(Chapter("", file, _free(join(below, *map(slug, path.parent.parts), *own), file, taken)))
    return found


def slug(words: str) -> str:
    """The text as a segment of a wiki path: lowercase letters, digits, `-` and `_` of any script."""
    return slugs.slug(words)[:LONGEST_SEGMENT].strip("-")


def join(*parts: str) -> str:
    """The non-empty parts, as one path."""
    return "/".join(filter(None, parts))


def title_of(path: str) -> str:
    """A title for a page that has none: the last segment of its path in words."""
    words = path.rsplit("/", 1)[-1].replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _segment(file: str, title: str, parent: str) -> str:
    """The segment of a chapter: its file's name, or its folder's name if the file is the folder's index.

    The folder's name is not repeated if the path above already ends in it (`bootstrapping/bootstrapping`).
    """
    path = PurePosixPath(file)
    if not file or (not path.parent.name and path.stem.lower() in INDEXES):
        return "" if parent and file else slug(title)
    opens = path.stem.lower() in _OPENING and slug(path.parent.name) not in {"", parent.rpartition("/")[2]}
    return slug(path.parent.name if opens else path.stem) or slug(title)


def _folders(file: str) -> Iterator[str]:
    """The folders of a chapter that is outside all parts and lists."""
    path = PurePosixPath(file)
    opens = path.stem.lower() in _OPENING
    return map(slug, (path.parent.parent if opens else path.parent).parts)


def _free(path: str, file: str, taken: set[str]) -> str:
    """The path, extended by its folder's name or a number if another chapter already has it."""
    endings = chain(("", slug(PurePosixPath(file).parent.name)), count(2))
    names = (f"{path}-{ending}".removesuffix("-") for ending in endings)
    free = next(name for name in names if name and name not in taken)
    taken.add(free)
    return free


def _index_first(file: str) -> tuple[tuple[str, ...], bool, str]:
    path = PurePosixPath(file)
    return path.parent.parts, path.stem.lower() not in INDEXES, path.name.lower()
