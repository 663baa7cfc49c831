"""The links that letters carry: signed, so that nobody can guess one; those that confirm expire (no I/O).

A token says for which reader it is and what it does: `at_once`, `weekly` or `thread-12` to subscribe, `news`,
`thread-12` or `notices` to end that. RFC 8058 asks that the link of one-click unsubscription is hard to forge.
"""

import re
from datetime import timedelta
from typing import NamedTuple

from courant_kit.calls.errors import Forbidden, Gone
from courant_kit.words import gettext, marked
from django.core.signing import BadSignature, SignatureExpired, Signer, TimestampSigner

LASTS = timedelta(days=7)
"""How long a link confirms."""
_BEGIN = re.compile(r"([0-9]{1,16})-([0-9]{1,10})-(at_once|weekly|thread-[0-9]{1,16})")
_END = re.compile(r"([0-9]{1,16})-(news|notices|thread-[0-9]{1,16})")
WRONG = marked("This link is not complete. Please copy all of it from the letter.")
OLD = marked("This link is too old. Please ask for a new letter.")


class Begin(NamedTuple):
    """A link that subscribes: the reader's number, their turn, and to what."""

    reader: int
    turn: int
    what: str


class End(NamedTuple):
    """A link that ends what a reader gets: the reader's number, and what ends."""

    reader: int
    what: str

    @property
    def thread(self) -> int | None:
        """The thread that it is about, if it is."""
        return thread_in(self.what)


def thread_in(what: str) -> int | None:
    """The thread in `thread-12`; None if it is anything else."""
    return int(what.removeprefix("thread-")) if what.startswith("thread-") else None


def begin(secret: str, reader: int, turn: int, what: str) -> str:
    """The path of the page that subscribes."""
    return f"/mail/confirm/{_dated(secret).sign(f'{reader}-{turn}-{what}')}/"


def end(secret: str, reader: int, what: str) -> str:
    """The path of the page that ends what a reader gets; a POST to it does so at once."""
    return f"/mail/off/{_signer(secret).sign(f'{reader}-{what}')}/"


def read_begin(secret: str, token: str) -> Begin:
    """What a link subscribes to; raises Forbidden, and Gone if it is too old."""
    try:
        found = _BEGIN.fullmatch(_dated(secret).unsign(token, max_age=LASTS))
    except SignatureExpired:
        raise Gone(gettext(OLD), field="token") from None
    except BadSignature:
        found = None
    if found is None:
        raise Forbidden(gettext(WRONG), field="token")
    return Begin(int(found[1]), int(found[2]), found[3])


def read_end(secret: str, token: str) -> End:
    """What a link ends; raises Forbidden."""
    try:
        found = _END.fullmatch(_signer(secret).unsign(token))
    except BadSignature:
        found = None
    if found is None:
        raise Forbidden(gettext(WRONG), field="token")
    return End(int(found[1]), found[2])


def _dated(secret: str) -> TimestampSigner:
    return TimestampSigner(key=secret, sep=".", salt="courant.mail.begin")


def _signer(secret: str) -> Signer:
    return Signer(key=secret, sep=".", salt="courant.mail.end")
