"""Sends the letters of an issue over one connection, in a thread: claims, sends and stores one after the other."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.errors import MessageError
from threading import Event
from time import monotonic

from courant_kit.live.outbox import in_transaction
from django.utils import timezone

from courant_mail.desk import secret, store
from courant_mail.letters import issues
from courant_mail.letters.drafts import Draft, Site
from courant_mail.letters.messages import Envelope, message
from courant_mail.models import Issue, Letter, Reader
from courant_mail.sending import claims, results, returning
from courant_mail.sending.server import FROM, MailServer, connected
from courant_mail.subscribing import links

AT_ONCE = 100
"""Letters that go over one connection."""
SHOWN = 1.0
"""Seconds between two times that windows learn how far an issue is."""
PAUSES = tuple(timedelta(seconds=one) for one in (10, 30, 120, 600, 900))
"""How long nothing is sent after the mail server could not be used, each time; the last one again and again."""
LEAVING = Event()
"""Set when this process ends: the letter that is on its way is the last, so that nobody kills it in the middle."""
LISTS = {Issue.Kind.POST: "newsletter", Issue.Kind.WEEK: "newsletter", Issue.Kind.COMMENT: "comments"}


@dataclass
class Round:
    """One connection: the draft, the server, and how often in a row it could not be used before."""

    draft: Draft
    site: Site
    server: MailServer
    failures: int = 0
    secret: str = field(default_factory=secret)


def deliver(issue: Issue, round_: Round, most: int = AT_ONCE) -> bool:
    """Send the letters of an issue that are due, at most so many; False if the server cannot be used at the moment.

    Then the desk says why, and when it is tried again.
    """
    letters = claims.due(issue, most)
    try:
        with connected(round_.server) as smtp:
            if wrong := _each(issue, letters, round_, smtp):
                return _rest(wrong, round_.failures)
    except (smtplib.SMTPException, OSError) as error:
        return _rest(results.trouble(error), round_.failures)
    store(trouble="", again=None)
    in_transaction(_finished, issue)
    return True


def _each(issue: Issue, letters: list[Letter], round_: Round, smtp: smtplib.SMTP) -> str:
    """Send letters until one cannot be sent because of the server; in words why, or "". A process that ends stops."""
    told = _Told(issue)
    offs = _offs(issue, letters, round_)
    for letter in letters:
        if LEAVING.is_set():
            break
        if not claims.claim(letter):
            continue
        result = _sent(letter, round_, smtp, offs.get(letter.mail, ""))
        if result:
            claims.failed(letter, result)
            if result.kind == "trouble":
                return result.words
        else:
            claims.sent(letter)
        told()
    return ""


def _sent(letter: Letter, round_: Round, smtp: smtplib.SMTP, off: str) -> results.Result | None:
    """Send a letter; None if the server has accepted it."""
    link = round_.site.link(off) if off else ""
    envelope = Envelope(FROM, letter.mail, letter.message_id, link, LISTS.get(Issue.Kind(letter.issue.kind), ""))
    try:
        made = message(round_.draft.to(link or round_.site.link("/mail/")), envelope, timezone.now())
        smtp.send_message(made, returning.address(round_.secret, letter.pk), [letter.mail])
    except (smtplib.SMTPException, OSError, ValueError, MessageError) as error:
        return results.of(error)
    return None


def _offs(issue: Issue, letters: list[Letter], round_: Round) -> dict[str, str]:
    """The path that ends what a letter is part of, by address."""
    if issue.kind not in LISTS:
        return {}
    what = f"thread-{issue.thread}" if issue.kind == Issue.Kind.COMMENT else "news"
    found = Reader.objects.filter(mail__in=[one.mail for one in letters]).values_list("mail", "pk")
    return {mail: links.end(round_.secret, pk, what) for mail, pk in found}


class _Told:
    """Windows learn how far an issue is, at most once a second."""

    def __init__(self, issue: Issue, clock: Callable[[], float] = monotonic) -> None:
        self._issue, self._clock, self._at = issue, clock, clock()

    def __call__(self) -> None:
        if self._clock() - self._at > SHOWN:
            self._at = self._clock()
            in_transaction(issues.shown, self._issue)


def _finished(issue: Issue) -> None:
    issues.close(issue)
    issues.shown(issue)


def _rest(words: str, failures: int) -> bool:
    pause = PAUSES[min(failures, len(PAUSES) - 1)]
    in_transaction(_troubled, words, timezone.now() + pause)
    return False


def _troubled(words: str, again: object) -> None:
    store(trouble=words, again=again)
    issues.troubled()
