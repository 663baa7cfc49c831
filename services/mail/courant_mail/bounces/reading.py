"""Counts what returned messages report, of letters that this site sent: others prove nothing.

A report counts if it came to a letter's own return address, or has the letter's id, which nobody can guess.
"""

from courant_kit.live.outbox import take_turn

from courant_mail.bounces import counting, reports
from courant_mail.bounces.reports import Report, Returned
from courant_mail.desk import secret
from courant_mail.letters import issues
from courant_mail.models import Letter
from courant_mail.sending import results, returning

BACK = "It came back: "


def take(data: bytes) -> list[bool]:
    """For each letter of ours that a message reports, whether it never arrives; the same report counts once."""
    returned = reports.read(data)
    if returned is None:
        return []
    take_turn()
    letter = _letter(returned)
    found = [one for one in returned.reports if letter and (one.mail == letter.mail or len(returned.reports) == 1)]
    if letter is None or not found:
        return []
    _count(letter, found[0])
    return [found[0].is_final]


def _letter(returned: Returned) -> Letter | None:
    number = returning.letter_in(secret(), returned.recipients)
    letters = Letter.objects.select_related("issue")
    if number:
        return letters.filter(pk=number).first()
    return letters.filter(message_id__in=returned.message_ids[:5]).first()


def _count(letter: Letter, report: Report) -> None:
    if not report.is_final:
        return
    failed = Letter.objects.filter(pk=letter.pk).exclude(state=Letter.State.FAILED)
    words = BACK + results.text(report.words)
    if not failed.update(state=Letter.State.FAILED, code=report.status[:20], why=words):
        return
    if results.is_of_address(report.status):
        counting.came_back(letter.mail, hard=report.is_hard)
    if letter.issue.tally is not None:
        issues.count(letter.issue)
    issues.shown(letter.issue)
