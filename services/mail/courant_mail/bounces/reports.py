"""What a message that came back reports (RFC 3464), and which letter it is about (no I/O)."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

LONGEST = 300
RECIPIENTS = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


@dataclass(frozen=True, slots=True)
class Report:
    """What a server says of one address: `action` (failed, delayed, …), its code, and its words."""

    mail: str
    action: str
    status: str
    words: str

    @property
    def is_final(self) -> bool:
        """Whether the letter never arrives."""
        return self.action == "failed"

    @property
    def is_hard(self) -> bool:
        """Whether the address is at fault: a class of 5 (RFC 3463)."""
        return self.is_final and not self.status.startswith("4")


@dataclass(frozen=True, slots=True)
class Returned:
    """A message that came back: its reports, the ids of the letters in it, and the addresses that it came to."""

    reports: list[Report]
    message_ids: list[str]
    recipients: str


def read(data: bytes) -> Returned | None:
    """What a message reports; None if it is no report. Text in it may be cut off anywhere."""
    message = message_from_bytes(data, policy=compat32)
    parts = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    if not parts:
        return None
    reports = [report for part in parts for report in _reports(part)]
    recipients = " ".join(str(value) for name in RECIPIENTS for value in message.get_all(name, []))
    return Returned(reports, list(_ids(message)), recipients)


def _reports(part: Message) -> Iterator[Report]:
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        if not isinstance(block, Message):
            continue
        recipient = _after_type(block.get("Final-Recipient") or block.get("Original-Recipient"))
        if recipient:
            action = str(block.get("Action", "")).strip().lower()
            words = _line(_after_type(block.get("Diagnostic-Code")))
            yield Report(recipient.lower(), action, _line(block.get("Status")), words)


def _ids(message: Message) -> Iterator[str]:
    """The ids of the letters that are inside, whole or by their headers."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            if isinstance(inner, Message) and inner.get("Message-ID"):
                yield _line(inner["Message-ID"])
        elif part.get_content_type() == "text/rfc822-headers":
            data = part.get_payload(decode=True)
            headers = message_from_bytes(data if isinstance(data, bytes) else b"", policy=compat32)
            if headers.get("Message-ID"):
                yield _line(headers["Message-ID"])


def _after_type(value: object) -> str:
    """`ada@example.org` of `rfc822; ada@example.org` (RFC 3464 2.1.2)."""
    return str(value or "").partition(";")[2].strip().strip("<>")


def _line(value: object) -> str:
    return " ".join(str(value or "").split())[:LONGEST]
