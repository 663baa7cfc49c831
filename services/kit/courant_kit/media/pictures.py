"""Pictures, decoded and written by the workshop: a process for each, one at a time, so that no service loads Pillow."""

import subprocess
import sys
from dataclasses import dataclass
from threading import Lock

import msgspec

from courant_kit.calls.errors import Invalid, Unavailable
from courant_kit.words import gettext, marked

PATIENCE = 60.0
"""Seconds for one picture."""

_WORKSHOP = "courant_kit.media.workshop"
_one = Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the workshop made. `data` is empty if the picture should stay as it is, since it moves."""

    data: bytes
    width: int
    height: int
    moving: bool


class _Said(msgspec.Struct):
    """What the workshop says of a picture."""

    width: int = 0
    height: int = 0
    moving: bool = False
    same: bool = False
    refused: str = ""


def made(data: bytes, extension: str) -> Picture:
    """An uploaded picture as it is stored: upright, without metadata, not larger than pages can use; a HEIC as JPEG.

    Raises Invalid if it is damaged or has too many pixels.
    """
    return _worked(data, "make", extension)


def narrowed(data: bytes, extension: str, width: int) -> Picture:
    """A rendering of a stored picture with this width, as AVIF; raises Invalid if it is damaged."""
    return _worked(data, "narrow", extension, str(width))


def drawn(data: bytes) -> bytes:
    """An uploaded drawing (SVG) as it is stored: without metadata and scripts; raises Invalid if it is none."""
    return _worked(data, "make", "svg").data


SAID = (
    marked("This picture is damaged or not complete."),
    marked("This is not a drawing (SVG): its first element should be <svg xmlns=…>."),
)
"""What the workshop says, which knows no languages."""


def _worked(data: bytes, *arguments: str) -> Picture:
    with _one:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, and arguments that we chose
                [sys.executable, "-I", "-m", _WORKSHOP, *arguments],
                input=data, capture_output=True, timeout=PATIENCE, check=False, env={},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Unavailable(gettext("This picture takes too long to read. Please try a smaller one.")) from None
    first, _, made = done.stdout.partition(b"\n")
    if done.returncode or not first:
        raise Invalid(gettext("This picture could not be read."), field="data")
    said = msgspec.json.decode(first, type=_Said)
    if said.refused:
        raise Invalid(gettext(said.refused), field="data")
    return Picture(made, said.width, said.height, said.moving)
