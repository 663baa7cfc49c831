"""Addresses of e-mail as people write them, in the one form in which they are stored (no I/O)."""

from courant_kit.calls.errors import Invalid
from courant_kit.words import gettext, marked
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

WRONG = marked("E-mail: please enter an address such as ada@example.org.")


def normal(text: str, field: str = "mail") -> str:
    """An address in small letters, its domain as mail servers spell it (IDNA); raises Invalid.

    The part before the @ may have ASCII only: few servers accept anything else (RFC 6531).
    """
    local, _, domain = text.strip().lower().rpartition("@")
    try:
        mail = f"{local}@{domain.encode('idna').decode()}"
        local.encode("ascii")
        validate_email(mail)
    except (UnicodeError, ValidationError):
        raise Invalid(gettext(WRONG), field=field) from None
    return mail
