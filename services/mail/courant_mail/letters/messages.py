"""A letter as a message of e-mail (RFC 5322), with text and HTML (no I/O)."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from courant_mail.letters.drafts import Draft

UNFOLDED = SMTP.clone(max_line_length=998)
"""Python folds a long header without spaces, such as a link, into encoded words, which mail programs do not read as a
link. RFC 5322 2.1.1 allows lines of 998 characters; texts keep their lines of 76."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The outside of a letter: `sender` as in COURANT_MAIL_FROM, its reader, its id, and what a program may open.

    `off` is the complete address that ends what the letter is part of ("": nothing), `list_name` the list it is of.
    """

    sender: str
    mail: str
    message_id: str
    off: str = ""
    list_name: str = ""


def message(draft: Draft, envelope: Envelope, now: datetime) -> EmailMessage:
    """The message. Programs unsubscribe with one POST (RFC 8058), and answer it with nothing (RFC 3834)."""
    made = EmailMessage(policy=SMTP)
    name, address = parseaddr(envelope.sender)
    made["From"] = Address(name, addr_spec=address)
    made["To"] = Address(addr_spec=envelope.mail)
    made["Subject"] = draft.subject
    made["Date"] = format_datetime(now)
    made["Message-ID"] = envelope.message_id
    made["Auto-Submitted"] = "auto-generated"
    if envelope.off:
        made["List-Id"] = f"<{envelope.list_name}.{address.rpartition('@')[2]}>"
        made["List-Unsubscribe"] = f"<{envelope.off}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(draft.text, cte="quoted-printable")
    made.add_alternative(draft.html, subtype="html", cte="quoted-printable")
    made.policy = UNFOLDED
    return made
