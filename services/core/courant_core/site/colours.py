"""The site's colours: from an accent and a ground to all that follows, and whether people can read it (no I/O).

Text needs a contrast of 4.5 to 1, and the borders of controls 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from courant_kit.calls.errors import Invalid
from courant_kit.words import gettext, marked

if TYPE_CHECKING:
    from coloraide import Color

TEXT, CONTROL = 4.5, 3.0

STEPS = 14
"""Halvings of the lightness between a colour and black or white: finer than a colour's 256 levels."""

_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Scheme:
    """The look in light or in dark.

    `ink`, `soft` and `edge` are the colours of text, of lesser text and of borders, and `accent` and `ground` the usual
    ones, as in web's design tokens. `raised`, `sunk`, `line` and `strong` say how much lighter than the ground (or the
    accent) the colours that follow from it are, in OKLCH.
    """

    word: str
    ink: str
    soft: str
    edge: str
    accent: str
    ground: str
    raised: float
    sunk: float
    line: float
    strong: float


LIGHT = Scheme(
    "light", "oklch(0.25 0.016 225)", "oklch(0.475 0.016 225)", "oklch(0.61 0.014 225)", "oklch(0.47 0.09 215)",
    "oklch(0.988 0.004 95)", 0.012, -0.033, -0.088, -0.09,
)  # fmt: skip
DARK = Scheme(
    "dark", "oklch(0.925 0.006 95)", "oklch(0.735 0.014 225)", "oklch(0.57 0.016 225)", "oklch(0.8 0.09 200)",
    "oklch(0.19 0.014 225)", 0.035, -0.04, 0.125, 0.08,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one scheme, as `#rrggbb`."""

    accent: str
    strong: str
    paper: str
    raised: str
    sunk: str
    line: str


def checked(text: str, field: str) -> str:
    """A colour as `#rrggbb` in lower case, or "" for none; raises Invalid."""
    colour = text.strip().lower()
    if colour and not _HEX.fullmatch(colour):
        raise Invalid(
            gettext("Write a colour as a number sign and six hexadecimal digits, such as #1f6f8b."), field=field
        )
    return colour


@cache
def palette(scheme: Scheme, accent: str, ground: str) -> Palette:
    """The colours that follow from an accent and a ground; an empty one is that of the look."""
    accent, ground = accent or _hex(_colour(scheme.accent)), ground or _hex(_colour(scheme.ground))
    return Palette(
        accent, _lighter(accent, scheme.strong), ground,
        *(_lighter(ground, by) for by in (scheme.raised, scheme.sunk, scheme.line)),
    )  # fmt: skip


def check(scheme: Scheme, accent: str, ground: str, fields: tuple[str, str]) -> None:
    """Raise Invalid if people could not read the site in these colours: how much is missing, and what would do.

    `fields` are the names of the fields of the accent and of the ground.
    """
    if ground and (low := _lowest(_of_ground(scheme, ground))):
        better = _nearest(ground, lambda one: not _lowest(_of_ground(scheme, one)))
        _refuse(low, better, fields[1])
    if (accent or ground) and (low := _lowest(_of_accent(scheme, accent, ground))):
        own = palette(scheme, accent, ground).accent
        _refuse(low, _nearest(own, lambda one: not _lowest(_of_accent(scheme, one, ground))), fields[0])


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two colours that people tell apart, and the contrast that this takes."""

    words: str
    above: str
    below: str
    least: float

    @property
    def ratio(self) -> float:
        return _contrast(self.above, self.below)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours: from 1 to 21 (WCAG 2.2, contrast ratio)."""
    return _contrast(one, other)


def _of_ground(scheme: Scheme, ground: str) -> Iterator[_Pair]:
    made = palette(scheme, "", ground)
    for words, colour in (
        (marked("Text on this ground"), scheme.ink),
        (marked("Lesser text on this ground"), scheme.soft),
    ):
        for below in (made.paper, made.sunk, made.raised):
            yield _Pair(words, _hex(_colour(colour)), below, TEXT)
    yield _Pair(marked("The border of a field on this ground"), _hex(_colour(scheme.edge)), made.paper, CONTROL)


def _of_accent(scheme: Scheme, accent: str, ground: str) -> Iterator[_Pair]:
    made = palette(scheme, accent, ground)
    for below in (made.paper, made.sunk, made.raised):
        yield _Pair(marked("A link or button in this colour"), made.accent, below, TEXT)
        yield _Pair(marked("A link in this colour, pointed at,"), made.strong, below, TEXT)


def _lowest(pairs: Iterator[_Pair]) -> _Pair | None:
    """The pair that lacks most; None if all have what they need."""
    lacking = [one for one in pairs if one.ratio < one.least]
    return min(lacking, key=lambda one: one.ratio / one.least, default=None)


def _refuse(low: _Pair, better: str, field: str) -> None:
    # Rounded down: what lacks a little must not look as if it had enough.
    found = int(low.ratio * 100) / 100
    words = gettext(
        "{what} has a contrast of {found} to 1 to {below}; {least} to 1 is needed."
        " The nearest colour that would do is {better}."
    ).format(what=gettext(low.words), found=f"{found:.2f}", below=low.below, least=f"{low.least:g}", better=better)
    raise Invalid(words, field=field, nearest=better, ratio=found)


def _nearest(colour: str, does: Callable[[str], bool]) -> str:
    """The colour of the same hue that is nearest in lightness and does; black or white, if nothing nearer does."""
    found = [_towards(colour, end, does) for end in (0.0, 1.0)]
    light = _colour(colour).convert("oklch")["lightness"]
    return min(filter(None, found), key=lambda one: abs(_colour(one).convert("oklch")["lightness"] - light), default="")


def _towards(colour: str, end: float, does: Callable[[str], bool]) -> str:
    """By halving: the first colour on the way to black or white that does, or ""."""
    start = _colour(colour).convert("oklch")["lightness"]
    if not does(_with_lightness(colour, end)):
        return ""
    near, far = start, end
    for _ in range(STEPS):
        middle = (near + far) / 2
        near, far = (near, middle) if does(_with_lightness(colour, middle)) else (middle, far)
    return _with_lightness(colour, far)


def _lighter(colour: str, by: float) -> str:
    found = _colour(colour).convert("oklch")
    return _with_lightness(colour, min(1.0, max(0.0, found["lightness"] + by)))


def _with_lightness(colour: str, lightness: float) -> str:
    return _hex(_colour(colour).convert("oklch").set("lightness", lightness))


@cache
def _contrast(one: str, other: str) -> float:
    return float(_colour(one).contrast(_colour(other), method="wcag21"))


def _hex(colour: "Color") -> str:
    return str(colour.convert("srgb").fit().to_string(hex=True))


def _colour(text: str) -> "Color":
    from coloraide import Color  # only where somebody changes colours

    return Color(text)
