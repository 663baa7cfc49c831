"""The despatch: prepares what was heard of and sends what is due, again and again, on the replica that leads."""

from functools import partial
from typing import Any

import structlog
from courant_kit.calls.errors import CourantError, Unavailable
from courant_kit.live.outbox import in_transaction
from django.utils import timezone
from twisted.internet import reactor
from twisted.internet.defer import ensureDeferred

from courant_mail.desk import desk
from courant_mail.hearing import preparing
from courant_mail.hearing.events import TAKEN_BACK
from courant_mail.letters import issues
from courant_mail.letters.drafts import Draft
from courant_mail.models import Issue
from courant_mail.module import module
from courant_mail.sending import claims, drafting
from courant_mail.sending.postman import LEAVING, Round, deliver
from courant_mail.sending.server import SERVER
from courant_mail.site import now

PAUSE = 2.0
"""Seconds until the despatch looks again when there is nothing to do."""

log = structlog.get_logger()
clock: Any = reactor


class Despatch:
    """The state of the despatch in this process: whether it runs, and how often in a row the server failed."""

    running = began = False
    failures = 0


state = Despatch()


async def work() -> bool:
    """Do one piece of work; whether there may be more at once. Raises Unavailable while another service is away."""
    if not state.began:
        state.began = True
        await module.in_thread(partial(claims.free, began=True))
    for issue in await module.in_thread(_heard):
        await _prepare(issue)
    issue = await module.in_thread(_next)
    return issue is not None and await _send(issue)


async def _prepare(issue: Issue) -> None:
    """Prepare an issue, or leave it for later, so that others go on."""
    try:
        await preparing.prepare(issue)
    except Unavailable as error:
        log.info("letters wait for another service", reason=error.message)
    except Exception:
        log.exception("an issue cannot be prepared", issue=issue.key)


async def _send(issue: Issue) -> bool:
    """Send a batch of an issue; False if the mail server cannot be used at the moment. One with a fault is stopped."""
    try:
        draft = await drafting.draft(issue, now.site)
    except CourantError:
        raise
    except Exception:
        log.exception("an issue cannot be drafted; it is stopped", issue=issue.key)
        await module.running.write(issues.stop, issue)
        return True
    if draft is None:
        await module.running.write(issues.cancel, issue, TAKEN_BACK)
        return True
    fine: bool = await module.running.aside(_deliver, issue, draft)
    state.failures = 0 if fine else state.failures + 1
    return fine


def _deliver(issue: Issue, draft: Draft) -> bool:
    assert SERVER is not None  # noqa: S101 - without one, nobody begins
    if draft.subject != issue.subject:
        in_transaction(_named, issue, draft.subject)
    return deliver(issue, Round(draft, now.site, SERVER, state.failures))


def _named(issue: Issue, subject: str) -> None:
    Issue.objects.filter(pk=issue.pk).update(subject=subject[:300])


def _heard() -> list[Issue]:
    return list(Issue.objects.filter(state=Issue.State.HEARD).order_by("pk")[:50])


def _next() -> Issue | None:
    again = desk().again
    if again and again > timezone.now():
        return None
    claims.free(began=False)
    return claims.next_issue()


async def _loop() -> None:
    more = False
    try:
        more = module.running.joined and await module.running.leads() and await work()
    except Unavailable as error:
        log.info("letters wait for another service", reason=error.message)
    except CourantError as error:
        log.warning("letters cannot be prepared", reason=error.message)
    except Exception:
        log.exception("fault of the despatch")
    clock.callLater(0 if more else PAUSE, _start)


def _start() -> None:
    ensureDeferred(_loop())


async def begin() -> None:
    """Begin to work, once in this process; called on each join."""
    if SERVER and not state.running:
        state.running = True
        clock.addSystemEventTrigger("before", "shutdown", LEAVING.set)
        clock.callLater(0, _start)


module.on_join.append(begin)
