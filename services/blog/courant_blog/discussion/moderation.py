"""What editors decide about comments: approve, spam, reject, ban, and taking it back."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid, NotFound
from courant_kit.live.outbox import take_turn
from courant_kit.words import gettext
from django.db.models import Count

from courant_blog.discussion import announcing, notices
from courant_blog.models import Ban, Comment, Guest

PER_PAGE = 50


class Decided(NamedTuple):
    """The comments that a decision changed, and the states that they had, as `12-held 13-public`."""

    many: int
    before: str


class Banned(NamedTuple):
    """A ban, whom it names, and what became of the comment."""

    number: int
    name: str
    before: str


def listed(state: str, before: int = 0) -> list[Comment]:
    """The comments in a state, at most one more than PER_PAGE: the longest waiting first, others newest first.

    With `before`, those behind that comment in the list.
    """
    found = Comment.objects.filter(state=state, removed=None).select_related("post", "guest_of")
    found = found.defer("post__text", "post__html")
    waiting = state == Comment.State.HELD
    if before:
        found = found.filter(pk__gt=before) if waiting else found.filter(pk__lt=before)
    return list(found.order_by("pk" if waiting else "-pk")[: PER_PAGE + 1])


def counts() -> dict[str, int]:
    """How many comments are in each state but the public one."""
    hidden = Comment.objects.filter(removed=None).exclude(state=Comment.State.PUBLIC)
    found = dict(hidden.values("state").annotate(count=Count("pk")).values_list("state", "count"))
    return {state: found.get(state, 0) for state in (Comment.State.HELD, Comment.State.SPAM, Comment.State.REJECTED)}


def decide(numbers: Iterable[int], state: str) -> Decided:
    """Give these comments a state; those that have it, or are removed, stay as they are. Raises NotFound for others."""
    return _decided(dict.fromkeys(numbers, state))


def back(states: str, ban: int = 0) -> Decided:
    """Give comments the states that a decision had changed, and lift a ban if one is named."""
    pairs = [pair.partition("-") for pair in states.split()]
    if ban:
        Ban.objects.filter(pk=ban).delete()
    return _decided({int(number): state for number, _, state in pairs})


def ban(caller: Caller, number: int) -> Banned:
    """Ban the author of a comment, which becomes spam; raises NotFound, and Invalid if nothing tells who that is."""
    take_turn()
    comment = Comment.objects.filter(pk=number).first()
    if comment is None:
        raise NotFound(gettext("There is no such comment."), field="id")
    whom = _known(comment)
    made = Ban.objects.create(name=comment.byline, by=caller.name, **whom)
    decided = _decided({number: Comment.State.SPAM})
    return Banned(made.pk, comment.byline, decided.before)


def _known(comment: Comment) -> dict[str, str]:
    if comment.author:
        return {"person": comment.author}
    guest = Guest.objects.filter(pk=comment.pk).first()
    if guest is None:
        raise Invalid(
            gettext("This guest's comment was imported, without what a ban needs. Mark it as spam."), field="id"
        )
    return {"mail": guest.mail, "address": guest.address}


def lift(number: int) -> Ban:
    """Lift a ban; raises NotFound."""
    found = Ban.objects.filter(pk=number).first()
    if found is None:
        raise NotFound(gettext("There is no such ban."), field="id")
    found.delete()
    return found


def _decided(wanted: Mapping[int, str]) -> Decided:
    take_turn()
    comments = Comment.objects.filter(pk__in=wanted).select_related("post").order_by("pk")
    found = list(comments.defer("html", "post__text", "post__html"))
    if missing := set(wanted) - {comment.pk for comment in found}:
        raise NotFound(gettext("There is no comment {number}.").format(number=min(missing)), field="ids")
    changes = [(one, one.state, wanted[one.pk]) for one in found if one.state != wanted[one.pk] and not one.removed]
    for comment, before, state in changes:
        comment.state = state
        comment.save(update_fields=["state"])
        _announce(comment, before)
    return Decided(len(changes), " ".join(f"{one.pk}-{before}" for one, before, _ in changes))


def _announce(comment: Comment, before: str) -> None:
    announcing.moderated(comment.author, before, comment.state)
    if not comment.post.is_public:
        return  # the discussion is drawn again when the post is public
    if comment.is_public:
        announcing.again(comment)
        notices.approved(comment)
    elif before == Comment.State.PUBLIC:
        announcing.gone(comment)
