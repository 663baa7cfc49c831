"""Imports pages. Importing a page again creates no duplicate and preserves edits made here."""

from courant_wiki import bounds, lifecycle, merge, old_addresses, paths
from courant_wiki.contract import Imported, ImportPage, Outcome
from courant_wiki.lifecycle import Draft
from courant_wiki.models import Revision, WikiPage


def take_in(author: str, request: ImportPage) -> Imported:
    """Create the page, or apply what has changed at its source; raises Invalid or TooLarge.

    `author` is used if the request names none.
    """
    draft = _drafted(author, request)
    path = paths.clean(request.path)
    page = lifecycle.locked(path)
    if page is None:
        page, _ = lifecycle.create(path, draft, request.position)
        outcome: Outcome = "created"
    else:
        outcome = _brought(page, draft)
        lifecycle.place(page, request.position or page.position)
    for alias in request.aliases:
        lifecycle.lead(paths.clean(alias, "aliases"), page)
    old_addresses.lead(request.old, page)
    return Imported(location=page.location, revision=page.number, outcome=outcome)


def _drafted(author: str, request: ImportPage) -> Draft:
    title, text, summary = bounds.title(request.title), bounds.text(request.text), bounds.summary(request.summary)
    author = (request.author or author)[: bounds.NAME]
    return Draft(title, text, author, summary, imported=True, created=request.created)


def _brought(page: WikiPage, draft: Draft) -> Outcome:
    if not page.live:
        return "deleted"
    if lifecycle.is_same(page, draft):
        return "unchanged"
    source = page.revisions.filter(imported=True).order_by("-number").first()
    if source is not None and source.number == page.number:
        lifecycle.revise(page, draft)
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
    lifecycle.revise(page, draft)
    lifecycle.revise(page, Draft(title, merged.text, draft.author, "Merged with edits made here"))
    return "merged"
