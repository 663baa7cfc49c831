"""Pages of an export, created as they were. What people changed on this site is never overwritten."""

from courant_kit.live.outbox import touch
from courant_kit.merging.again import Outcome

from courant_wiki import contract
from courant_wiki.addresses import paths
from courant_wiki.copy_payloads import PutCopy
from courant_wiki.models import Original, WikiPage
from courant_wiki.payloads import Imported, ImportPage
from courant_wiki.reading import old_addresses
from courant_wiki.writing import importing, lifecycle

EXPORT = "export"
"""The source of pages that came from an export."""


def put(by: str, copy: PutCopy) -> Imported:
    """Create the page of an export, or combine what has changed in the export with edits made here.

    `by` is the author of a page that names none. A page that was deleted here is left alone; one that was written here,
    or imported from elsewhere, stays as it is. Raises Invalid or TooLarge.
    """
    page = found(copy.path, copy.entry_id)
    if page and page.live and _is_others(page):
        return _left(page, copy)
    done = importing.take_in(by, _asked(copy, page))
    if done.outcome == "created":
        _complete(WikiPage.objects.get(path=paths.clean(copy.path)), copy)
    return done


def found(path: str, entry_id: str) -> WikiPage | None:
    """The page that came from a path of an export, or is at it, or was moved away from it."""
    path = paths.clean(path)
    if original := Original.objects.filter(path=path, source=EXPORT).select_related("page").first():
        return original.page
    moved = WikiPage.objects.filter(redirects__path=path, entry_id=entry_id).first()
    return WikiPage.objects.filter(path=path).first() or moved


def _is_others(page: WikiPage) -> bool:
    """Whether an export says nothing about what its text was before."""
    original = Original.objects.filter(page=page).first()
    return original is None or original.source != EXPORT


def _left(page: WikiPage, copy: PutCopy) -> Imported:
    newest = page.revision
    pairs = {"title": (newest.title, copy.title), "text": (newest.text, copy.text.rstrip())}
    kept = [f"{name}: another one here" for name, (here, there) in pairs.items() if here != there]
    _lead(page, copy)
    outcome: Outcome = "conflict" if kept else "unchanged"
    return Imported(location=page.location, revision=page.number, outcome=outcome, kept=kept)


def _asked(copy: PutCopy, page: WikiPage | None) -> ImportPage:
    """The import of a page; where it lies among its siblings is said once, since people may have put it elsewhere."""
    return ImportPage(
        path=copy.path, title=copy.title, text=copy.text, source=EXPORT, author=copy.author,
        position=0 if page else copy.position, aliases=copy.redirects, created=copy.edited, old=copy.old,
        tags=copy.tags, language=copy.language,
    )  # fmt: skip


def _complete(page: WikiPage, copy: PutCopy) -> None:
    page.entry_id = copy.entry_id
    page.created_at = min(copy.created or page.created_at, page.edited_at)
    page.anchors = copy.anchors
    page.save(update_fields=["entry_id", "created_at", "anchors"])
    touch(contract.ARTICLE(page.pk))


def _lead(page: WikiPage, copy: PutCopy) -> None:
    for path in copy.redirects:
        lifecycle.lead(paths.clean(path, "redirects"), page)
    old_addresses.lead(copy.old, page)
