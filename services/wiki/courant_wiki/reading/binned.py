"""What was deleted and can be restored: pages, each with those that were deleted along with it."""

from django.db.models import Q

from courant_wiki.models import WikiPage

SHOWN = 50


def pages(before: int = 0) -> list[WikiPage]:
    """The deleted pages, last deleted first, at most one more than SHOWN; with `before`, those deleted before it.

    Those that were deleted along with another are in its `deleted_along`.
    """
    found = WikiPage.objects.filter(deleted_at__isnull=False, deleted_with=None).order_by("-deleted_at", "-pk")
    if last := found.filter(pk=before).first():
        found = found.filter(Q(deleted_at__lt=last.deleted_at) | Q(deleted_at=last.deleted_at, pk__lt=last.pk))
    return list(found.prefetch_related("deleted_along")[: SHOWN + 1])
