"""Who wrote which words of the newest text: worked out when somebody asks, bounded, and remembered in this process."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

from courant_kit.history import authorship, packing
from courant_kit.history.authorship import Piece

MOST_REVISIONS = 500
MOST_CHARACTERS = 20_000_000
"""So many characters of texts are looked at, from the newest revision backwards. Older words belong to the oldest."""

REMEMBERED = 32


@dataclass(frozen=True, slots=True)
class Written:
    """A text and its pieces. `row` identifies its revision as it was read.

    `complete` is false if words of older revisions belong to the oldest looked at.
    """

    row: dict[str, Any]
    number: int
    text: str
    pieces: list[Piece]
    complete: bool


class Span(NamedTuple):
    """Words of a line, and the revision that wrote them."""

    text: str
    revision: Any


class Lines(NamedTuple):
    """Successive lines whose words are by the same revisions, which are in the order of the words."""

    lines: list[list[Span]]
    revisions: list[Any]


class Share(NamedTuple):
    """An author, and how much of the text is theirs, in characters and in percent."""

    author: str
    size: int
    percent: int


_known: OrderedDict[tuple[str, int], Written] = OrderedDict()
_lock = Lock()


def of(rows: Any, owner: int) -> Written:
    """Who wrote the newest text of the thing with this id; `rows` is the related manager of its revisions.

    What was worked out for an older revision is used again, so that only the revisions since then are read.
    """
    key = (rows.model._meta.label, owner)  # noqa: SLF001 - the public API of Model._meta
    with _lock:
        known = _known.get(key)
    if known and not rows.filter(**known.row).exists():
        known = None
    found = _extended(rows, known)
    with _lock:
        _known[key] = found
        _known.move_to_end(key)
        while len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return found


def forget() -> None:
    """Forget what was worked out."""
    with _lock:
        _known.clear()


def lines(written: Written, rows: dict[int, Any]) -> list[Lines]:
    """The text as lines of spans; `rows` are the revisions by number."""
    found: list[list[Span]] = [[]]
    at = 0
    for piece in written.pieces:
        head, *rest = written.text[at : at + piece.size].split("\n")
        at += piece.size
        found[-1].append(Span(head, rows[piece.number]))
        found += [[Span(text, rows[piece.number])] for text in rest]
    tidy = [_tidy(line) for line in found]
    groups: list[Lines] = []
    for line in tidy:
        by = list(dict.fromkeys(span.revision for span in line))
        if groups and by in ([], groups[-1].revisions):
            groups[-1].lines.append(line)
        else:
            groups.append(Lines([line], by))
    return groups


def _tidy(line: list[Span]) -> list[Span]:
    """The spans of a line; signs and spaces belong to the words before them."""
    tidy: list[Span] = []
    for span in line:
        if tidy and (tidy[-1].revision is span.revision or not any(map(str.isalnum, span.text))):
            tidy[-1] = Span(tidy[-1].text + span.text, tidy[-1].revision)
        elif tidy and not any(map(str.isalnum, tidy[-1].text)):
            tidy[-1] = Span(tidy[-1].text + span.text, span.revision)
        elif span.text:
            tidy.append(span)
    return tidy


def shares(written: Written, rows: dict[int, Any]) -> list[Share]:
    """The authors, by how much of the text is theirs."""
    sizes: dict[str, int] = {}
    for piece in written.pieces:
        author = rows[piece.number].author
        sizes[author] = sizes.get(author, 0) + piece.size
    total = sum(sizes.values()) or 1
    ordered = sorted(sizes.items(), key=lambda one: -one[1])
    return [Share(author, size, round(100 * size / total)) for author, size in ordered]


def _extended(rows: Any, known: Written | None) -> Written:
    following = rows.order_by("-number")
    if known:
        following = following.filter(number__gt=known.number)
    taken, more = _bounded(following.only("number", "size", "against", "stored", "created_at", rows.field.name))
    if not taken and known:
        return known
    texts = [(row.number, text) for row, text in packing.texts(taken)][::-1]
    text, pieces = (known.text, known.pieces) if known and not more else ("", [])
    complete = not more and (known is None or known.complete)
    newest = taken[0]
    row = {"pk": newest.pk, "number": newest.number, "created_at": newest.created_at}
    return Written(row, newest.number, texts[-1][1], authorship.written(texts, text, pieces), complete)


def _bounded(rows: Iterable[Any]) -> tuple[list[Any], bool]:
    """The first rows within the bounds, and whether there are more."""
    taken: list[Any] = []
    left = MOST_CHARACTERS
    for row in rows:
        left -= row.size
        if taken and (left < 0 or len(taken) == MOST_REVISIONS):
            return taken, True
        taken.append(row)
    return taken, False
