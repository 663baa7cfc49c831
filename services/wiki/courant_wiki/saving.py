"""Writing pages: a save from a stale base never overwrites, it offers the merge."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Conflict
from courant_kit.wire.answers import Preview, Undo

from courant_wiki import bounds, changes, contract, diff, finding, merge, paths, render
from courant_wiki.changes import Draft
from courant_wiki.contract import Saved, SavePage
from courant_wiki.models import WikiPage
from courant_wiki.module import module


@module.handles(contract.SAVE_PAGE)
def save(caller: Caller, request: SavePage) -> Saved:
    """Write a page; whoever edited while it was moved finds it where it is now.

    Raises Invalid or TooLarge on what is out of bounds, Gone when the page was deleted, Conflict with a form that
    offers the merge when somebody was faster.
    """
    draft = drafted(caller, request)
    path = _path(request.path, draft.title)
    page = changes.locked(path, moved=request.base > 0)
    if page is None:
        page, created = changes.create(path, draft)
        if created:
            return saved(page, "The page is there.")
    return _saved_over(page, draft, request)


@module.handles(contract.REVERT_PAGE)
def revert(caller: Caller, request: contract.PageRevision) -> Saved:
    """Make an old revision the newest; raises NotFound or Gone."""
    page = finding.live(changes.locked(paths.clean(request.path), moved=True))
    old = finding.numbered(page, request.number)
    draft = Draft(old.title, old.text, caller.name, f"Back to revision {old.number}")
    if changes.is_same(page, draft):
        return saved(page, "The page reads like that already.")
    changes.revise(page, draft)
    return saved(page, f"The page is back at revision {old.number}.")


@module.handles(contract.PREVIEW_PAGE)
def preview(caller: Caller, request: SavePage) -> Preview:
    """The text as it would look on its page."""
    text = bounds.text(request.text)
    title = request.title if paths.slug(request.title) else "untitled"
    return Preview(html=render.body(_path(request.path, title), request.title, text))


def drafted(caller: Caller, request: SavePage) -> Draft:
    """What somebody wrote, within bounds."""
    title, text = bounds.title(request.title), bounds.text(request.text)
    return Draft(title, text, caller.name, bounds.summary(request.summary))


def saved(page: WikiPage, notice: str, undo: Undo | None = None) -> Saved:
    """The answer to a change that worked."""
    return Saved(location=page.location, revision=page.number, notice=notice, undo=undo)


def _path(path: str, title: str) -> str:
    return paths.clean(path if path and not path.endswith("/") else f"{path}{paths.slug(title)}")


def _saved_over(page: WikiPage, draft: Draft, request: SavePage) -> Saved:
    if changes.is_same(finding.live(page), draft):
        return saved(page, "The page reads like that already.")
    if request.base != page.number:
        raise _conflict(page, draft, request.base)
    changes.revise(page, draft)
    return saved(page, "Saved.")


def _conflict(page: WikiPage, draft: Draft, base: int) -> Conflict:
    newest = page.revision
    began = page.revisions.filter(number=base).first()
    base_text, base_title = (began.text, began.title) if began else ("", "")
    merged = merge.merge(base_text, draft.text, newest.text, ("your text", newest.author or "the saved text"))
    html = render.draw(
        "conflict", page=page, newest=newest, mine=draft, merged=merged,
        title=newest.title if draft.title == base_title else draft.title,
        theirs=diff.compare(base_text, newest.text).rows,
    )  # fmt: skip
    return Conflict(f"{newest.author or 'Somebody'} saved this page while you were writing.", html=html)
