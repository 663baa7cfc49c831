"""From the commits that were pushed to the pages that they change (no I/O)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from courant_cli.sync import documents
from courant_cli.sync.documents import Document

Files = Mapping[str, str]
"""The files of a commit: the id of each content, by name."""

Read = Callable[[str], Document]
"""The document in the content with an id."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, those before it, who wrote it and when, and its message."""

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    at: datetime
    message: str

    @property
    def subject(self) -> str:
        """The first line of its message."""
        return self.message.strip().split("\n", 1)[0].strip()


@dataclass(frozen=True, slots=True)
class FileChange:
    """A page's file that changed: `before` and its name `was`, None if it was added; `now`, None if it was deleted."""

    file: str
    id: str
    now: Document | None
    before: Document | None = None
    was: str = ""


def chain(tip: str, base: str, parents: Callable[[str], Sequence[str]]) -> list[str] | None:
    """The commits from `base` (not included) to `tip`, each after a parent of its own; None if `base` is not before it.

    Where commits were merged, the way leads along the side that has `base`, so that no change is missed or seen twice.
    """
    order, children = _order(tip, base, parents)
    if base not in children:
        return None
    leading = {base}
    for one in reversed(order):
        if any(parent in leading for parent in parents(one)):
            leading.add(one)
    found, at = list[str](), tip
    while at != base:
        found.append(at)
        at = next(parent for parent in parents(at) if parent in leading)
    return found[::-1]


def merged_in(one: str, before: str, parents: Callable[[str], Sequence[str]]) -> list[str]:
    """The commits that a merge brings in beside itself, newest first: those before it that are not before `before`."""
    known = set(_ancestors([before], parents, set()))
    return [found for found in _ancestors(parents(one), parents, known) if found not in known]


def changed(before: Files, now: Files, read: Read) -> list[FileChange]:
    """The pages whose files differ between two commits, each once: moved pages are followed by their ids."""
    gone = {name: before[name] for name in before if documents.is_page(name) and now.get(name) != before[name]}
    came = {name: now[name] for name in now if documents.is_page(name) and before.get(name) != now[name]}
    owners = _owners(before, now, read) if came else {}
    sources = _sources(gone, came, read)
    found, given = list[FileChange](), set[str]()
    for name in sorted(came):
        one, was = read(came[name]), sources.get(name, "")
        before_it = read(gone[was]) if was else None
        number = before_it.id or one.id if before_it else one.id
        number = number if owners.get(number, name) == name and number not in given else ""
        given.add(number)
        found.append(FileChange(name, number, one, before_it, was))
    for name in sorted(gone.keys() - {*sources.values()} - came.keys()):
        found.append(FileChange(name, read(gone[name]).id, None, read(gone[name]), name))
    return [one for one in found if not _is_nothing(one)]


def in_order(changes: Iterable[FileChange]) -> list[FileChange]:
    """The same changes, each after the one that leaves its path, so that no page is in the way of another's move."""
    todo = list(changes)
    leaving = {_path_before(one): number for number, one in enumerate(todo) if _path_before(one) != _path_now(one)}
    found, met = list[FileChange](), set[int]()
    for number in range(len(todo)):
        way: list[int] = []
        at: int | None = number
        while at is not None and at not in met:
            met.add(at)
            way.append(at)
            at = leaving.get(_path_now(todo[at]) or "")
        found += [todo[one] for one in reversed(way)]
    return found


def _path_before(one: FileChange) -> str | None:
    return documents.state(one.was, one.before)["path"] if one.before else None


def _path_now(one: FileChange) -> str | None:
    return documents.state(one.file, one.now, one.before, one.was)["path"] if one.now else None


def _sources(gone: Files, came: Files, read: Read) -> dict[str, str]:
    """The file that each file was before: the one with its id, or else the one with its name; each is used once."""
    ids = {name: read(content).id for name, content in gone.items()}
    found = {name: name for name in came if name in ids and read(came[name]).id in ("", ids[name])}
    homes = {number: name for name, number in ids.items() if number and name not in found}
    for name in sorted(came.keys() - found.keys()):
        if was := homes.pop(read(came[name]).id, ""):
            found[name] = was
    used = {*found.values()}
    return found | {name: name for name in came if name in ids and name not in found and name not in used}


def touching(
    name: str, commits: Iterable[str], files: Callable[[str], Files], parents: Callable[[str], Sequence[str]]
) -> str:
    """The newest of these commits, which are no merges, that changed a file; "" if none did."""
    for one in commits:
        above = parents(one)
        if len(above) < 2 and (files(above[0]) if above else {}).get(name) != files(one).get(name):
            return one
    return ""


def _owners(before: Files, now: Files, read: Read) -> dict[str, str]:
    """The file that has each id: where it was before, or else the first one; others with the same id are copies."""
    owners: dict[str, str] = {}
    for name in sorted(filter(documents.is_page, now)):
        if number := read(now[name]).id:
            owners.setdefault(number, name)
    for name in filter(documents.is_page, before):
        number = read(before[name]).id
        if name in now and number and read(now[name]).id == number:
            owners[number] = name
    return owners


def _is_nothing(one: FileChange) -> bool:
    same = one.now is not None and one.before is not None and documents.same(one.now, one.before)
    return same and one.file == one.was


def _order(tip: str, base: str, parents: Callable[[str], Sequence[str]]) -> tuple[list[str], set[str]]:
    """The commits before `tip` up to `base`, each after all that come later; and all that were met."""
    met, order = {tip}, list[str]()
    stack = [(tip, iter(() if tip == base else parents(tip)))]
    while stack:
        one, left = stack[-1]
        for parent in left:
            if parent not in met:
                met.add(parent)
                stack.append((parent, iter(() if parent == base else parents(parent))))
                break
        else:
            order.append(one)
            stack.pop()
    return order[::-1], met


def _ancestors(tips: Iterable[str], parents: Callable[[str], Sequence[str]], stop: set[str]) -> list[str]:
    found, todo = dict.fromkeys(one for one in tips if one not in stop), list(tips)
    while todo:
        one = todo.pop(0)
        if one in stop:
            continue
        for parent in parents(one):
            if parent not in stop and parent not in found:
                found[parent] = None
                todo.append(parent)
    return list(found)
