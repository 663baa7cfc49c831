"""Issues and their letters: made once each, whatever happens."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from secrets import token_hex

from courant_kit.live.outbox import touch
from django.db.models import Count
from django.utils import timezone

from courant_mail import contract
from courant_mail.models import Issue, Letter
from courant_mail.sending.server import DOMAIN

AT_ONCE = 500
KEPT = timedelta(days=30)
"""How long letters to single people are kept."""


def confirmation(mail: str, link: str) -> Issue:
    """A letter with a link that subscribes an address."""
    issue = Issue.objects.create(
        key=f"confirm-{token_hex(8)}", kind=Issue.Kind.CONFIRM, state=Issue.State.READY, link=link
    )
    write(issue, [mail])
    return issue


def test(issue: Issue, mail: str) -> None:
    """A letter that shows somebody how an issue looks."""
    made = Issue.objects.create(
        key=f"test-{token_hex(8)}", kind=Issue.Kind.TEST, state=Issue.State.READY, about=issue.about
    )
    write(made, [mail])


def hear(kind: Issue.Kind, key: str, about: list[int], subject: str = "", thread: int | None = None) -> bool:
    """An issue that has still to be prepared; whether it is new. What is there stays as it is."""
    fields = {"kind": kind, "about": about, "subject": subject[:300], "thread": thread}
    created = Issue.objects.get_or_create(key=key, defaults=fields)[1]
    if created:
        touch(contract.LETTERS())
    return created


def write(issue: Issue, mails: Iterable[str], due: datetime | None = None) -> int:
    """Write the letters of an issue, one to each address that has none of it; how many addresses there are."""
    now = due or timezone.now()
    rows = [Letter(issue=issue, mail=mail, due=now, message_id=_message_id(issue)) for mail in dict.fromkeys(mails)]
    Letter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    return len(rows)


def ready(issue: Issue, subject: str, mails: Iterable[str]) -> None:
    """Write the letters of an issue that was heard of; one without readers is done at once."""
    count = write(issue, mails)
    state = Issue.State.READY if count else Issue.State.DONE
    Issue.objects.filter(pk=issue.pk, state=Issue.State.HEARD).update(state=state, subject=subject[:300])
    shown(issue)


def cancel(issue: Issue, why: str) -> None:
    """Do not send what waits of an issue."""
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.CANCELLED, why=why)
    waiting = Letter.objects.filter(issue=issue, state=Letter.State.WAITING)
    waiting.update(state=Letter.State.DROPPED, why=why)
    count(issue)
    shown(issue)


def counts(issues: Collection[Issue]) -> dict[int, dict[str, int]]:
    """How many letters of each of these issues are in which state, by their numbers."""
    rows = Letter.objects.filter(issue__in=issues).values_list("issue", "state").annotate(Count("pk"))
    found: dict[int, dict[str, int]] = {one.pk: {} for one in issues}
    for number, state, letters in rows:
        found[number][state] = letters
    return found


def count(issue: Issue) -> None:
    """Store how many letters of an issue of which none waits are in which state, so that nobody counts them again."""
    if issue.is_newsletter:
        Issue.objects.filter(pk=issue.pk).update(tally=counts([issue])[issue.pk])


def close(issue: Issue) -> None:
    """Mark an issue as sent if no letter of it waits."""
    if Letter.objects.filter(issue=issue, state__in=[Letter.State.WAITING, Letter.State.CLAIMED]).exists():
        return
    Issue.objects.filter(pk=issue.pk, state=Issue.State.READY).update(state=Issue.State.DONE)
    count(issue)
    shown(issue)


def tidy() -> None:
    """Delete what went to single people a month ago: confirmations, tests, notices of comments."""
    private = Issue.objects.exclude(kind__in=[Issue.Kind.POST, Issue.Kind.WEEK])
    private.filter(created__lt=timezone.now() - KEPT).delete()


def shown(issue: Issue) -> None:
    """Editors see an issue otherwise now."""
    if issue.is_newsletter:
        touch(contract.LETTERS(), contract.ISSUE(issue.pk))


def stop(issue: Issue, *, stopped: bool = True) -> None:
    """Stop the sending of an issue, or let it go on."""
    Issue.objects.filter(pk=issue.pk).update(stopped=stopped)
    shown(issue)


def troubled() -> None:
    """Editors see that the mail server cannot be used, or that it can again."""
    touch(contract.LETTERS())


def _message_id(issue: Issue) -> str:
    return f"<{issue.pk}.{token_hex(12)}@{DOMAIN}>"
