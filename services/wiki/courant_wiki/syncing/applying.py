"""A commit's files, applied to the wiki in order. What people changed here meanwhile stays, and is left to decide."""

from collections.abc import Callable

from courant_kit.calls.errors import CourantError
from courant_kit.live.outbox import take_turn, touch
from courant_kit.words import in_the_sites_language
from django.db import transaction

from courant_wiki import sync_contract
from courant_wiki.addresses import paths
from courant_wiki.models import SyncConflict, WikiPage
from courant_wiki.sync_payloads import Applied, AppliedFile, ApplyCommit, SyncFile
from courant_wiki.syncing import conflicts, position
from courant_wiki.syncing.change import Change, Taken

Kind = SyncConflict.Kind


def apply(by: str, request: ApplyCommit) -> Applied:
    """Apply the files of a commit and store that this is done; raises Conflict if another program has meanwhile.

    `by` is the author of what names none. A file that cannot be a page is rejected, and the others are applied.
    """
    take_turn()
    held = position.within(request.parent, request.commit, request.done)
    changes = [Change(one, one.author or by, joining=request.joining) for one in request.files]
    found = dict(_in_turn(changes, lambda one: _applied(one, request)))
    if request.last:
        held.commit, held.applying, held.done = request.commit, "", 0
    else:
        held.done += len(request.files)
    held.save(update_fields=["commit", "applying", "done"])
    touch(sync_contract.SYNC())
    return Applied(files=[found[one.file] for one in request.files])


def _in_turn(
    changes: list[Change], work: Callable[[Change], AppliedFile]
) -> list[tuple[str, AppliedFile]]:  # fmt: skip
    """Each change with what became of it; one whose new path is another's old one waits until that has moved."""
    done: list[tuple[str, AppliedFile]] = []
    while changes:
        waiting = []
        for one in changes:
            try:
                done.append((one.file.file, work(one)))
            except Taken:
                waiting.append(one)
        if len(waiting) == len(changes):
            for one in waiting:
                one.may_wait = False
        changes = waiting
    return done


def _applied(change: Change, request: ApplyCommit) -> AppliedFile:
    file = change.file
    try:
        with in_the_sites_language(), transaction.atomic():  # editors read what is left to decide
            if file.wrong:
                return _rejected(file, request, file.wrong)
            applied = change.apply(_page(file, joining=request.joining))
            number = conflicts.keep(request.commit, file, applied)
            page = applied.page
            said = {"path": page.path, "entry_id": page.entry_id} if page else {}
            return AppliedFile(file=file.file, outcome=applied.outcome, conflict=number, **said)
    except Taken:
        raise
    except CourantError as problem:
        return _rejected(file, request, problem.message)


def _rejected(file: SyncFile, request: ApplyCommit, words: str) -> AppliedFile:
    try:
        page = _page(file, joining=request.joining)
    except CourantError:  # it names no path that a page could have
        page = None
    number = conflicts.reject(request.commit, file, words, page)
    return AppliedFile(file=file.file, outcome="rejected", conflict=number, entry_id=page.entry_id if page else "")


def _page(file: SyncFile, *, joining: bool) -> WikiPage | None:
    """The page of a file: the one with its id, or the one at its path if it has no id, or both sides begin."""
    pages = WikiPage.objects.select_for_update()
    if file.entry_id and (found := pages.filter(entry_id=file.entry_id).first()):
        return found
    said = file.before or file.now
    if said is None or (file.entry_id and not joining and file.before is None):
        return None
    return pages.filter(path=paths.clean(said.path)).first()
