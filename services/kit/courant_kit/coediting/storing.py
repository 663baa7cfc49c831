"""What the desk does in transactions: opening a text, storing what was typed, and leaving it."""

from collections.abc import Sequence

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import CourantError
from courant_kit.coediting import epochs, keeping, log, pauses, wire
from courant_kit.coediting.copies import Opening
from courant_kit.coediting.intake import Arrival, Attempt
from courant_kit.coediting.keeping import Source
from courant_kit.coediting.log import Row


def opened(source: Source, name: str) -> Opening:
    """What a text is when this process opens it; it begins with the module's text."""
    from courant_kit.coediting.shared_text import seeded  # with pycrdt, which only writers need

    return Opening(source.audience(name), log.opened(name, lambda: seeded(source.text(name))))


def leave(source: Source, name: str) -> None:
    """Save a text that nobody writes any more, and begin it anew if it has become heavy."""
    pauses.leave(name, source)
    if keeping.exists(name):
        epochs.lighten(name)


def carry_over(source: Source, caller: Caller, late: wire.WriteText) -> wire.TextNumber:
    """Merge an update of an earlier epoch; raises the errors of `check`, Conflict, Invalid and TooLarge."""
    source.check(caller, late.document)
    return epochs.carry_over(late, caller.name, source.longest)


def append(source: Source, place: tuple[str, int, int], arrivals: Sequence[Arrival], rows: list[Row]) -> Attempt:
    """Store updates after `place` (name, epoch, number of the newest), unless one of their authors may not write."""
    name, epoch, number = place
    refused = {}
    for one in arrivals:
        try:
            source.check(one.caller, name)
        except CourantError as error:
            refused[one] = error
    if refused:
        return Attempt(refused=refused)
    return Attempt(moved=not log.append(name, epoch, number, rows))
