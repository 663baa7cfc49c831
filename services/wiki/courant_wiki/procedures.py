"""The wiki's procedures, for people and programs: each handles one call."""

from courant_kit.calls.caller import EDITORS, Caller
from courant_kit.calls.errors import Invalid
from courant_kit.content import markdown
from courant_kit.history.naming import rename
from courant_kit.live.outbox import touch
from courant_kit.media import receiving
from courant_kit.wire.answers import AddMedia, Answer, ListSources, MediaAdded, Preview, Sources, Undo
from courant_kit.wire.contract import Procedure
from courant_kit.words import gettext, ngettext

from courant_wiki import contract, payloads, render, thread_payloads
from courant_wiki.addresses import paths
from courant_wiki.discussion import comments, stretches, threads
from courant_wiki.models import Happening, WikiPage
from courant_wiki.module import module
from courant_wiki.payloads import Saved
from courant_wiki.reading import finding, naming
from courant_wiki.writing import arranging, families, importing, lifecycle, saving, shared, undoing


@module.handles(contract.SAVE_PAGE)
def save(caller: Caller, request: payloads.SavePage) -> Saved:
    """Save a page; raises Invalid, TooLarge, Gone, and Conflict with a form that offers a merge."""
    page, notice = saving.save(caller, request)
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
    position = page.position
    if request.position is not None:
        lifecycle.place(page, request.position)
    old, new = page.path, paths.clean(request.to, "to") if request.to else page.path
    if new == old:
        return _saved(page, gettext("The page is already at this address."))
    happened, family = lifecycle.move_family(page, new, caller.name)
    return _saved(family[0], _moved(family), _back(happened, position))


@module.handles(contract.UNMOVE_PAGE)
def unmove(caller: Caller, request: payloads.UndoMove) -> Saved:
    """Undo a move of a page and those below it, in one transaction; raises NotFound, Gone and Conflict."""
    happened, family, others = undoing.move_back(request.move, caller.name)
    page = family[0]
    position = page.position
    if request.position is not None:
        lifecycle.place(page, request.position)
    notice = _moved(family, back=True)
    if others:
        stay = ngettext(
            "{count} of them moved since, and stays there.", "{count} of them moved since, and stay there.", others
        )
        notice += " " + stay.format(count=others)
    return _saved(page, notice, _back(happened, position))


@module.handles(contract.PLACE_PAGE)
def place(caller: Caller, request: payloads.PlacePage) -> Answer:
    """Put a page elsewhere in the tree; raises NotFound, Gone, Invalid, and Conflict if its new address is taken."""
    return arranging.place(caller.name, request)


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
        return _saved(finding.live(page), gettext("The page is not deleted."))
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
        raise Invalid(gettext("Please choose two different revisions."), field="new")
    older, newer = sorted((request.old, request.new))
    return payloads.Comparison(location=paths.location(page.path, "~diff", older, newer))


@module.handles(contract.NAME_REVISION)
def name_revision(caller: Caller, request: payloads.NameRevision) -> Answer:
    """Name a revision; raises NotFound, Gone, and Invalid if the name is too long."""
    page = finding.live(lifecycle.locked(paths.clean(request.path), moved=True))
    one = finding.numbered(page, request.number or page.number)
    notice = rename(one, request.name)
    # All pages about the history show the crumbs; the head would announce a new text to open forms.
    touch(contract.HISTORY(page.pk), contract.CRUMBS(page.pk))
    return Answer(location=page.history_at.history, notice=notice)


@module.handles(contract.OPEN_THREAD)
def open_thread(caller: Caller, request: thread_payloads.OpenThread) -> thread_payloads.ThreadOpened:
    """Comment on a passage, with an undo for its author; raises Invalid, NotFound, Gone."""
    comment = threads.begin(caller, request, render.words)
    undo = Undo(call=contract.REMOVE_COMMENT.uri, fields={"id": comment.pk})
    notice = _with(gettext("Your comment has been posted."), request.text)
    return thread_payloads.ThreadOpened(id=comment.thread_id, comment=comment.pk, notice=notice, undo=undo)


@module.handles(contract.REPLY_TO_THREAD)
def reply(caller: Caller, request: thread_payloads.ReplyToThread) -> thread_payloads.CommentAdded:
    """Reply to a thread, with an undo for its author; raises Invalid, NotFound, Gone."""
    comment = comments.reply(caller, request)
    undo = Undo(call=contract.REMOVE_COMMENT.uri, fields={"id": comment.pk})
    return thread_payloads.CommentAdded(
        id=comment.pk, notice=_with(gettext("Your reply has been posted."), request.text), undo=undo
    )


@module.handles(contract.RESOLVE_THREAD)
def resolve(caller: Caller, request: thread_payloads.NamedThread) -> Answer:
    """Resolve a thread; raises Forbidden, NotFound, Gone."""
    thread = threads.resolve(caller, request.id)
    return _undoable("", gettext("The thread has been resolved."), contract.REOPEN_THREAD, thread.pk)


@module.handles(contract.REOPEN_THREAD)
def reopen(caller: Caller, request: thread_payloads.NamedThread) -> Answer:
    """Reopen a thread; raises Forbidden, NotFound, Gone."""
    thread = threads.reopen(caller, request.id)
    return _undoable("", gettext("The thread is open again."), contract.RESOLVE_THREAD, thread.pk)


@module.handles(contract.LIST_THREADS)
def list_threads(caller: Caller, request: thread_payloads.ListThreads) -> thread_payloads.ThreadList:
    """The threads of a page; raises NotFound, Gone."""
    return stretches.listed(finding.by_path(request.path), request)


@module.handles(contract.EDIT_COMMENT)
def edit_comment(caller: Caller, request: thread_payloads.EditComment) -> Answer:
    """Change a comment and lead back to it; raises Invalid, Forbidden, NotFound, Gone."""
    comment = comments.edit(caller, request)
    return Answer(location=comment.location, notice=_with(gettext("Your comment has been changed."), request.text))


@module.handles(contract.REMOVE_COMMENT)
def remove_comment(caller: Caller, request: thread_payloads.RemoveComment) -> Answer:
    """Remove a comment; raises Forbidden, NotFound, Gone."""
    comment = comments.remove(caller, request.id)
    location = comment.thread.page.location if request.leave else ""
    return _undoable(location, gettext("The comment has been removed."), contract.RESTORE_COMMENT, comment.pk)


@module.handles(contract.RESTORE_COMMENT)
def restore_comment(caller: Caller, request: thread_payloads.RemoveComment) -> Answer:
    """Restore a removed comment; raises Forbidden, NotFound, Gone."""
    comment = comments.restore(caller, request.id)
    location = comment.location if request.leave else ""
    return _undoable(location, gettext("The comment has been restored."), contract.REMOVE_COMMENT, comment.pk)


@module.handles(contract.ADD_MEDIA)
async def add_media(caller: Caller, request: AddMedia) -> MediaAdded:
    """Store an image; raises Invalid, TooLarge or RateLimited."""
    return MediaAdded(path=await receiving.receive(module, caller, request.data, EDITORS))


def _saved(page: WikiPage, notice: str, undo: Undo | None = None) -> Saved:
    return Saved(location=page.location, revision=page.number, notice=notice, undo=undo)


def _moved(family: list[WikiPage], *, back: bool = False) -> str:
    below = sum(page.live for page in family) - 1
    if not below:
        return gettext("Moved back.") if back else gettext("Moved.")
    if back:
        done = ngettext("Moved back, with {count} page below it.", "Moved back, with {count} pages below it.", below)
    else:
        done = ngettext("Moved, with {count} page below it.", "Moved, with {count} pages below it.", below)
    return done.format(count=below)


def _back(happened: Happening, position: int) -> Undo:
    fields = {"move": happened.pk, "position": position}
    return Undo(call=contract.UNMOVE_PAGE.uri, fields=fields, label=gettext("Move back"))


def _listed(page: WikiPage) -> payloads.ListedPage:
    return payloads.ListedPage(
        path=page.path, title=page.title, revision=page.number, author=page.edited_by, edited=page.edited_at,
        position=page.position,
    )  # fmt: skip


def _with(notice: str, text: str) -> str:
    return f"{notice} {markdown.warning(text)}".strip()


def _undoable(location: str, notice: str, back: Procedure, number: int) -> Answer:
    return Answer(location=location, notice=notice, undo=Undo(call=back.uri, fields={"id": number}))
