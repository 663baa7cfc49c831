"""What happened to pages besides their revisions, and the lists that show both in the order in which they happened."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils import timezone

from courant_wiki.models import Happening, Revision, WikiPage

PER_PAGE = 50
MOST_BETWEEN = 500
"""A page's history shows at most so many happenings beside PER_PAGE revisions."""

Change = Revision | Happening
Kind = Happening.Kind


def moved(pages: Sequence[WikiPage], before: Iterable[str], by: str) -> Happening:
    """Write down that pages moved: the first one from the first path, and the others along with it.

    Returns what happened to the first one.
    """
    return _write(pages, before, Kind.MOVED, by)


def along(one: Happening) -> list[Happening]:
    """What happened to other pages along with this."""
    found = Happening.objects.filter(along=True, kind=one.kind, created_at=one.created_at, author=one.author)
    return list(found.filter(new__startswith=f"{one.new}/", old__startswith=f"{one.old}/").select_related("page"))


def deleted_or_restored(pages: Sequence[WikiPage], kind: Kind, by: str) -> None:
    """Write down that pages were deleted or restored: the first one, and the others along with it."""
    _write(pages, [page.path for page in pages], kind, by)


def recent(cursor: int = 0) -> list[Change]:
    """The newest changes of all pages, at most one more than PER_PAGE; with a cursor, those before that change.

    Revisions of deleted pages are left out, and so are pages that only went along with another.
    """
    revisions = Revision.objects.filter(page__deleted_at=None).select_related("page").defer("stored")
    happened = Happening.objects.filter(along=False).select_related("page")
    if last := _at(cursor):
        earlier, here = Q(created_at__lt=last.created_at), Q(created_at=last.created_at)
        if isinstance(last, Happening):
            revisions = revisions.filter(earlier | here)
            happened = happened.filter(earlier | (here & Q(pk__lt=last.pk)))
        else:
            revisions = revisions.filter(earlier | (here & Q(pk__lt=last.pk)))
            happened = happened.filter(earlier)
    newest = ("-created_at", "-pk")
    found: list[Change] = [*revisions.order_by(*newest)[: PER_PAGE + 1], *happened.order_by(*newest)[: PER_PAGE + 1]]
    return sorted(found, key=lambda one: (one.created_at, _late(one), one.pk), reverse=True)[: PER_PAGE + 1]


def cursor_of(change: Change) -> int:
    """The cursor of a change in the list of all changes: revisions have even ones."""
    return 2 * change.pk + _late(change)


def history(page: WikiPage, revisions: Sequence[Revision], before: int = 0) -> list[Change]:
    """These successive revisions of a page, newest first, with what happened while each was the newest.

    `before` is the number of the revision that follows them, 0 if none does.
    """
    happened = page.happenings.filter(number__gte=revisions[-1].number) if revisions else page.happenings.none()
    if before:
        happened = happened.filter(number__lt=before)
    found: list[Change] = [*revisions, *happened.order_by("-pk")[:MOST_BETWEEN]]
    return sorted(found, key=lambda one: (one.number, _late(one), one.pk), reverse=True)


def _write(pages: Sequence[WikiPage], before: Iterable[str], kind: Kind, by: str) -> Happening:
    now = timezone.now()
    written = Happening.objects.bulk_create(
        Happening(
            page=page, kind=kind, number=page.number, title=page.title, old=old, new=page.path, author=by,
            along=place > 0, below=0 if place else len(pages) - 1, created_at=now,
        )
        for place, (page, old) in enumerate(zip(pages, before, strict=True))
    )  # fmt: skip
    return written[0]


def _at(cursor: int) -> Change | None:
    rows = Happening.objects if cursor % 2 else Revision.objects
    return rows.filter(pk=cursor // 2).first() if cursor else None


def _late(change: Change) -> int:
    """What happened to a page comes after the revision that it had then."""
    return int(isinstance(change, Happening))
