"""Words of any script as pictures have them: each letter in the first font that has it, in lines that fit."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).with_name("fonts")
BOLD, PLAIN = "SourceSerifPro-Semibold.ttf", "SourceSerifPro-Regular.ttf"

NOWHERE = "\U0010fffe"
"""A character that no font has: fonts draw it as they draw all that they lack."""

MOST_FONTS = 6
"""How many fonts of the machine one picture may need beside ours: looking for one starts a program."""

_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_UNIT = re.compile(rf"\s+|[{_WIDE}]|[^\s{_WIDE}]+")
"""A line may break at spaces, and around each letter of the scripts that are written without them."""


class Run(NamedTuple):
    """Letters that have one font."""

    font: FreeTypeFont
    text: str


class Lettering:
    """The fonts of a picture, the first of them with this name, at one size in pixels."""

    def __init__(self, name: str, size: int) -> None:
        self._size = size
        self._fonts = [ImageFont.truetype(FONTS / name, size)]
        self._known: dict[str, FreeTypeFont | None] = {}

    def runs(self, text: str) -> list[Run]:
        """The text by fonts, without the letters that no font of this machine has."""
        found: list[Run] = []
        for letter in text:
            font = self._font_of(letter)
            if font and found and found[-1].font is font:
                found[-1] = Run(font, found[-1].text + letter)
            elif font:
                found.append(Run(font, letter))
        return found

    def width(self, text: str) -> float:
        """How wide the text is, in pixels."""
        return sum(run.font.getlength(run.text) for run in self.runs(text))

    def lines(self, text: str, width: float) -> list[str]:
        """The text in lines that are at most so wide; a word that is wider than a line is broken."""
        lines, taken = [""], 0.0
        for unit in (piece for found in _UNIT.findall(text) for piece in self._pieces(found, width)):
            wide = self.width(unit)
            if taken + wide > width and not unit.isspace():
                lines, taken = [*lines, ""], 0.0
            lines[-1] += unit
            taken += wide
        return [line.strip() for line in lines if self.runs(line.strip())]

    def _pieces(self, word: str, width: float) -> list[str]:
        if self.width(word) <= width:
            return [word]
        pieces = [""]
        for letter in word:
            if self.width(pieces[-1] + letter) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def _font_of(self, letter: str) -> FreeTypeFont | None:
        if letter not in self._known:
            self._known[letter] = self._fonts[0] if letter.isspace() else self._found(letter)
        return self._known[letter]

    def _found(self, letter: str) -> FreeTypeFont | None:
        if (font := next((one for one in self._fonts if _has(one, letter)), None)) is not None:
            return font
        other = _elsewhere(letter) if len(self._fonts) <= MOST_FONTS else None
        font = ImageFont.truetype(other[0], self._size, index=other[1]) if other else None
        if font is None or not _has(font, letter):
            return None
        self._fonts.append(font)
        return font


def _has(font: FreeTypeFont, letter: str) -> bool:
    return bytes(font.getmask(letter)) != _missing(font)


@cache
def _missing(font: FreeTypeFont) -> bytes:
    return bytes(font.getmask(NOWHERE))


@cache
def _elsewhere(letter: str) -> tuple[str, int] | None:
    """The file of the machine's font that suits a letter best, and the font's number in it, as fontconfig says."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    done = subprocess.run(  # noqa: S603 - a program of the system, and a number
        [program, "--format=%{file}\n%{index}", f"serif:scalable=true:charset={ord(letter):x}"],
        capture_output=True, text=True, timeout=10, check=False,
    )  # fmt: skip
    file, _, index = done.stdout.partition("\n")
    return (file, int(index)) if index.isdigit() else None
