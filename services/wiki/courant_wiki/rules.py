"""The roles and audiences for everything in the wiki, and who may do what to a comment or thread."""

from datetime import timedelta

from courant_kit.calls.caller import ADMINS, BACKENDS, EDITORS, MEMBERS, SERVICES, Caller
from courant_kit.calls.errors import Forbidden
from courant_kit.live.audience import EDITORS_ONLY, EVERYBODY, MEMBERS_ONLY
from courant_kit.process.environment import minutes, readers, writers
from courant_kit.wire.search import SEARCHER

READERS = readers("COURANT_WIKI_READERS")
"""Who may read pages, histories and differences and receive their updates: EVERYBODY, or fewer in a closed wiki."""

LISTENERS = BACKENDS if READERS == EVERYBODY else ADMINS
"""Who receives the events of pages. In a closed wiki, no module and no other backend does, since nobody reads there."""

SEARCHERS = LISTENERS | SERVICES if READERS == EVERYBODY else SEARCHER
"""Who receives the keys of changed pages: in a closed wiki the search alone, which alone may ask for the pages."""

WRITERS = EDITORS if READERS == EDITORS_ONLY else writers("COURANT_WIKI_WRITERS")
"""Who may write pages: create and change them, and revert to an old revision; never somebody who may not read them.

By default these are editors only, because anybody may sign up as a member. Every change stays in the history.
"""

COMMENTERS = MEMBERS if READERS in (EVERYBODY, MEMBERS_ONLY) else EDITORS
"""Who may comment on passages: everybody who is signed in and may read the pages."""

CURATORS = EDITORS
"""Who may move, delete, restore and import pages, which changes addresses or removes texts."""

EDITABLE = minutes("COURANT_COMMENT_EDIT_MINUTES", 15)
"""How long after writing a comment its author may edit it."""


def may_edit(caller: Caller, author: str, age: timedelta) -> bool:
    """Whether it is the caller's own comment, and young enough to edit."""
    return caller.name == author and age <= EDITABLE


def check_may_edit(caller: Caller, author: str, age: timedelta) -> None:
    """Only its author may edit a comment, and not for ever; raises Forbidden."""
    if caller.name != author:
        raise Forbidden("You can only edit your own comments.")
    if not may_edit(caller, author, age):
        raise Forbidden(too_late())


def too_late() -> str:
    """A sentence for an author who may no longer edit a comment."""
    most = int(EDITABLE.total_seconds()) // 60
    if not most:
        return "Comments cannot be edited here. You can remove yours."
    while_young = f"{most} minute{'s' * (most != 1)}"
    return f"You can edit a comment for {while_young} after you have written it. You can still remove it."


def check_may_remove(caller: Caller, author: str) -> None:
    """Editors may remove any comment, others only their own; raises Forbidden."""
    if not caller.is_(EDITORS) and caller.name != author:
        raise Forbidden("You can only remove your own comments.")


def check_may_restore(caller: Caller, author: str, remover: str) -> None:
    """Editors may restore any comment, others only those they wrote and removed themselves; raises Forbidden."""
    if not caller.is_(EDITORS) and {caller.name} != {author, remover}:
        raise Forbidden("You can only restore comments that you removed yourself.")


def check_may_settle(caller: Caller, author: str) -> None:
    """Editors may resolve and reopen any thread, others only those they opened; raises Forbidden."""
    if not caller.is_(EDITORS) and caller.name != author:
        raise Forbidden("Only the person who opened a thread and editors can resolve or reopen it.")
