"""Readers: who gets the newsletter or notices of comments, and how that begins and ends."""

from datetime import timedelta

from courant_kit.calls.errors import Gone, Invalid, NotFound, RateLimited
from courant_kit.live.outbox import take_turn
from courant_kit.words import gettext, marked
from django.utils import timezone

from courant_mail.desk import secret
from courant_mail.letters import issues
from courant_mail.models import Ask, Following, Reader, Wish
from courant_mail.subscribing import ending, links

AGAIN = timedelta(minutes=10)
"""How long an address gets no second letter that asks for its confirmation."""
HOUR = timedelta(hours=1)
MOST_ASKS = 10
"""How many letters one network may ask for in an hour."""
KEPT = timedelta(days=1)
USED = marked("You have ended letters since this link was sent to you. Please ask for a new letter.")


def ask(mail: str, what: str, network: str) -> None:
    """Send a letter with the link that subscribes an address to `what`, unless it has just got one.

    Raises RateLimited if the network has asked too often. Nobody learns whether the address is known.
    """
    take_turn()
    _count(network)
    now = timezone.now()
    reader = Reader.objects.get_or_create(mail=mail)[0]
    if reader.asked and now - reader.asked < AGAIN:
        return
    Reader.objects.filter(pk=reader.pk).update(asked=now)
    issues.confirmation(mail, links.begin(secret(), reader.pk, reader.turn, what))


def confirm(found: links.Begin) -> Reader:
    """Subscribe the reader of a link to what it says; raises NotFound, and Gone if a later farewell ended the link."""
    take_turn()
    reader = existing(found.reader)
    if reader.turn != found.turn:
        raise Gone(gettext(USED), field="token")
    thread = links.thread_in(found.what)
    if thread is not None:
        Following.objects.update_or_create(reader=reader, thread=thread, defaults={"quiet": False})
        reader.quiet = False
    else:
        reader.pace = found.what
    return _welcome(reader)


def subscribe(mail: str, pace: str) -> None:
    """Subscribe an address that is known to be its holder's, or end that."""
    take_turn()
    reader = Reader.objects.get_or_create(mail=mail)[0]
    reader.pace = pace
    if pace:
        _welcome(reader)
    else:
        ending.end_news(reader)


def wish(name: str, mail: str, *, posts: bool, answers: bool, proven: bool = False) -> None:
    """Save of which comments a person is told; who wants some is no longer quiet.

    If letters to the address came back, it has to be `proven` that it is theirs, and counting begins anew.
    """
    take_turn()
    Wish.objects.update_or_create(person=name, defaults={"posts": posts, "answers": answers})
    reader = Reader.objects.filter(mail=mail).first()
    if reader is None or not (posts or answers):
        return
    if reader.ended and proven:
        _welcome(reader)
    Reader.objects.filter(pk=reader.pk, ended=None).update(quiet=False)


def leave(found: links.End) -> Reader:
    """End what a link says; raises NotFound. What waits is not sent any more."""
    take_turn()
    reader = existing(found.reader)
    if found.thread is not None:
        ending.end_thread(reader, found.thread)
    elif found.what == "notices":
        ending.end_notices(reader)
    else:
        ending.end_news(reader)
    return reader


def existing(number: int) -> Reader:
    """The reader with this number; raises NotFound."""
    reader = Reader.objects.filter(pk=number).first()
    if reader is None:
        raise NotFound(gettext("This address is not known here any more."), field="token")
    return reader


def check_person(website: str) -> None:
    """Raise Invalid for a program that filled in the field which people do not see."""
    if website:
        raise Invalid(gettext("Website: please leave this field empty."), field="website")


def forget_networks() -> None:
    """Delete who asked a day ago."""
    Ask.objects.filter(created__lt=timezone.now() - KEPT).delete()


def _welcome(reader: Reader) -> Reader:
    reader.confirmed, reader.ended, reader.hard, reader.soft, reader.bounced = timezone.now(), None, 0, 0, None
    reader.save()
    return reader


def _count(network: str) -> None:
    recent = Ask.objects.filter(network=network[:80], created__gt=timezone.now() - HOUR).count()
    if recent >= MOST_ASKS:
        raise RateLimited(
            gettext("Many letters were asked for from here. Please try again in an hour."), retry_after=3600
        )
    Ask.objects.create(network=network[:80])
