"""Who may do what to a comment, beyond the roles in a contract; the same for everything that people comment on."""

from datetime import timedelta

from courant_kit.calls.caller import EDITORS, Caller
from courant_kit.calls.errors import Forbidden
from courant_kit.process.environment import minutes
from courant_kit.words import gettext as _
from courant_kit.words import ngettext

EDITABLE = minutes("COURANT_COMMENT_EDIT_MINUTES", 15)
"""How long after writing a comment its author may edit it."""


def may_edit(caller: Caller, author: str, age: timedelta) -> bool:
    """Whether it is the caller's own comment, and young enough to edit."""
    return caller.name == author and age <= EDITABLE


def check_may_edit(caller: Caller, author: str, age: timedelta) -> None:
    """Only its author may edit a comment, and not for ever; raises Forbidden."""
    if caller.name != author:
        raise Forbidden(_("You can only edit your own comments."))
    check_young(age)


def check_young(age: timedelta) -> None:
    """Nobody may edit a comment for ever; raises Forbidden."""
    if age > EDITABLE:
        raise Forbidden(too_late())


def too_late() -> str:
    """A sentence for an author who may no longer edit a comment."""
    most = int(EDITABLE.total_seconds()) // 60
    if not most:
        return _("Comments cannot be edited here. You can remove yours.")
    words = ngettext(
        "You can edit a comment for {count} minute after you have written it. You can still remove it.",
        "You can edit a comment for {count} minutes after you have written it. You can still remove it.",
        most,
    )
    return words.format(count=most)


def check_may_remove(caller: Caller, author: str) -> None:
    """Editors may remove any comment, others only their own; raises Forbidden."""
    if not caller.is_(EDITORS) and caller.name != author:
        raise Forbidden(_("You can only remove your own comments."))


def check_may_restore(caller: Caller, author: str, remover: str) -> None:
    """Editors may restore any comment, others only those they wrote and removed themselves; raises Forbidden."""
    if not caller.is_(EDITORS) and {caller.name} != {author, remover}:
        raise Forbidden(_("You can only restore comments that you removed yourself."))
