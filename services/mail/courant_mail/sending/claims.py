"""The outbox: letters are claimed before they are sent, and what became of each is stored at once."""

from datetime import timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone

from courant_mail.bounces import counting
from courant_mail.models import Issue, Letter
from courant_mail.sending import results
from courant_mail.sending.results import Result

LOST = timedelta(minutes=2)
"""After how long a claimed letter waits again, if another replica claimed it: sending one never takes as long."""
RANK = (Issue.Kind.CONFIRM, Issue.Kind.TEST, Issue.Kind.COMMENT, Issue.Kind.POST, Issue.Kind.WEEK)
"""Which letters go first: people wait for those that confirm."""
_S = Letter.State


def free(*, began: bool) -> int:
    """Let claimed letters wait again whose sender has died; how many. `began` says that this process has just begun."""
    claimed = Letter.objects.filter(state=_S.CLAIMED)
    if not (began and connection.vendor == "sqlite"):  # with SQLite there is no other process that sends
        claimed = claimed.filter(claimed__lt=timezone.now() - LOST)
    return claimed.update(state=_S.WAITING)


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
    """Store that the server has accepted a letter."""
    Letter.objects.filter(pk=letter.pk).update(state=_S.SENT, sent=timezone.now(), code="", why="")
    counting.arrived(letter.mail)


def failed(letter: Letter, result: Result) -> None:
    """Store what the server said to a letter that it did not accept, and when it is tried again."""
    if result.kind == "trouble":  # no fault of this letter: it is tried again with the others
        Letter.objects.filter(pk=letter.pk).update(state=_S.WAITING, tries=F("tries") - 1)
        return
    pause = results.pause(letter.tries + 1) if result.kind == "later" else None
    if pause:
        Letter.objects.filter(pk=letter.pk).update(
            state=_S.WAITING, due=timezone.now() + pause, code=result.code, why=result.words
        )
        return
    Letter.objects.filter(pk=letter.pk).update(state=_S.FAILED, code=result.code, why=result.words)
    if result.kind != "rejected":
        counting.came_back(letter.mail, hard=result.kind == "bounced")


def close(issue: Issue) -> bool:
    """Mark an issue as sent if no letter of it waits; whether it is."""
    open_ = Letter.objects.filter(issue=issue, state__in=[_S.WAITING, _S.CLAIMED])
    if open_.exists():
        return False
    return bool(Issue.objects.filter(pk=issue.pk, state=Issue.State.READY).update(state=Issue.State.DONE))
