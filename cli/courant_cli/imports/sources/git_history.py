"""The history of a folder in git: who changed which file when, and to which text. Nothing of the repository is run.

Renamed files are followed back to their first names. Read with dulwich, within bounds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import Any

from courant_cli.imports.batch import Revision

MOST_COMMITS = 20_000
MOST_REVISIONS = 200
"""The revisions of one file that are read: the newest."""
LARGEST = 400_000
"""The bytes of a text; larger ones are left out."""
PATIENCE = 120.0
"""The seconds after which no older commits are read."""
_UP = 6
_ELSEWHERE = ("commondir", "gitdir", "objects/info/alternates")
"""What names other folders in which parts of a repository are."""


@dataclass(slots=True)
class History:
    """The revisions of files, oldest first, by their paths below the folder; `cut` says that there were more."""

    revisions: dict[str, list[Revision]] = field(default_factory=dict)
    cut: bool = False


def repository(folder: Path, archive: Path | None = None) -> Path | None:
    """The top of the git repository that a folder lies in; None if it lies in none.

    One from an `archive` lies in it with all that it has: what somebody sends leads to no other repository here.
    """
    here, bounds = folder.resolve(), archive.resolve() if archive else None
    above = (one for one in (here, *list(here.parents)[:_UP]) if bounds is None or one.is_relative_to(bounds))
    top = next((one for one in above if (one / ".git").is_dir()), None)
    return None if top and bounds and any((top / ".git" / one).exists() for one in _ELSEWHERE) else top


def history(folder: Path, files: list[str], archive: Path | None = None) -> History:
    """The revisions of these files of a folder; none if it is in no repository, or in one that cannot be read."""
    top = repository(folder, archive)
    found = History()
    if top is None:
        return found
    inside = folder.resolve().relative_to(top)
    names = {(inside / file).as_posix().encode(): file for file in files}
    from dulwich.errors import NotGitRepository
    from dulwich.repo import Repo

    try:
        with Repo(str(top)) as repo:
            _read(repo, inside, names, found)
    except (NotGitRepository, KeyError, ValueError, OSError):  # damaged, or cloned without its history
        found.cut = True
    for revisions in found.revisions.values():
        revisions.reverse()
    return found


def _read(repo: Any, inside: Path, names: dict[bytes, str], found: History) -> None:
    until = monotonic() + PATIENCE
    for count, entry in enumerate(repo.get_walker(include=[repo.head()])):
        if count >= MOST_COMMITS or monotonic() > until:
            found.cut = True
            return
        for change in _changes(repo, entry.commit):
            if (file := names.get(change.new.path if change.new else b"")) is not None:
                _keep(repo, entry.commit, change, inside, found.revisions.setdefault(file, []), found)
                if change.type == "rename":
                    names[change.old.path] = names.pop(change.new.path)


def _changes(repo: Any, commit: Any) -> Iterator[Any]:
    """What a commit changed; nothing for a merge, whose changes other commits made."""
    from dulwich.diff_tree import RenameDetector, tree_changes

    if len(commit.parents) > 1:
        return
    before = repo[commit.parents[0]].tree if commit.parents else None
    yield from tree_changes(repo.object_store, before, commit.tree, rename_detector=RenameDetector(repo.object_store))


def _keep(repo: Any, commit: Any, change: Any, inside: Path, revisions: list[Revision], found: History) -> None:
    blob = repo[change.new.sha]
    if len(revisions) >= MOST_REVISIONS or blob.raw_length() > LARGEST:
        found.cut = True
        return
    try:
        text = blob.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    summary = commit.message.decode("utf-8", errors="replace").strip().partition("\n")[0]
    file = _below(inside, change.new.path.decode("utf-8", errors="replace"))
    revisions.append(Revision(_name(commit.author), _moment(commit), " ".join(summary.split()), text, file))


def _below(inside: Path, path: str) -> str:
    """A path of the repository, seen from the folder; one outside of it as the repository has it."""
    whole = PurePosixPath(path)
    return str(whole.relative_to(inside) if whole.is_relative_to(inside) else whole)


def _name(author: bytes) -> str:
    return " ".join(author.decode("utf-8", errors="replace").partition("<")[0].split())


def _moment(commit: Any) -> datetime:
    zone = timezone(timedelta(seconds=commit.author_timezone)) if abs(commit.author_timezone) < 86_400 else UTC
    return datetime.fromtimestamp(commit.author_time, zone)
