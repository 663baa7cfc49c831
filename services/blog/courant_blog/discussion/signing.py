"""What only the holder of a link or form can know: signed with the blog's secret (no I/O)."""

import hashlib
import hmac
from datetime import datetime, timedelta

DIGITS = 32
SOONEST, LATEST = timedelta(seconds=3), timedelta(hours=24)
"""How long after a guest opened the form it can be sent: people need a while to write, and programs none."""


def token(secret: str, *about: object) -> str:
    """A token about these things, of 32 hexadecimal digits."""
    words = "\n".join(map(str, about)).encode()
    return hmac.digest(secret.encode(), words, hashlib.sha256).hex()[:DIGITS]


def is_token(found: str, secret: str, *about: object) -> bool:
    """Whether this is the token about these things."""
    return hmac.compare_digest(found.encode(), token(secret, *about).encode())


def stamp(secret: str, post: int, now: datetime) -> str:
    """What a form for a guest's comment on a post carries: when it was opened, signed."""
    moment = str(int(now.timestamp()))
    return f"{moment}-{token(secret, 'form', post, moment)}"


def age(found: str, secret: str, post: int, now: datetime) -> timedelta | None:
    """How long ago the form with this stamp was opened; None if the stamp is not ours."""
    moment, _, signed = found.partition("-")
    if not (moment.isascii() and moment.isdigit() and is_token(signed, secret, "form", post, moment)):
        return None
    return timedelta(seconds=int(now.timestamp()) - int(moment))
