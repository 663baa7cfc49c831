"""The calls with which a site is exported and imported again: for the operator and other administrators only."""

from courant_kit.calls.caller import Caller

from courant_wiki import contract, copy_payloads, render
from courant_wiki.discussion import copying as discussing
from courant_wiki.module import module
from courant_wiki.payloads import Imported
from courant_wiki.reading import copies
from courant_wiki.writing import copying


@module.handles(contract.LIST_COPIES)
def list_copies(caller: Caller, request: copy_payloads.ListCopies) -> copy_payloads.PageCopies:
    """Pages for an export."""
    return copies.pages(request)


@module.handles(contract.LIST_THREAD_COPIES)
def list_threads(caller: Caller, request: copy_payloads.ListThreadCopies) -> copy_payloads.ThreadCopies:
    """Threads for an export."""
    return copies.threads(request)


@module.handles(contract.PUT_COPY)
def put_copy(caller: Caller, request: copy_payloads.PutCopy) -> Imported:
    """Create a page of an export, or bring it up to date; raises Invalid, TooLarge."""
    return copying.put(caller.name, request)


@module.handles(contract.PUT_THREADS)
def put_threads(caller: Caller, request: copy_payloads.PutThreads) -> copy_payloads.PutDone:
    """Add the threads of an export that a page does not have; raises NotFound."""
    page = copying.found(request.path, request.entry_id)
    return copy_payloads.PutDone(added=discussing.put(page, request.threads, render.newest_words))
