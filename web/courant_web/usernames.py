"""User names: what they may look like, and which nobody may take."""

import re

from courant_kit.process import discovery
from django.core.exceptions import ValidationError

LONGEST = 40
_FORM = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
RESERVED = (
    "visitor", "visitors", "member", "members", "editor", "editors", "administrator", "root", "system", "operator",
    "backend", "service", "trusted", "router", "courant", "anonymous", "everyone", "nobody", "deleted",
    "me", "new", "null", "undefined",
)  # fmt: skip


def check(name: str) -> None:
    """Raises ValidationError, in words, when `name` cannot be a user name.

    An authid on the router is `<name>#<grant>`, and a name stands in URLs and beside texts: letters, digits and `_.-`.
    """
    if len(name) > LONGEST:
        raise ValidationError(f"A user name has at most {LONGEST} characters.")
    if not _FORM.fullmatch(name):
        raise ValidationError("A user name is made of the letters a to z, digits, and . _ - between them.")
    if name.lower() in RESERVED or name.lower() in discovery.names():
        raise ValidationError("This name is taken by the site itself. Please choose another.")


validators = [check]
