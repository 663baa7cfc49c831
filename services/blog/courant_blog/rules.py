"""Who may do what to a comment, beyond the roles in the contract."""

from courant_kit.calls.caller import EDITORS, Caller
from courant_kit.calls.errors import Forbidden


def check_may_remove(caller: Caller, author: str) -> None:
    """Editors may remove any comment, others only their own; raises Forbidden."""
    if not caller.is_(EDITORS) and caller.name != author:
        raise Forbidden("You can only remove your own comments.")


def check_may_restore(caller: Caller, author: str, remover: str) -> None:
    """Editors may restore any comment, others only those they wrote and removed themselves; raises Forbidden."""
    if not caller.is_(EDITORS) and {caller.name} != {author, remover}:
        raise Forbidden("You can only restore comments that you removed yourself.")
