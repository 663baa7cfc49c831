"""Ends what an address gets: what waits for it is not sent any more."""

from courant_kit.words import marked
from django.db.models import F
from django.utils import timezone

from courant_mail.letters import issues
from courant_mail.models import Following, Issue, Letter, Reader

LEFT = marked("The reader left.")


def end(reader: Reader) -> None:
    """End all that a reader gets, because letters come back."""
    Reader.objects.filter(pk=reader.pk).update(
        pace="", quiet=True, ended=timezone.now(), confirmed=None, turn=F("turn") + 1
    )
    drop(reader.mail, why=marked("Letters to this address came back."))


def end_news(reader: Reader) -> None:
    """End the newsletter of a reader."""
    _farewell(reader, pace="")
    drop(reader.mail, kind__in=[Issue.Kind.POST, Issue.Kind.WEEK])


def end_notices(reader: Reader) -> None:
    """End the notices of all comments."""
    _farewell(reader, quiet=True)
    drop(reader.mail, kind=Issue.Kind.COMMENT)


def end_thread(reader: Reader, thread: int) -> None:
    """End the notices of the comments of a thread."""
    Following.objects.update_or_create(reader=reader, thread=thread, defaults={"quiet": True})
    _farewell(reader)
    drop(reader.mail, kind=Issue.Kind.COMMENT, thread=thread)


def _farewell(reader: Reader, **fields: object) -> None:
    """Links that were sent before, and would begin again what ends now, no longer count."""
    Reader.objects.filter(pk=reader.pk).update(turn=F("turn") + 1, **fields)


def drop(mail: str, why: str = LEFT, **of: object) -> None:
    """Do not send the letters that wait for an address, of issues that are so; those that confirm are sent."""
    about = {f"issue__{name}": value for name, value in of.items()}
    waiting = Letter.objects.filter(mail=mail, state=Letter.State.WAITING, **about)
    waiting = waiting.exclude(issue__kind=Issue.Kind.CONFIRM)
    without = list(Issue.objects.filter(pk__in=waiting.values("issue")))
    waiting.update(state=Letter.State.DROPPED, why=why)
    for issue in without:
        issues.close(issue)
