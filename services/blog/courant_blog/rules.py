"""Who may do what to a comment, beyond what the contract says of roles."""

from courant_kit.calls.caller import EDITORS, Caller
from courant_kit.calls.errors import Forbidden


def check_may_remove(caller: Caller, author: str) -> None:
    """Editors remove any comment, others their own; raises Forbidden."""
    if not caller.is_(EDITORS) and caller.name != author:
        raise Forbidden("You may remove your own comments only.")


def check_may_restore(caller: Caller, author: str, remover: str) -> None:
    """Editors bring back any comment, others those they wrote and removed themselves; raises Forbidden."""
    if not caller.is_(EDITORS) and {caller.name} != {author, remover}:
        raise Forbidden("You may bring back only comments that you removed yourself.")
