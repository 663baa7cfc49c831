"""The wiki's procedures, for people and programs: each handles one call."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Conflict, Invalid
from courant_kit.content import markdown, media
from courant_kit.wire.answers import AddMedia, ListSources, MediaAdded, Preview, Sources, Undo

from courant_wiki import contract, payloads
from courant_wiki.addresses import paths
from courant_wiki.models import WikiPage
from courant_wiki.module import module
from courant_wiki.payloads import Saved
from courant_wiki.reading import finding, naming
from courant_wiki.writing import families, importing, lifecycle, saving, shared


@module.handles(contract.SAVE_PAGE)
def save(caller: Caller, request: payloads.SavePage) -> Saved:
    """Save a page; raises Invalid, TooLarge, Gone, and Conflict with a form that offers a merge."""
    page, notice = saving.save(caller.name, request)
    return _saved(page, f"{notice} {markdown.warning(request.text)}".strip())


@module.handles(contract.REVERT_PAGE)
def revert(caller: Caller, request: payloads.PageRevision) -> Saved:
    """Make an old revision the newest; raises NotFound or Gone."""
    return _saved(*saving.revert(caller.name, request))


@module.handles(contract.PREVIEW_PAGE)
def preview(caller: Caller, request: payloads.SavePage) -> Preview:
    """Render a text without saving it; raises TooLarge, and Invalid if the path is not valid."""
    found = saving.preview(request)
    return Preview(html=found.html, warning=found.warning)


@module.handles(contract.IMPORT_PAGE)
def import_page(caller: Caller, request: payloads.ImportPage) -> payloads.Imported:
    """Import a page, or apply what has changed at its source; raises Invalid or TooLarge."""
    return importing.take_in(caller.name, request)


@module.handles(contract.LIST_SOURCES)
def list_sources(caller: Caller, request: ListSources) -> Sources:
    """The paths under which pages were imported."""
    return importing.sources(request)


@module.handles(contract.MOVE_PAGE)
def move(caller: Caller, request: payloads.MovePage) -> Saved:
    """Move a page and all pages below it, or change its position among its siblings.

    Raises NotFound, Gone, Invalid if the path is not valid, and Conflict if there is a page at it.
    """
    page = finding.live(lifecycle.locked(paths.clean(request.path)))
    if request.position is not None:
        lifecycle.place(page, request.position)
    old, new = page.path, paths.clean(request.to, "to") if request.to else page.path
    if new == old:
        return _saved(page, "The page is already at this address.")
    family = families.of(page)
    _check_free(family, old, new)
    lifecycle.move(family, old, new, caller.name)
    fields = {"path": new, "to": old}
    return _saved(family[0], _moved(family), Undo(call=contract.MOVE_PAGE.uri, fields=fields, label="Move back"))


@module.handles(contract.DELETE_PAGE)
def delete(caller: Caller, request: payloads.DeletePage) -> Saved:
    """Delete a page, alone or with all pages below it; raises NotFound or Gone."""
    page = finding.live(lifecycle.locked(paths.clean(request.path)))
    below = families.below(page)
    lifecycle.delete([page, *(below if request.below else ())], caller.name)
    undo = Undo(call=contract.RESTORE_PAGE.uri, fields={"path": page.path})
    notice = families.deleted(page, below, along=request.below)
    return Saved(location=paths.ROOT, revision=page.number, notice=notice, undo=undo)


@module.handles(contract.RESTORE_PAGE)
def restore(caller: Caller, request: payloads.PagePath) -> Saved:
    """Restore a deleted page with those that were deleted along with it; raises NotFound."""
    page = lifecycle.locked(paths.clean(request.path))
    if page is None or page.live:
        return _saved(finding.live(page), "The page is not deleted.")
    _, *along = lifecycle.restore(page, caller.name)
    fields = {"path": page.path, "below": bool(along)}
    undo = Undo(call=contract.DELETE_PAGE.uri, fields=fields) if families.is_all_below(page, along) else None
    return _saved(page, families.restored(page, along), undo)


@module.handles(contract.GET_PAGE)
def get(caller: Caller, request: payloads.GetPage) -> payloads.PageText:
    """A page's text; raises NotFound or Gone."""
    page = finding.by_path(request.path)
    one = finding.numbered(page, request.number or page.number)
    return payloads.PageText(
        path=page.path, location=page.location, title=one.title, text=one.text, revision=one.number,
        author=one.author, summary=one.summary, edited=one.created_at, document=shared.name(page),
    )  # fmt: skip


@module.handles(contract.LIST_PAGES)
def pages(caller: Caller, request: payloads.ListPages) -> payloads.PageList:
    """Pages, ordered by path."""
    rows = list(WikiPage.objects.live().filter(path__gt=request.after).order_by("path")[: request.limit + 1])
    return payloads.PageList(pages=[_listed(page) for page in rows[: request.limit]], more=len(rows) > request.limit)


@module.handles(contract.FIND_PAGES)
def find(caller: Caller, request: payloads.FindPages) -> payloads.FoundPages:
    """Pages whose title or path contains some words, for a link."""
    return payloads.FoundPages(pages=naming.found(request.words, request.path, request.limit))


@module.handles(contract.COMPARE_REVISIONS)
def compare(caller: Caller, request: payloads.CompareRevisions) -> payloads.Comparison:
    """The address of the comparison of two revisions, the older one first; raises NotFound or Gone."""
    page = finding.by_path(request.path)
    if request.old == request.new:
        raise Invalid("Please choose two different revisions.", field="new")
    older, newer = sorted((request.old, request.new))
    return payloads.Comparison(location=paths.location(page.path, "~diff", older, newer))


@module.handles(contract.ADD_MEDIA)
def add_media(caller: Caller, request: AddMedia) -> MediaAdded:
    """Store an image; raises Invalid or TooLarge."""
    return MediaAdded(path=media.add("wiki", request.data))


def _saved(page: WikiPage, notice: str, undo: Undo | None = None) -> Saved:
    return Saved(location=page.location, revision=page.number, notice=notice, undo=undo)


def _check_free(family: list[WikiPage], old: str, new: str) -> None:
    if new.startswith(f"{old}/"):
        raise Invalid("A page cannot be moved below itself.", field="to")
    targets = [paths.clean(f"{new}{page.path[len(old) :]}", "to") for page in family]
    others = WikiPage.objects.exclude(pk__in=[page.pk for page in family])
    if taken := others.filter(path__in=targets).first():
        state = "a page" if taken.live else "a deleted page"
        raise Conflict(f"There is already {state} at “{taken.path}”.", field="to")


def _moved(family: list[WikiPage]) -> str:
    below = sum(page.live for page in family) - 1
    return "Moved." if not below else f"Moved, with {below} page{'s' * (below > 1)} below it."


def _listed(page: WikiPage) -> payloads.ListedPage:
    return payloads.ListedPage(
        path=page.path, title=page.title, revision=page.number, author=page.edited_by, edited=page.edited_at,
        position=page.position,
    )  # fmt: skip
