"""Letters that come back by mail: read by the standard, and counted only if this site sent them."""

from datetime import timedelta

import pytest
from courant_kit.calls.errors import TooLarge
from courant_mail import contract, payloads
from courant_mail.bounces import reports
from courant_mail.models import Letter, Reader
from django.utils import timezone

from .staged_mail import Mail

ADA = "ada@example.org"
REPORT = """\
From: Mail Delivery System <mailer-daemon@example.org>
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; Ada@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such
 user here

--b
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: First post

Words.
--b--
"""


def report(
    to: str = "news@site.test", action: str = "failed", status: str = "5.1.1", message_id: str = "<x@y>"
) -> bytes:
    return REPORT.format(to=to, action=action, status=status, message_id=message_id).encode()


def sent(mail: Mail, number: int = 1) -> str:
    """Send a letter to Ada; its return address."""
    mail.publish(number, f"Post {number}")
    mail.work()
    return mail.inbox.envelopes[-1][0]


def take(mail: Mail, message: bytes) -> dict[str, int]:
    found: dict[str, int] = mail.stage.call(contract.TAKE_BOUNCE, "admin", message=message)
    return found


def test_a_report_says_what_came_back() -> None:
    found = reports.read(report())
    assert found is not None
    (one,) = found.reports
    assert (one.mail, one.action, one.status, one.words) == (
        ADA, "failed", "5.1.1", "550 5.1.1 No such user here"
    )  # fmt: skip
    assert (found.message_ids, one.is_hard) == (["<x@y>"], True)


@pytest.mark.parametrize("cut", [0, 200, 420, 600, 700])
def test_a_message_may_be_cut_off_anywhere(cut: int) -> None:
    reports.read(report()[:cut])


def test_each_letter_has_a_return_address_by_which_it_is_found(mail: Mail) -> None:
    mail.reader(ADA)
    back = sent(mail)
    assert back.startswith("bounces+")
    assert take(mail, report(to=back)) == {"known": 1, "final": 1}
    assert take(mail, report(to=back)) == {"known": 1, "final": 1}
    assert (Reader.objects.get().hard, Letter.objects.get().state) == (1, "failed")
    assert "No such user here" in Letter.objects.get().why


def test_it_is_found_by_its_id_too_and_three_of_them_end_the_subscription(mail: Mail) -> None:
    mail.reader(ADA)
    for number in range(1, 4):
        sent(mail, number)
        take(mail, report(message_id=str(mail.inbox.letters[-1]["Message-ID"])))
    assert (Reader.objects.get().pace, Reader.objects.get().hard) == ("", 3)


def test_a_letter_that_arrives_in_between_lets_the_count_begin_anew(mail: Mail) -> None:
    mail.reader(ADA)
    for number in (1, 2):
        sent(mail, number)
        take(mail, report(message_id=str(mail.inbox.letters[-1]["Message-ID"])))
    back = sent(mail, 3)
    assert Reader.objects.get().hard == 2  # accepted, which proves nothing yet
    Reader.objects.update(bounced=timezone.now() - timedelta(days=9))
    Letter.objects.filter(state="sent").update(sent=timezone.now() - timedelta(days=8))
    sent(mail, 4)
    take(mail, report(message_id=str(mail.inbox.letters[-1]["Message-ID"])))
    assert (Reader.objects.get().hard, Reader.objects.get().pace) == (1, "at_once")
    take(mail, report(to=back))
    assert Reader.objects.get().hard == 2


def test_who_confirms_again_begins_anew(mail: Mail) -> None:
    reader = mail.reader(ADA)
    for number in (1, 2):
        take(mail, report(to=sent(mail, number)))
    mail.stage.call(contract.SUBSCRIBE, mail=ADA)
    mail.work()
    mail.confirm(ADA)
    reader.refresh_from_db()
    assert (reader.hard, reader.bounced) == (0, None)


def test_what_is_only_delayed_counts_for_nothing(mail: Mail) -> None:
    mail.reader(ADA)
    assert take(mail, report(to=sent(mail), action="delayed", status="4.4.1")) == {"known": 1, "final": 0}
    assert (Reader.objects.get().hard, Letter.objects.get().state) == (0, "sent")


def test_a_letter_that_is_not_ours_proves_nothing(mail: Mail) -> None:
    mail.reader(ADA)
    back = sent(mail)
    forged = back.replace("+1-", "+2-") if "+1-" in back else back.replace("-", "-0", 1)
    for message in (report(), report(to=forged)):
        assert take(mail, message) == {"known": 0, "final": 0}
    assert Reader.objects.get().hard == 0


def test_an_answer_on_holiday_is_no_report_and_no_error(mail: Mail) -> None:
    assert take(mail, b"Subject: I am on holiday\n\nBack on Monday.") == {"known": 0, "final": 0}
    with pytest.raises(TooLarge):
        take(mail, b"x" * (payloads.LONGEST_BOUNCE + 1))
