"""The changes to a page, each with its links, fragments and events; all run inside a transaction."""

from datetime import datetime

from courant_kit.calls.errors import Conflict, Invalid
from courant_kit.history.coalescing import Kind
from courant_kit.live.outbox import touch
from courant_kit.words import gettext as _
from courant_kit.words import in_the_sites_language
from django.utils import timezone

from courant_wiki import contract
from courant_wiki.addresses import links, paths
from courant_wiki.history import chronicle
from courant_wiki.models import Happening, Redirect, WikiPage
from courant_wiki.reading import linking
from courant_wiki.writing import families, following, labels, meaning, revising, showing, telling
from courant_wiki.writing.drafts import Draft


def locked(path: str, *, moved: bool = False) -> WikiPage | None:
    """The page at a path, even a deleted one, locked until the transaction ends.

    With `moved`, it may also be a page that has moved away from the path.
    """
    page = WikiPage.objects.select_for_update().filter(path=path).first()
    if page is None and moved:
        return WikiPage.objects.select_for_update().filter(redirects__path=path).first()
    return page


def create(path: str, draft: Draft, position: int = 0) -> tuple[WikiPage, bool]:
    """A new page and true, or false and the page that somebody else created there in the meantime."""
    moment = draft.created or timezone.now()
    displaced = showing.displaced([path])
    # An import brings many pages, in any order: only links that follow a redirect keep their meaning.
    kept = [] if draft.kind == Kind.IMPORT and not displaced else meaning.of(meaning.linking_to([path]))
    fresh = {"key": paths.key(path), "position": position, "created_at": moment, "edited_at": moment}
    page, created = WikiPage.objects.select_for_update().get_or_create(path=path, defaults=fresh)
    if created:
        Redirect.objects.filter(path=path).delete()
        changed = revising.append(page, draft)
        tagged = labels.tag(page, draft.tags)
        touch(*showing.appeared(page), *linking.backlinks(changed), *displaced, *tagged, *showing.LISTS)
        telling.searchable(linking.showing([path]))
        telling.changed(contract.PAGE_CREATED, page, draft.author, draft.summary)
        following.save(meaning.kept(kept), draft.author)
    return page, created


def delete(pages: list[WikiPage], by: str) -> None:
    """Delete a page, the first one, and others along with it; their revisions and their paths are preserved."""
    _set_deleted(pages, by, timezone.now())
    chronicle.deleted_or_restored(pages, chronicle.Kind.DELETED, by)
    for page in pages:
        telling.changed(contract.PAGE_DELETED, page, by)


def restore(page: WikiPage, by: str) -> list[WikiPage]:
    """Restore a deleted page as it was, and the pages that were deleted along with it; returns all of them."""
    along = page.deleted_along.select_for_update().filter(deleted_at__isnull=False).order_by("path")
    pages = [page, *along]
    _set_deleted(pages, by, None)
    chronicle.deleted_or_restored(pages, chronicle.Kind.RESTORED, by)
    for one in pages:
        telling.changed(contract.PAGE_RESTORED, one, by)
    return pages


def move(pages: list[WikiPage], old: str, new: str, by: str) -> Happening:
    """Move pages at or below the path `old` to `new`; their old paths redirect to them.

    There must be no page at the new paths. Links keep their meaning: those on the moved pages, and those of other pages
    that would otherwise lead to a moved page now. Links to the moved pages are written with their new addresses.
    Returns what happened to the first page.
    """
    before = [page.path for page in pages]
    homes = [f"{new}{path[len(old) :]}" for path in before]
    others = {page.pk: page for page in (*meaning.linking_to(homes, but=pages), *meaning.leading_to(pages))}
    kept = meaning.of([*(page for page in pages if page.live), *others.values()])
    fragments = [*showing.displaced(homes), *(fragment for page in pages for fragment in showing.appeared(page))]
    steps = list(zip(pages, homes, strict=True))
    # A path must be free before another page gets it.
    for page, path in reversed(steps) if new.startswith(f"{old}/") else steps:
        _readdress(page, path)
    for page in pages:
        changed = linking.relink(page, links.read(page.path, page.revision.text).found)
        fragments += [*showing.own(page), *showing.appeared(page), *linking.backlinks(revising.targets(page) | changed)]
    happened = chronicle.moved(pages, before, by)
    telling.searchable(linking.showing([*before, *homes]))
    touch(*fragments, *labels.showing(pages), contract.BIN(), *showing.LISTS)
    for page, path in zip(pages, before, strict=True):
        telling.moved(page, path, by)
    texts, family = meaning.kept(kept, pages), set(pages)
    following.save([one for one in texts if one.page in family], by)
    following.save([one for one in texts if one.page not in family], by, _followed(pages[0], new))
    return happened


def _followed(page: WikiPage, path: str) -> str:
    with in_the_sites_language():
        return _("Links follow “{title}” to {path}").format(title=page.title, path=path)


def move_family(page: WikiPage, new: str, by: str) -> tuple[Happening, list[WikiPage]]:
    """Move a page and all pages below it to a path; returns what happened to it, and all of them, the page first.

    Raises Invalid if a path is not valid, and Conflict if there is a page at it.
    """
    family, old = families.of(page), page.path
    _check_free(family, old, new)
    return move(family, old, new, by), family


def place(page: WikiPage, position: int) -> None:
    """Set a page's position among its siblings."""
    if page.position != position:
        page.position = position
        page.save(update_fields=["position"])
        touch(*showing.TREES)


def lead(path: str, page: WikiPage) -> None:
    """Make a path redirect to a page, unless there is a page at the path."""
    if WikiPage.objects.filter(path=path).exists() or page.redirects.filter(path=path).exists():
        return
    Redirect.objects.update_or_create(path=path, defaults={"page": page})
    touch(*linking.around([path]), contract.ABSENT(paths.key(path)))
    telling.searchable(linking.showing([path]))


def _check_free(family: list[WikiPage], old: str, new: str) -> None:
    if new.startswith(f"{old}/"):
        raise Invalid(_("A page cannot be moved below itself."), field="to")
    targets = [paths.clean(f"{new}{page.path[len(old) :]}", "to") for page in family]
    others = WikiPage.objects.exclude(pk__in=[page.pk for page in family])
    if taken := others.filter(path__in=targets).first():
        words = (
            _("There is already a page at “{path}”.")
            if taken.live
            else _("There is already a deleted page at “{path}”.")
        )
        raise Conflict(words.format(path=taken.path), field="to")


def _set_deleted(pages: list[WikiPage], by: str, deleted_at: datetime | None) -> None:
    kept = meaning.of(meaning.linking_to([page.path for page in pages], but=pages))
    for page in pages:
        page.deleted_at, page.deleted_by = deleted_at, by if deleted_at else ""
        page.deleted_with = pages[0] if deleted_at and page != pages[0] else None
        page.save(update_fields=["deleted_at", "deleted_by", "deleted_with"])
    fragments = [*(one for page in pages for one in (*showing.own(page), *showing.appeared(page)))]
    fragments += labels.showing(pages)
    touch(*fragments, *linking.backlinks(set().union(*map(revising.targets, pages))), contract.BIN(), *showing.LISTS)
    telling.searchable(linking.showing(page.path for page in pages))
    following.save(meaning.kept(kept), by)


def _readdress(page: WikiPage, path: str) -> None:
    Redirect.objects.filter(path=path).delete()
    Redirect.objects.update_or_create(path=page.path, defaults={"page": page})
    page.path, page.key = path, paths.key(path)
    page.save(update_fields=["path", "key"])
