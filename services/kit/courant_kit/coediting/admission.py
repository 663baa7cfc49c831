"""Whether an update may come from a window (no I/O): it is read here before it reaches a document.

A Yjs document can hold more than a text: other roots, maps, embedded values. Nobody sees those, editors count them as
characters that are not there, and they stay. An update can also speak for another client, whose own words would then
be ignored as a repetition. So an update has characters of the document's text, all by the client that sends it, and
deletions. The format is Yjs' first (`Item.write` and `readClientsStructRefs` in its source).
"""

from courant_kit.calls.errors import Invalid
from courant_kit.coediting.encoded import Encoded
from courant_kit.coediting.shared_text import MALFORMED, ROOT, unwrapped

_COLLECTED, _DELETED, _STRING = 0, 1, 4
_KIND, _IN_MAP, _RIGHT, _LEFT = 0b0001_1111, 0b0010_0000, 0b0100_0000, 0b1000_0000


def check(data: bytes, client: int) -> None:
    """Raise Invalid unless the update in these bytes, as they travel, has only characters and deletions of a client."""
    if authors(data) - {client}:
        raise Invalid("Update: this has edits of another client than `client`.", field="update")


def authors(data: bytes) -> set[int]:
    """The clients whose characters are in an update; raises Invalid if it has anything but characters and deletions."""
    update = Encoded(unwrapped(data))
    try:
        return {_author(update) for _ in range(update.number())}
    except ValueError as error:
        raise Invalid(MALFORMED, field="update") from error


def _author(update: Encoded) -> int:
    structs, author, _ = update.number(), update.number(), update.number()
    for _ in range(structs):
        _check_struct(update)
    return author


def _check_struct(update: Encoded) -> None:
    info = update.bytes(1)[0]
    kind = info & _KIND
    if kind not in (_COLLECTED, _DELETED, _STRING) or info & _IN_MAP:
        raise Invalid("Update: a text has characters only, nothing embedded and no formats.", field="update")
    if kind != _COLLECTED:
        _check_place(update, info)
    size = update.number()
    if kind == _STRING:
        update.bytes(size)


def _check_place(update: Encoded, info: int) -> None:
    neighbours = bool(info & _LEFT) + bool(info & _RIGHT)
    for _ in range(2 * neighbours):
        update.number()
    if neighbours:
        return  # it is in the same text as they
    if update.number() != 1 or update.bytes(update.number()) != ROOT.encode():
        raise Invalid(f"Update: the document has one text, of the name `{ROOT}`.", field="update")
