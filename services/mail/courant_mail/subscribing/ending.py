"""Ends what an address gets: what waits for it is not sent any more."""

from courant_kit.words import marked
from django.utils import timezone

from courant_mail.models import Issue, Letter, Reader

LEFT = marked("The reader left.")


def end(reader: Reader) -> None:
    """End all that a reader gets, because letters come back."""
    Reader.objects.filter(pk=reader.pk).update(pace="", quiet=True, ended=timezone.now(), confirmed=None)
    drop(reader.mail, why=marked("Letters to this address came back."))


def end_news(reader: Reader) -> None:
    """End the newsletter of a reader; links that would subscribe them again no longer count."""
    Reader.objects.filter(pk=reader.pk).update(pace="", turn=reader.turn + 1)
    drop(reader.mail, kind__in=[Issue.Kind.POST, Issue.Kind.WEEK])


def drop(mail: str, why: str = LEFT, **of: object) -> None:
    """Do not send the letters that wait for an address, of issues that are so; those that confirm are sent."""
    about = {f"issue__{name}": value for name, value in of.items()}
    waiting = Letter.objects.filter(mail=mail, state=Letter.State.WAITING, **about)
    waiting.exclude(issue__kind=Issue.Kind.CONFIRM).update(state=Letter.State.DROPPED, why=why)
