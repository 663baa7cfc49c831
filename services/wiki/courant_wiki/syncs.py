"""Handlers and pages for a git repository that has the same pages: for the program, and for people who decide."""

from courant_kit.calls.caller import Caller
from courant_kit.content.assets import WRITING
from courant_kit.content.templates import draw
from courant_kit.live.fragment import FragmentId
from courant_kit.wire.answers import Answer
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext

from courant_wiki import sync_contract, sync_payloads
from courant_wiki.module import module
from courant_wiki.syncing import applying, conflicts, position, showing, steps


@module.handles(sync_contract.BEGIN_SYNC)
def begin(caller: Caller, request: sync_payloads.BeginSync) -> sync_payloads.SyncPosition:
    """The position for a branch."""
    return position.begin(request)


@module.handles(sync_contract.LIST_STEPS)
def list_steps(caller: Caller, request: sync_payloads.SyncSteps) -> sync_payloads.Steps:
    """What happened to pages; raises PositionLost."""
    return steps.since(request)


@module.handles(sync_contract.LIST_SYNC_PAGES)
def list_pages(caller: Caller, request: sync_payloads.SyncPages) -> sync_payloads.Pages:
    """Pages by their ids."""
    return steps.pages(request)


@module.handles(sync_contract.APPLY_COMMIT)
def apply(caller: Caller, request: sync_payloads.ApplyCommit) -> sync_payloads.Applied:
    """Make revisions of what a commit changed; raises Conflict if the position is another."""
    return applying.apply(caller.name, request)


@module.handles(sync_contract.NOTE_SYNC)
def note(caller: Caller, request: sync_payloads.NoteSync) -> sync_payloads.SyncPosition:
    """Move the position; raises Conflict if it is another."""
    return position.note(request)


@module.handles(sync_contract.REPORT_SYNC)
def report(caller: Caller, request: sync_payloads.ReportSync) -> Answer:
    """Show people how the program is doing."""
    position.report(request)
    return Answer(notice="")


@module.handles(sync_contract.SETTLE_CONFLICT)
def settle(caller: Caller, request: sync_payloads.NamedConflict) -> Answer:
    """Decide for what the wiki has; raises NotFound."""
    conflicts.settle(caller, request.id)
    return Answer(location="/wiki/~sync/", notice=gettext(conflicts.SETTLED))


@module.handles(sync_contract.PAGE_SYNC)
def sync_page(caller: Caller, request: Nothing) -> Page:
    """How the synchronization is doing."""
    html = draw("wiki/sync.html", state=module.embed(sync_contract.SYNC()))
    return Page(title=gettext("Git"), html=html, noindex=True)


@module.handles(sync_contract.PAGE_CONFLICT)
def conflict_page(caller: Caller, request: sync_payloads.ConflictPage) -> Page:
    """The form that decides; raises NotFound if nothing is left to decide."""
    found = conflicts.open_one(request.id)
    title = found.page.title if found.page else found.file
    words = gettext("Decide about “{title}”").format(title=title)
    return Page(title=words, html=showing.form(found), styles=WRITING, noindex=True)


@module.renders(sync_contract.SYNC)
def state(fragment: FragmentId[None]) -> str:
    """How it is doing, and what is left to decide."""
    return showing.state()
