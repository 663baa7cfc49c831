"""The positions of followers that let the module keep them: by program or person, and by the follower's name."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid, TooLarge
from courant_kit.live.outbox import take_turn
from courant_kit.store.models import Counter, FollowerMark
from courant_kit.wire.standard import MOST_MARKS, Mark, Marked, MarkRequest


def store(caller: Caller, request: Mark) -> Marked:
    """Store a follower's position; raises Invalid if the log has not come so far, TooLarge for one follower too many.

    A position belongs to the program or person, not to the secret or sign-in: a new secret does not lose it.
    """
    take_turn()
    end = Counter.objects.filter(name="events").values_list("value", flat=True).first() or 0
    if request.number > end:
        raise Invalid(f"The log ends at {end:,}; a position cannot be further.", field="number")
    owner = _owner(caller)
    mark = FollowerMark.objects.filter(owner=owner, name=request.name).first()
    if mark is None:
        mark = _new(owner, request.name)
    elif request.number <= mark.number and not request.back:
        return Marked(mark.number)
    mark.number = request.number
    mark.save()
    return Marked(mark.number)


def stored(caller: Caller, request: MarkRequest) -> Marked:
    """The position of a follower of the caller."""
    mark = FollowerMark.objects.filter(owner=_owner(caller), name=request.name).first()
    return Marked(mark.number if mark else None)


def _new(owner: str, name: str) -> FollowerMark:
    if FollowerMark.objects.filter(owner=owner).count() >= MOST_MARKS:
        raise TooLarge(f"At most {MOST_MARKS} followers of one caller can keep their positions here.", field="name")
    return FollowerMark(owner=owner, name=name)


def _owner(caller: Caller) -> str:
    return f"{'person' if caller.person else caller.role}:{caller.person or caller.name}"
