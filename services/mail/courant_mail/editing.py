"""The procedures of editors and operators: stop, resume, try, read what came back, ask the mail server."""

import smtplib

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound, TooLarge
from courant_kit.wire.answers import Answer, Undo
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _

from courant_mail import contract, payloads
from courant_mail.bounces import reading
from courant_mail.hearing import weekly
from courant_mail.letters import issues
from courant_mail.models import Issue
from courant_mail.module import module
from courant_mail.procedures import AWAY, address_of, check_server
from courant_mail.sending import results
from courant_mail.sending.server import SERVER, connected

PATIENCE = 5.0

module.every(20.0)(weekly.make)
module.every(3600.0)(issues.tidy)


@module.handles(contract.STOP)
def stop(caller: Caller, request: payloads.NamedIssue) -> Answer:
    """Stop an issue; raises NotFound."""
    _stopped(request.id, stopped=True)
    undo = Undo(call=contract.RESUME.uri, fields={"id": request.id}, label=_("Go on"))
    return Answer(notice=_("No more letters of this issue leave."), undo=undo)


@module.handles(contract.RESUME)
def resume(caller: Caller, request: payloads.NamedIssue) -> Answer:
    """Go on with an issue; raises NotFound."""
    _stopped(request.id, stopped=False)
    return Answer(notice=_("The letters of this issue leave again."))


@module.handles(contract.SEND_TEST)
async def send_test(caller: Caller, request: payloads.NamedIssue) -> Answer:
    """Send an issue to the caller; raises Forbidden, Invalid, NotFound."""
    check_server()
    person = await address_of(caller)
    await module.running.write(_test, request.id, person.mail)
    return Answer(notice=_("A test is on its way to {mail}.").format(mail=person.mail))


@module.handles(contract.TAKE_BOUNCE)
def take_bounce(caller: Caller, request: payloads.Bounce) -> payloads.BounceRead:
    """Read a returned message; raises TooLarge. An answer on holiday is no error: it is about no letter."""
    if len(request.message) > payloads.LONGEST_BOUNCE:
        raise TooLarge(f"A message may have {payloads.LONGEST_BOUNCE:,} bytes: send its beginning.", field="message")
    found = reading.take(request.message)
    return payloads.BounceRead(known=len(found), final=sum(found))


@module.handles(contract.SHOW_SERVER)
async def show_server(caller: Caller, request: Nothing) -> payloads.Server:
    """Ask the mail server whether it answers and lets this site in."""
    if SERVER is None:
        return payloads.Server(configured=False, reached=False, words=_(AWAY))
    words: str = await module.in_thread(_trouble)
    return payloads.Server(
        configured=True, reached=not words, words=words or _("{server} answers.").format(server=SERVER.name)
    )


def existing(number: int) -> Issue:
    """The issue with this number that editors see; raises NotFound."""
    issue = Issue.objects.filter(pk=number).first()
    if issue is None or not issue.is_newsletter:
        raise NotFound(_("There is no such issue."), field="id")
    return issue


def _stopped(number: int, *, stopped: bool) -> None:
    issues.stop(existing(number), stopped=stopped)


def _test(number: int, mail: str) -> None:
    issues.test(existing(number), mail)


def _trouble() -> str:
    assert SERVER is not None  # noqa: S101 - asked before
    try:
        with connected(SERVER, PATIENCE) as smtp:
            smtp.noop()
    except (smtplib.SMTPException, OSError) as error:
        return results.trouble(error)
    return ""
