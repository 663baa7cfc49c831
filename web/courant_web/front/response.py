"""An answer that is made once and sent many times: plain and compressed, with an ETag."""

import gzip
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import partial
from typing import Any, NamedTuple

import brotli
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from courant_web.front.views import Counted

Headers = list[tuple[bytes, bytes]]
Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SMALLEST = 500
_TEXT = re.compile(rb"text/|application/(?:javascript|json|xml|atom\+xml)|image/svg\+xml")
_LENGTH = {b"content-length"}
_SHARED = _LENGTH | {b"content-encoding", b"etag", b"set-cookie"}


class Moment(NamedTuple):
    """When an answer was last modified, in seconds: as it is sent (0 to send nothing), and when it was made.

    `alone` means that no answer before it was sent with the same time.
    """

    sent: int
    made: int
    alone: bool = True


UNKNOWN = Moment(0, 0)


BROTLI, GZIP = b"br", b"gzip"
"""The encodings, the smaller first."""

QUICK = 5
"""The quality at which brotli compresses a page: smaller than gzip by a twentieth, in half as much time again."""

LIGHT = 3
"""The level at which gzip compresses what is sent once: a tenth larger than at 6, in six tenths of the time."""

LARGE = 100_000
"""Bytes beyond which brotli takes less time: for the editor a second at each start, to save 7 % of it."""


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A complete answer. `packed` has the compressed forms that were made so far, by encoding; `size` is in bytes.

    `packing` makes a form when the first reader asks who accepts it: many crawlers and programs accept none, and each
    takes up to a millisecond. `counted` is the page that it is, if its views count.
    """

    start: Message
    body: Message
    packed: dict[bytes, tuple[Message, Message]]
    packing: dict[bytes, Callable[[], tuple[Message, Message]]]
    unchanged: Message
    tag: bytes
    size: int
    modified: Moment = UNKNOWN
    counted: Counted | None = None

    def form(
        self, *, head: bool, encoding: bytes | None, tag: bytes | None, since: bytes | None = None
    ) -> tuple[Message, Message]:
        """The messages of this answer.

        `encoding`, `tag` and `since` are the request's Accept-Encoding, If-None-Match and If-Modified-Since; a tag
        decides alone (RFC 9110, 13.2.2).
        """
        if self._unchanged(tag, since):
            return self.unchanged, EMPTY
        start, body = self.start, self.body
        if encoding is not None:
            for one in (BROTLI, GZIP):
                if one in encoding and one in self.packing:
                    start, body = self.packed.get(one) or self._pack(one)
                    break
        return start, EMPTY if head else body

    def _pack(self, encoding: bytes) -> tuple[Message, Message]:
        return self.packed.setdefault(encoding, self.packing[encoding]())

    def _unchanged(self, tag: bytes | None, since: bytes | None) -> bool:
        if tag is not None:
            return bool(self.tag) and (self.tag in tag or tag == b"*")
        asked = _seconds(since) if since is not None and self.modified.made else None
        if asked is None:
            return False
        return asked > self.modified.made or (asked == self.modified.sent and self.modified.alone)


EMPTY: Message = {"type": "http.response.body", "body": b""}

LINES = "courant.lines"
"""The key in the message that starts a stored answer: its status line, and its headers, as they are sent."""


def store(
    status: int,
    headers: Headers,
    body: bytes,
    *,
    personal: bool = False,
    lasting: bool = False,
    modified: Moment = UNKNOWN,
    counted: Counted | None = None,
) -> StoredResponse:
    """Store an answer, compressed if it is text, with an ETag made from its content (RFC 9110, 8.8.3).

    A `personal` answer is sent only once, so it keeps its cookies and gets no new ETag. A `lasting` one is a file, for
    which brotli takes the time to compress as much as it can; browsers ask for brotli over HTTPS only. `modified` is
    when it was last modified, if that is known; `counted` is the page whose views count.
    """
    dropped = _LENGTH if personal else _SHARED
    sent = [(name, value) for name, value in headers if name.lower() not in dropped]
    tag = b"" if personal else b'W/"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
    if tag:
        sent.append((b"etag", tag))
    if modified.sent:
        sent.append((b"last-modified", formatdate(modified.sent, usegmt=True).encode()))
    packs = _packs(sent, body, personal=personal, lasting=lasting)
    if packs:
        sent = _varied(sent)

    def packing(encoding: bytes, pack: Callable[[bytes], bytes]) -> Callable[[], tuple[Message, Message]]:
        return lambda: _encoded(status, sent, encoding, pack(body))

    packings = {name: packing(name, pack) for name, pack in packs.items()}
    return StoredResponse(
        start=_start(status, sent, body),
        body=_body(body),
        packed={name: pack() for name, pack in packings.items()} if lasting else {},
        packing=packings,
        unchanged=_started(304, sent),
        tag=tag,
        size=len(body) * (2 if packs else 1) + 2000,
        modified=modified,
        counted=counted,
    )


def _encoded(status: int, headers: Headers, encoding: bytes, packed: bytes) -> tuple[Message, Message]:
    return _start(status, [*headers, (b"content-encoding", encoding)], packed), _body(packed)


def _seconds(date: bytes) -> float | None:
    try:
        return parsedate_to_datetime(date.decode("latin-1")).timestamp()
    except (ValueError, OverflowError):
        return None  # RFC 9110, 13.1.3: a date that is none is ignored


def _packs(headers: Headers, body: bytes, *, personal: bool, lasting: bool) -> dict[bytes, Callable[[bytes], bytes]]:
    """What compresses an answer, by encoding; nothing if it is small, or no text."""
    kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    if len(body) < SMALLEST or not _TEXT.match(kind) or any(name == b"content-encoding" for name, _ in headers):
        return {}
    if personal:
        return {GZIP: partial(gzip.compress, compresslevel=LIGHT, mtime=0)}
    quality = QUICK if not lasting else 9 if len(body) > LARGE else 11
    return {BROTLI: partial(brotli.compress, quality=quality), GZIP: partial(gzip.compress, compresslevel=6, mtime=0)}


def _varied(headers: Headers) -> Headers:
    vary = b", ".join([*(value for name, value in headers if name.lower() == b"vary"), b"Accept-Encoding"])
    return [*((name, value) for name, value in headers if name.lower() != b"vary"), (b"vary", vary)]


def _start(status: int, headers: Headers, body: bytes) -> Message:
    return _started(status, [*headers, (b"content-length", str(len(body)).encode())])


def _started(status: int, headers: Headers) -> Message:
    lines = (STATUS_LINE[status], b"".join(b"%b: %b\r\n" % header for header in headers))
    return {"type": "http.response.start", "status": status, "headers": headers, LINES: lines}


def _body(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body}
