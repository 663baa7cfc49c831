"""What a mail server said to a letter, and what follows from it (no I/O).

RFC 5321 4.2.1: with 4yz a letter may arrive later, with 5yz it never does. RFC 3463 says more in a second code, whose
second number is what it is about: 1 and 2 the address and its mailbox, 3 the server, 4 the way to it, 5 the protocol, 6
the letter, 7 a policy.
"""

import re
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from email.errors import MessageError
from typing import Literal

from courant_kit.words import gettext

Kind = Literal["later", "bounced", "rejected", "trouble"]
"""The letter is tried later; its address does not exist; the server rejects this one letter, for its size or what is in
it; the server serves nobody now, so that all letters wait for it."""

PAUSES = tuple(timedelta(minutes=one) for one in (1, 5, 30, 120, 360, 720))
"""After how long a letter is tried again, each time; after the last, it has failed."""
LONGEST = 300
TOO_LARGE = "552"
"""RFC 1870 6.1."""
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a letter: its code, such as `550 5.1.1`, and the server's words."""

    kind: Kind
    code: str = ""
    words: str = ""


def of(error: Exception) -> Result:
    """The result of sending a letter that raised this error of smtplib, of the connection, or of `email`."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _said(code, said)
    if isinstance(error, smtplib.SMTPDataError):
        return _said(error.smtp_code, error.smtp_error)
    if isinstance(error, (smtplib.SMTPNotSupportedError, ValueError, MessageError)):  # such as an address of RFC 6531
        return Result("rejected", words=gettext("This address or letter needs what the mail server does not have."))
    if isinstance(error, smtplib.SMTPSenderRefused):
        if _is_of_letter(f"{error.smtp_code} {text(error.smtp_error)}"):  # its size is said with its sender (RFC 1870)
            return _said(error.smtp_code, error.smtp_error)
        return Result(
            "trouble",
            str(error.smtp_code),
            gettext("The mail server rejects the sender: {words}").format(words=text(error.smtp_error)),
        )
    return Result("trouble", words=trouble(error))


def trouble(error: Exception) -> str:
    """In words, why the mail server cannot be used."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return gettext("The mail server rejects the user or password: {words}").format(words=text(error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return gettext("The mail server says: {words}").format(words=f"{error.smtp_code} {text(error.smtp_error)}")
    return gettext("The mail server cannot be reached: {words}").format(words=text(str(error) or type(error).__name__))


def pause(tries: int) -> timedelta | None:
    """After how long a letter is tried again that was tried so many times; None if it has failed."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None


def is_of_address(code: str) -> bool:
    """Whether a code says that the address is wrong, not that the server has a rule against the letter or a limit."""
    found = _ENHANCED.search(code)
    return not _is_of_letter(code) and not (found and found[1].split(".")[1] in {"3", "5", "7"})


def _is_of_letter(code: str) -> bool:
    """Whether a code is about this one letter: it is too large, or what is in it cannot be sent."""
    found = _ENHANCED.search(code)
    if not found:
        return code.startswith(TOO_LARGE)
    return found[1] in {"5.2.3", "5.3.4"} or found[1].startswith("5.6.")


def text(said: bytes | str) -> str:
    """A server's words on one line, cut; nothing in them can be a control character."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    line = " ".join(words.split())
    return "".join(one for one in line if one.isprintable())[:LONGEST]


def _said(code: int, said: bytes | str) -> Result:
    words = text(said)
    if code == 421:
        return Result("trouble", "421", gettext("The mail server says: {words}").format(words=words))
    found = _ENHANCED.search(words)
    full = f"{code} {found[1]}" if found else str(code)
    words = words.removeprefix(found[1]).strip() if found else words
    if code < 500:
        return Result("later", full, words)
    return Result("bounced" if is_of_address(full) else "rejected", full, words)
