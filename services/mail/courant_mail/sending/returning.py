"""The address to which a letter comes back: one for each letter, signed (VERP), if COURANT_MAIL_RETURNS names one."""

import hashlib
import hmac
import re
from email.utils import parseaddr

from courant_mail.sending.server import FROM, RETURNS

DIGITS = 16
_TAG = re.compile(r"\+([0-9]{1,16})-([0-9a-f]{16})@")


def address(secret: str, letter: int, returns: str = RETURNS) -> str:
    """The sender of a letter's envelope: `bounces+12-0123456789abcdef@example.org`, or the sender of all letters."""
    if not returns:
        return parseaddr(FROM)[1]
    local, _, domain = returns.rpartition("@")
    return f"{local}+{letter}-{_signed(secret, letter)}@{domain}"


def letter_in(secret: str, text: str) -> int | None:
    """The number of the letter whose return address is in a text; None if there is none of ours."""
    for number, signed in _TAG.findall(text):
        if hmac.compare_digest(signed, _signed(secret, int(number))):
            return int(number)
    return None


def _signed(secret: str, letter: int) -> str:
    return hmac.digest(secret.encode(), f"return\n{letter}".encode(), hashlib.sha256).hex()[:DIGITS]
