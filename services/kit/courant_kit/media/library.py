"""The library of a module's uploads: found by folder and name, described, removed and restored, deleted in the end."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from courant_kit.calls.errors import NotFound
from courant_kit.media import files, uses
from courant_kit.media.uses import Place, Places
from courant_kit.store.models import Media, MediaUse
from courant_kit.wire.uploads import DescribeMedia

IN_BIN = timedelta(days=30)
JUST_NOW = timedelta(hours=1)
"""Who has uploaded a picture lately may still be writing the text that shows it."""

UNUSED, BIN = "unused", "bin"


def listed(query: str = "", folder: str = "", show: str = "", owner: str | None = None) -> QuerySet[Media]:
    """The files to show, the newest first: of a folder, found by words, not used, or removed; of one owner if given."""
    found = Media.objects.filter(removed__isnull=show != BIN).order_by("-created", "name")
    if owner is not None:
        found = found.filter(owner=owner)
    if show == UNUSED:
        standing = MediaUse.objects.filter(name=OuterRef("name"))
        found = found.filter(~Exists(standing), created__lt=timezone.now() - JUST_NOW)
    for word in query.split():
        found = found.filter(Q(title__icontains=word) | Q(alt__icontains=word) | Q(folder__icontains=word))
    return found if query or show else found.filter(folder=folder)


def folders() -> list[str]:
    """The names of the folders, ordered."""
    used = Media.objects.filter(removed=None).exclude(folder="").order_by("folder")
    return list(used.values_list("folder", flat=True).distinct())


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
        stored.folder = " / ".join(filter(None, map(_one_line, request.folder.split("/"))))[:100]
    stored.save(update_fields=["title", "alt", "folder"])
    return stored


def remove(names: Sequence[str]) -> int:
    """Move files into the bin and return how many; raises NotFound if none of them is there."""
    count = Media.objects.filter(name__in=names, removed=None).update(removed=timezone.now())
    if not count:
        raise NotFound("There is no such file in the library.", field="names")
    return count


def restore(names: Sequence[str]) -> int:
    """Restore files from the bin and return how many; raises NotFound if none of them is there."""
    count = Media.objects.filter(name__in=names, removed__isnull=False).update(removed=None)
    if not count:
        raise NotFound("There is no such file in the bin.", field="names")
    return count


def expired() -> list[str]:
    """The names of files that were in the bin for long enough; their rows are deleted, in a transaction."""
    old = Media.objects.filter(removed__lt=timezone.now() - IN_BIN)
    names = list(old.values_list("name", flat=True))
    old.delete()
    return names


def _one_line(words: str) -> str:
    return " ".join(words.split())
