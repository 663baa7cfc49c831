"""The handlers: uploading an export, importing it, stopping, and the pages."""

from datetime import UTC, datetime

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Conflict, Unavailable
from courant_kit.live.fragment import FragmentId
from courant_kit.wire.answers import Answer
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _
from courant_kit.words import marked

from courant_core import contract
from courant_core.importing import showing, working
from courant_core.importing.job import Job
from courant_core.importing.payloads import BeginFile, FilePiece, FileState, NamedFile, ReportPage, StartImport
from courant_core.module import module

RUNNING = marked("An import is running. Stop it first, or wait until it is done.")


@module.handles(contract.BEGIN_IMPORT_FILE)
async def begin(caller: Caller, request: BeginFile) -> FileState:
    """Begin an upload, or go on with one; raises Conflict while an import is running, TooLarge."""
    _check_idle()
    found: FileState = await module.in_thread(working.shelf().begin, request)
    if found.offset == 0:
        working.forget()
    return found


@module.handles(contract.PUT_IMPORT_FILE)
async def put(caller: Caller, request: FilePiece) -> FileState:
    """Store a piece; raises NotFound, Invalid."""
    shelf = working.shelf()
    found: FileState = await module.in_thread(shelf.put, request)
    if shelf.is_complete():
        await module.touch_memory(contract.IMPORT())
    return found


@module.handles(contract.GET_IMPORT_FILE)
async def get(caller: Caller, request: NamedFile) -> FileState:
    """How far an upload is; raises NotFound."""
    return await module.in_thread(working.shelf().state, request.upload)  # type: ignore[no-any-return]


@module.handles(contract.START_IMPORT)
async def start(caller: Caller, request: StartImport) -> Answer:
    """Import an uploaded file; raises Conflict while another import is running, NotFound, Unavailable."""
    _check_idle()
    if not working.is_possible():
        raise Unavailable(_("This server cannot import in the browser. The command `courant import` does the same."))
    shelf = working.shelf()
    known = shelf.complete(request.upload)
    job = Job(
        known.name, request.target, request.source, request.site.strip(), request.below.strip(), request.dry,
        request.public, request.history, caller.name, datetime.now(UTC).isoformat(),
    )  # fmt: skip
    working.begin(job)
    return Answer(notice=_("Trying it out …") if request.dry else _("Importing …"))


@module.handles(contract.STOP_IMPORT)
async def stop(caller: Caller, request: Nothing) -> Answer:
    """Stop the import that is running; raises Conflict if none is."""
    if not working.stop():
        raise Conflict(_("No import is running."))
    return Answer(notice=_("Stopping. What has been imported stays; import the file again to go on."))


@module.handles(contract.CLEAR_IMPORT)
async def clear(caller: Caller, request: Nothing) -> Answer:
    """Delete the uploaded file and its report; raises Conflict while an import is running."""
    _check_idle()
    await module.in_thread(working.shelf().clear)
    working.forget()
    return Answer(notice=_("The file has been deleted from the server."))


@module.handles(contract.PAGE_IMPORT)
async def importing(caller: Caller, request: Nothing) -> Page:
    """The page with the live state of the import."""
    html = showing.page(module.embed(contract.IMPORT()), possible=working.is_possible())
    return Page(
        title=_("Import"), html=html, canonical="/admin/import/", noindex=True, scripts=["import.js"],
        styles=["import.css"],
    )  # fmt: skip


@module.handles(contract.PAGE_IMPORT_REPORT)
async def report(caller: Caller, request: ReportPage) -> Page:
    """What became of each file of the last import."""
    html = await module.in_thread(showing.report, working.current(), working.shelf().report, request.start)
    return Page(title=_("Report of the import"), html=html, noindex=True, styles=["import.css"])


@module.renders(contract.IMPORT)
def import_state(fragment: FragmentId[None]) -> str:
    """What is known of the import."""
    return showing.state(working.current(), working.shelf(), possible=working.is_possible())


def _check_idle() -> None:
    job = working.current()
    if (job is not None and job.is_running) or working.desk.process is not None:
        raise Conflict(_(RUNNING))
