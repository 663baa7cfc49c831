"""Taking pages in from elsewhere: again without doubling, and without undoing what was edited here."""

from courant_kit.calls.caller import Caller

from courant_wiki import bounds, changes, contract, merge, paths
from courant_wiki.changes import Draft
from courant_wiki.contract import Imported, ImportPage, Outcome
from courant_wiki.models import Revision, WikiPage
from courant_wiki.module import module


@module.handles(contract.IMPORT_PAGE)
def take_in(caller: Caller, request: ImportPage) -> Imported:
    """Make the page, or bring it what is new at its source; raises Invalid or TooLarge."""
    draft = _drafted(caller, request)
    path = paths.clean(request.path)
    page = changes.locked(path)
    if page is None:
        page, _ = changes.create(path, draft, request.position)
        outcome: Outcome = "created"
    else:
        outcome = _brought(page, draft)
        changes.place(page, request.position or page.position)
    for alias in request.aliases:
        changes.lead(paths.clean(alias, "aliases"), page)
    return Imported(location=page.location, revision=page.number, outcome=outcome)


def _drafted(caller: Caller, request: ImportPage) -> Draft:
    title, text, summary = bounds.title(request.title), bounds.text(request.text), bounds.summary(request.summary)
    author = (request.author or caller.name)[: bounds.NAME]
    return Draft(title, text, author, summary, imported=True, created=request.created)


def _brought(page: WikiPage, draft: Draft) -> Outcome:
    if not page.live:
        return "deleted"
    if changes.is_same(page, draft):
        return "unchanged"
    source = page.revisions.filter(imported=True).order_by("-number").first()
    if source is not None and source.number == page.number:
        changes.revise(page, draft)
        return "updated"
    if source is None:
        return "conflict"
    if (source.title, source.text) == (draft.title, draft.text):
        return "kept"
    return _merged(page, draft, source)


def _merged(page: WikiPage, draft: Draft, source: Revision) -> Outcome:
    newest = page.revision
    merged = merge.merge(source.text, draft.text, newest.text)
    if merged.conflicts:
        return "conflict"
    title = newest.title if draft.title == source.title else draft.title
    changes.revise(page, draft)
    changes.revise(page, Draft(title, merged.text, draft.author, "Merged with what was edited here"))
    return "merged"
