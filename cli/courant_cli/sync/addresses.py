"""Addresses of repositories (no I/O): those that have a password in them are rejected, since logs would show it."""

import re
from urllib.parse import SplitResult, urlsplit

from courant_cli.installation import Trouble

USER, PASSWORD = "COURANT_GIT_USER", "COURANT_GIT_PASSWORD"
SECRET = (
    "The repository's address has a name or a password in it, which logs would show. "
    f"Set {USER} and {PASSWORD} instead."
)
QUERY = "The repository's address has a “?” or a “#”: what follows may be secret, and no git server needs it."

_SHORT = re.compile(r"[^/@]*:[^/@]*@")
"""A password in the short form of ssh, `name:password@host:path`, which git does not know."""


def checked(location: str) -> None:
    """Raises Trouble if an address has a password in it, of whatever scheme. With ssh, a name is no secret."""
    if "://" not in location:
        if _SHORT.match(location):
            raise Trouble(SECRET)
        return
    parts = _parts(location)
    if parts.password is not None or (parts.username is not None and parts.scheme not in {"ssh", "git+ssh"}):
        raise Trouble(SECRET)
    if parts.query or parts.fragment or location.rstrip().endswith(("?", "#")):
        raise Trouble(QUERY)


def _parts(location: str) -> SplitResult:
    try:
        return urlsplit(location)
    except ValueError:
        raise Trouble("The repository's address is no address.") from None
