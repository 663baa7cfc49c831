"""Who wrote which words (no I/O), worked out from the texts of successive revisions."""

from collections.abc import Iterable
from typing import NamedTuple

from courant_kit.history import edits
from courant_kit.history.edits import Edit


class Piece(NamedTuple):
    """The next `size` characters of a text, and the number of the revision that wrote them."""

    size: int
    number: int


def written(revisions: Iterable[tuple[int, str]], text: str = "", pieces: Iterable[Piece] = ()) -> list[Piece]:
    """The pieces of the last text, in order, from the numbers and texts of revisions, oldest first.

    `text` and `pieces` are what was worked out for the revision before them. A changed word belongs to who changed it.
    """
    found = list(pieces)
    for number, following in revisions:
        found = _after(found, edits.between(text, following), number)
        text = following
    return found


def _after(pieces: list[Piece], changes: list[Edit], number: int) -> list[Piece]:
    fresh: list[Piece] = []
    rest = iter(pieces)
    left, owner, at = 0, 0, 0

    def forward(to: int, *, stays: bool) -> None:
        nonlocal left, owner, at
        while at < to:
            if not left:
                left, owner = next(rest)
            size = min(left, to - at)
            left, at = left - size, at + size
            if stays:
                _append(fresh, Piece(size, owner))

    for change in changes:
        forward(change.start, stays=True)
        forward(change.end, stays=False)
        _append(fresh, Piece(len(change.text), number))
    forward(sum(piece.size for piece in pieces), stays=True)
    return fresh


def _append(pieces: list[Piece], piece: Piece) -> None:
    if pieces and pieces[-1].number == piece.number:
        pieces[-1] = Piece(pieces[-1].size + piece.size, piece.number)
    elif piece.size:
        pieces.append(piece)
