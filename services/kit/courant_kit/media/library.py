"""The library of a module's uploads: found by folder and name, described, removed and restored, deleted in the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from courant_kit.calls.errors import Invalid, NotFound
from courant_kit.coediting import keeping
from courant_kit.media import files, uses
from courant_kit.media.names import found_in
from courant_kit.media.uses import Place, Places
from courant_kit.process.environment import days
from courant_kit.store.models import Media, MediaUse
from courant_kit.wire.uploads import LONGEST_FOLDER, DescribeMedia, MoveMedia
from courant_kit.words import gettext as _

IN_BIN = timedelta(days=30)
"""How long a file stays in the bin before it is deleted."""

IDLE = days("COURANT_UNUSED_UPLOAD_DAYS", 30)
"""How long an upload that is not kept may stand nowhere. Drafts on people's devices, which have some, last a week."""

JUST_NOW = timedelta(hours=1)
"""Who has uploaded a picture lately may still be writing the text that shows it."""

UNUSED, BIN = "unused", "bin"
WITHIN = " / "
"""Stands between the name of a folder and that of one in it."""


def listed(query: str = "", folder: str = "", show: str = "", owner: str | None = None) -> QuerySet[Media]:
    """The files to show, the newest first: of a folder and those in it, or of all; `show` is UNUSED, BIN or empty.

    `query` is words that a file has in its name, description or folder; `owner` is whose files they are, if given.
    """
    found = Media.objects.filter(removed__isnull=show != BIN).order_by("-created", "name")
    if owner is not None:
        found = found.filter(owner=owner)
    if show == UNUSED:
        found = found.filter(~_standing(), created__lt=timezone.now() - JUST_NOW)
    if folder:
        found = found.filter(Q(folder=folder) | Q(folder__startswith=f"{folder}{WITHIN}"))
    for word in query.split():
        found = found.filter(Q(title__icontains=word) | Q(alt__icontains=word) | Q(folder__icontains=word))
    return found


def _standing() -> Exists:
    return Exists(MediaUse.objects.filter(name=OuterRef("name")))


def folders() -> list[str]:
    """The names of the folders, ordered, with those that have others in them."""
    used = Media.objects.filter(removed=None).exclude(folder="").values_list("folder", flat=True).distinct()
    return sorted({WITHIN.join(parts[: at + 1]) for parts in map(_parts, used) for at in range(len(parts))})


def _parts(folder: str) -> list[str]:
    return folder.split(WITHIN)


def places(name: str, find: Places) -> list[tuple[Place, bool]]:
    """Where a file stands, each place with whether only an older text of it has the file."""
    keys = uses.places_of(name)
    found = find(keys)
    return [(found[key], past) for key, past in keys.items() if key in found]


def describe(request: DescribeMedia) -> Media:
    """Change what is said of a file; raises NotFound, Gone."""
    stored = files.row(request.name)
    if request.title is not None:
        stored.title = files.named_by(request.title)
    if request.alt is not None:
        stored.alt = _one_line(request.alt)
    if request.folder is not None:
        stored.folder = _folder(request.folder)
    stored.kept = True
    stored.save(update_fields=["title", "alt", "folder", "kept"])
    return stored


@dataclass(frozen=True, slots=True)
class Moved:
    """Files that were moved: their names, the folder that each was in, and the one in which all of them are, if any."""

    names: list[str]
    before: list[str]
    goal: str


def move(request: MoveMedia) -> Moved:
    """Move files into one folder, or each into its own; raises NotFound, Invalid."""
    if len(request.folders) not in {1, len(request.names)}:
        raise Invalid(_("Give one folder for all files, or one for each."), field="folders")
    goals = dict(zip(request.names, cycle(map(_folder, request.folders)), strict=False))
    rows = list(Media.objects.filter(name__in=request.names, removed=None))
    if not rows:
        raise NotFound(_("There is no such file in the library."), field="names")
    one = set(goals.values())
    moved = Moved([row.name for row in rows], [row.folder for row in rows], one.pop() if len(one) == 1 else "")
    for row in rows:
        row.folder, row.kept = goals[row.name], True
    Media.objects.bulk_update(rows, ["folder", "kept"])
    return moved


def remove(names: Sequence[str]) -> int:
    """Move files into the bin and return how many; raises NotFound if none of them is there."""
    count = Media.objects.filter(name__in=names, removed=None).update(removed=timezone.now())
    if not count:
        raise NotFound(_("There is no such file in the library."), field="names")
    return count


def restore(names: Sequence[str]) -> int:
    """Restore files from the bin and return how many; raises NotFound if none of them is there."""
    count = Media.objects.filter(name__in=names, removed__isnull=False).update(removed=None, kept=True)
    if not count:
        raise NotFound(_("There is no such file in the bin."), field="names")
    return count


def expired() -> list[str]:
    """The names of files that were in the bin for long enough; their rows are deleted, in a transaction."""
    return _deleted(Media.objects.filter(removed__lt=timezone.now() - IN_BIN))


def idle() -> list[str]:
    """The names of files of those who do not keep the library that have stood nowhere for IDLE; their rows are deleted.

    Older revisions and texts that nobody has saved yet are places too.
    """
    if not IDLE:
        return []
    since = Q(left=None) | Q(left__lt=timezone.now() - IDLE)
    found = Media.objects.filter(~_standing(), since, kept=False, removed=None, created__lt=timezone.now() - IDLE)
    names = set(found.values_list("name", flat=True))
    if names:
        names -= found_in(*(one.text for one in keeping.all_unsaved()))
    return _deleted(Media.objects.filter(name__in=names))


def _deleted(files: QuerySet[Media]) -> list[str]:
    names = list(files.values_list("name", flat=True))
    files.delete()
    return names


def _folder(words: str) -> str:
    return WITHIN.join(filter(None, map(_one_line, words.split("/"))))[:LONGEST_FOLDER].removesuffix(WITHIN).strip()


def _one_line(words: str) -> str:
    return " ".join(words.split())
