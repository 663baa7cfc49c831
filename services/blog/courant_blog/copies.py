"""The calls with which a site is exported and imported again: for the operator and other administrators only."""

from courant_kit.calls.caller import Caller

from courant_blog import contract, copy_payloads
from courant_blog.discussion import bringing
from courant_blog.import_payloads import Imported
from courant_blog.module import module
from courant_blog.reading import copies
from courant_blog.writing import copying


@module.handles(contract.LIST_COPIES)
def list_copies(caller: Caller, request: copy_payloads.ListCopies) -> copy_payloads.PostCopies:
    """Posts for an export."""
    return copies.posts(request)


@module.handles(contract.LIST_REMARKS)
def list_remarks(caller: Caller, request: copy_payloads.ListRemarks) -> copy_payloads.RemarkCopies:
    """Comments for an export."""
    return copies.comments(request)


@module.handles(contract.PUT_COPY)
def put_copy(caller: Caller, request: copy_payloads.PutCopy) -> Imported:
    """Create a post of an export, or bring it up to date; raises Invalid."""
    return copying.put(caller.name, request)


@module.handles(contract.PUT_REMARKS)
def put_remarks(caller: Caller, request: copy_payloads.PutRemarks) -> copy_payloads.PutDone:
    """Add the comments of an export that a post does not have; raises NotFound."""
    return copy_payloads.PutDone(added=bringing.put(request))
