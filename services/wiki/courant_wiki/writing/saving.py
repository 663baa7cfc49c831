"""Saves pages inside a transaction. A save from an outdated base never overwrites a page: it offers a merge."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from courant_kit.calls.caller import Caller
from courant_kit.content import media
from courant_kit.content.markdown import Rendered
from courant_kit.content.slugs import slug
from courant_kit.history import places, revisions
from courant_kit.history.authors import joined
from courant_kit.history.coalescing import Kind
from courant_kit.words import gettext as _
from courant_kit.words import in_the_sites_language, marked

from courant_wiki import bounds, render
from courant_wiki.addresses import paths
from courant_wiki.models import WikiPage
from courant_wiki.payloads import ImportPage, PageRevision, SavePage
from courant_wiki.reading import finding
from courant_wiki.reading.places import page_place
from courant_wiki.writing import conflicts, lifecycle, pictures, revising, shared
from courant_wiki.writing.drafts import Draft

JOINED = marked("Saved, together with what others are writing on this page at the moment.")
UNCHANGED = marked("Nothing to save: the page already has this title and text.")


def save(caller: Caller, request: SavePage) -> tuple[WikiPage, str]:
    """The page after a save, and a notice about it; if the page has moved since `base`, it is found at its new path.

    Raises Invalid or TooLarge if a field is out of bounds, Gone if the page was deleted, and Conflict with a form: of a
    merge if somebody else has saved in the meantime, and with another path if a new page is saved over an existing one.
    """
    title, text = bounds.title(request.title), bounds.text(request.text)
    seen = pictures.seen_by(caller)
    draft = Draft(title, text, caller.name, bounds.summary(request.summary), **labels(request), seen=seen)
    path = path_for(request.path, draft.title)
    page = lifecycle.locked(path, moved=request.base > 0)
    if request.decide and page:
        raise conflicts.decided(finding.live(page), draft, request)
    places.check_decided(text, conflicts.MINE)
    if page is None:
        page, created = lifecycle.create(path, draft)
        if created:
            return page, _("The page has been created.")
    if request.shared and shared.words(finding.live(page)) is not None:
        return _saved_together(page, draft, request.base)
    return _saved_over(page, draft, request.base)


def record(page: WikiPage, text: str, authors: Sequence[str], summary: str = "", name: str = "") -> None:
    """Save what people wrote together, as a revision of all of them; it goes on with the last one of their session.

    Does nothing if the page has this text already, unless the revision is to have a summary or name. Raises Invalid and
    TooLarge.
    """
    author = joined(authors, bounds.NAME) or page.edited_by
    seen = pictures.seen_by_one_of(authors)
    draft = Draft(page.title, bounds.text(text), author, bounds.summary(summary), Kind.SESSION, name=name, seen=seen)
    if summary or name or not revising.is_same(page, draft):
        revising.revise(page, draft)


def revert(author: str, request: PageRevision) -> tuple[WikiPage, str]:
    """Make an old revision the newest; returns the page and a notice. Raises NotFound or Gone."""
    page = finding.live(lifecycle.locked(paths.clean(request.path), moved=True))
    old = finding.numbered(page, request.number)
    with in_the_sites_language():
        summary = _("Back to revision {number}").format(number=old.number)
    draft = Draft(old.title, old.text, author, summary, Kind.RESTORE)
    if revising.is_same(page, draft):
        return page, _(UNCHANGED)
    revising.revise(page, draft)
    return page, _("The page is back to revision {number}.").format(number=old.number)


def preview(request: SavePage) -> Rendered:
    """A text as its page would show it; raises TooLarge, and Invalid if the path is not valid."""
    text = bounds.text(request.text)
    title = request.title if slug(request.title) else "untitled"
    return render.preview(path_for(request.path, title), request.title, text)


def labels(request: SavePage | ImportPage) -> dict[str, Any]:
    """The tags and the language of a request, None where it names none; raises Invalid if one is not valid."""
    return {
        "tags": None if request.tags is None else bounds.tags(request.tags),
        "language": None if request.language is None else bounds.language(request.language),
    }


def path_for(path: str, title: str) -> str:
    """The path that the author chose; if it is empty or ends in `/`, the title's slug is appended."""
    return paths.clean(path if path and not path.endswith("/") else f"{path}{slug(title)}")


def _saved_together(page: WikiPage, draft: Draft, base: int) -> tuple[WikiPage, str]:
    """Make a revision of what people have written together; a title that this writer did not change stays as it is."""
    began = revisions.at(page.revisions, base)
    title = page.title if began and began.title == draft.title else draft.title
    whole = replace(draft, title=title, text=bounds.text(shared.words(page) or ""))
    if revising.is_same(page, whole) and not draft.summary:
        media.stands(page_place(page.pk), whole.text, keep=True, seen=draft.seen)  # by role, which a pause did not know
        return page, _("Saved.")
    revising.revise(page, whole)
    return page, _("Saved.")


def _saved_over(page: WikiPage, draft: Draft, base: int) -> tuple[WikiPage, str]:
    if revising.is_same(finding.live(page), draft):
        return page, _(UNCHANGED)
    if not base:
        raise conflicts.taken(page, draft)
    if shared.unsaved(page):
        began = revisions.at(page.revisions, base)
        revising.revise(page, draft, began.text if began else "")
        return page, _(JOINED)
    if base != page.number:
        raise conflicts.merged(page, draft, base)
    revising.revise(page, draft)
    return page, _("Saved.")
