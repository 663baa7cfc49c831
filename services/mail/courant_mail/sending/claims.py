"""The outbox: letters are claimed before they are sent, and what became of each is stored at once."""

from datetime import timedelta
from functools import partial

from courant_kit.live.outbox import in_transaction
from django.db import connection
from django.db.models import F
from django.utils import timezone

from courant_mail.bounces import counting
from courant_mail.models import Issue, Letter
from courant_mail.sending import results
from courant_mail.sending.results import Result

LOST = timedelta(minutes=30)
"""After how long a claimed letter waits again, if another replica claimed it: sending one never takes as long, though
the server may think for `server.VERDICT` twice."""
BEHIND = timedelta(seconds=40)
"""After how long a letter at which there was trouble is due again: later than the server is tried again first."""
RANK = (Issue.Kind.CONFIRM, Issue.Kind.TEST, Issue.Kind.COMMENT, Issue.Kind.POST, Issue.Kind.WEEK)
"""Which letters go first: people wait for those that confirm."""
_S = Letter.State


def free(*, began: bool) -> int:
    """Let claimed letters wait again whose sender has died; how many. `began` says that this process has just begun."""
    claimed = Letter.objects.filter(state=_S.CLAIMED, claimed__isnull=False)
    if not (began and connection.vendor == "sqlite"):  # with SQLite there is no other process that sends
        claimed = claimed.filter(claimed__lt=timezone.now() - LOST)
    return claimed.update(state=_S.WAITING, claimed=None)


def next_issue() -> Issue | None:
    """The issue whose letters are next; None if no letter is due."""
    for kind in RANK:
        found = Issue.objects.filter(
            kind=kind, state=Issue.State.READY, stopped=False, letter__state=_S.WAITING, letter__due__lte=timezone.now()
        ).order_by("pk").first()  # fmt: skip
        if found:
            return found
    return None


def due(issue: Issue, most: int) -> list[Letter]:
    """The letters of an issue that are due, the oldest first."""
    found = Letter.objects.filter(issue=issue, state=_S.WAITING, due__lte=timezone.now())
    return list(found.order_by("due", "pk")[:most])


def claim(letter: Letter) -> bool:
    """Claim a letter; False if it is not to be sent any more, or another process sends it."""
    going = Issue.objects.filter(pk=letter.issue_id, stopped=False, state=Issue.State.READY)
    waiting = Letter.objects.filter(pk=letter.pk, state=_S.WAITING, issue__in=going)
    return bool(waiting.update(state=_S.CLAIMED, claimed=timezone.now(), tries=F("tries") + 1))


def sent(letter: Letter) -> None:
    """Store that the server has accepted a letter, in one statement: who is killed before it sends the letter again."""
    Letter.objects.filter(pk=letter.pk).update(state=_S.SENT, sent=timezone.now(), claimed=None, code="", why="")
    counting.arrived(letter.mail)


def failed(letter: Letter, result: Result) -> None:
    """Store what the server said to a letter that it did not accept, and when it is tried again.

    Trouble does not count, for no letter is at fault. But other letters go first then: a server may end the connection
    because of what is in this one.
    """
    own = Letter.objects.filter(pk=letter.pk)
    if result.kind == "trouble":
        own.update(state=_S.WAITING, claimed=None, tries=F("tries") - 1, due=timezone.now() + BEHIND)
        return
    pause = results.pause(letter.tries + 1) if result.kind == "later" else None
    if pause:
        own.update(
            state=_S.WAITING, claimed=None, due=timezone.now() + pause, code=result.code, why=result.words
        )  # fmt: skip
        return
    own.update(state=_S.FAILED, claimed=None, code=result.code, why=result.words)
    if result.kind != "rejected":
        in_transaction(partial(counting.came_back, letter.mail, hard=result.kind == "bounced"))
