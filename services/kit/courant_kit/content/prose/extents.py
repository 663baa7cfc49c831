"""How far a formula reaches (no I/O): TeX can move letters and leave space, over the page around a text as well."""

import re
from math import inf, prod

DEEPEST = 60
"""How many elements of a formula may be in each other."""
WIDEST = 50.0
"""The space that a formula may leave in all, in em: the width of a letter M."""
FARTHEST = 4.0
"""How far a formula may move its letters in all, to the left, up or down, in em."""
LARGEST = 4.0
"""How many times larger than its text its letters may be."""

_TAG = re.compile(r"<(/?)[a-z]+[^>]*?(/?)>")
_LENGTH = re.compile(r' (width|height|depth|lspace|rspace|voffset|rowspacing|linethickness)="([^"]*)"')
_VALUE = re.compile(r"([+-]?\d{0,9}\.?\d{1,9})([a-z]*)")
_SIZE = re.compile(r' mathsize="([^"]*)"')
_EM = {"em": 1, "ex": 0.5, "mu": 1 / 18, "px": 1 / 16, "pt": 1 / 12, "pc": 1, "mm": 0.24, "cm": 2.4, "in": 6}


def excess(made: str) -> str:
    """What is too much in a formula (MathML), in words; nothing if it stays in its place."""
    if _depth(made) > DEEPEST:
        return "has too many parts in each other"
    lengths = [(name, _em(value)) for name, values in _LENGTH.findall(made) for value in values.split()]
    moved = sum(abs(one) for name, one in lengths if name == "voffset" or one < 0)
    if moved > FARTHEST or sum(abs(one) for _, one in lengths) > WIDEST:
        return "leaves or moves over too much space"
    if prod(max(_em(one), 1) for one in _SIZE.findall(made)) > LARGEST:
        return "has letters that are too large"
    return ""


def _depth(made: str) -> int:
    deepest = depth = 0
    for closes, empty in _TAG.findall(made):
        depth += -1 if closes else not empty
        deepest = max(deepest, depth)
    return deepest


def _em(value: str) -> float:
    """A length in em; a part of the formula's own size, as `-1width`, moves nothing beyond it."""
    if value.endswith("mathspace"):
        return 0.5  # the widest of MathML's names for spaces is smaller
    found = _VALUE.fullmatch(value)
    if found is None:
        return inf
    number = float(found[1])
    if found[2] in ("width", "height", "depth"):
        return 0 if abs(number) <= 1 else inf
    return number * _EM.get(found[2], inf) if number else 0
