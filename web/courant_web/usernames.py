"""User names: their allowed form, and the reserved ones."""

import re

from courant_kit.process import discovery
from courant_kit.words import gettext as _
from django.core.exceptions import ValidationError

LONGEST = 40
_FORM = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
RESERVED = (
    "visitor", "visitors", "member", "members", "editor", "editors", "administrator", "root", "system", "operator",
    "backend", "service", "trusted", "router", "courant", "anonymous", "everyone", "nobody", "deleted",
    "me", "new", "null", "undefined",
)  # fmt: skip


def check(name: str) -> None:
    """Raise ValidationError, with a message for people, if `name` is not a valid user name.

    Only letters, digits and `_.-` are allowed, because names appear in URLs and in authids (`<name>#<grant>`).
    """
    if len(name) > LONGEST:
        raise ValidationError(_("A user name can have at most {longest} characters.").format(longest=LONGEST))
    if not _FORM.fullmatch(name):
        raise ValidationError(_("Use only the letters a to z and digits, with . _ - between them."))
    if name.lower() in RESERVED or name.lower() in discovery.names():
        raise ValidationError(_("This name is reserved. Please choose another."))


validators = [check]
