"""Places of a merged text that are left for a person to decide, between the markers of `diff3 -m` (no I/O)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Choice = Literal["mine", "theirs", "both"]
"""Whose words to take at a place. With `both`, theirs come first."""

CHOICES: tuple[Choice, ...] = get_args(Choice)
_START = re.compile(r"<{7} (?P<name>.+)")
_MIDDLE = "======="
_END = re.compile(r">{7} (?P<name>.+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its first line (from 1) and its last one, the two names at the markers, and both sides' words."""

    line: int
    last: int
    names: tuple[str, str]
    theirs: str
    mine: str

    def words(self, choice: Choice) -> str:
        """The words that a choice leaves."""
        sides = {"theirs": [self.theirs], "mine": [self.mine], "both": [self.theirs, self.mine]}
        return "\n".join(filter(None, sides[choice]))


def places(text: str) -> list[Place]:
    """The places of a text, from the top; text between incomplete markers is text like any other."""
    return list(_places(text.split("\n")))


def decide(text: str, number: int, choice: Choice) -> str:
    """The text with one of its places (the first is 1) decided; unchanged if there is no such place."""
    found = places(text)
    if not 1 <= number <= len(found):
        return text
    lines, place = text.split("\n"), found[number - 1]
    words = place.words(choice)
    return "\n".join([*lines[: place.line - 1], *([words] if words else []), *lines[place.last :]])


def _places(lines: list[str]) -> Iterator[Place]:
    start = middle = -1
    for number, line in enumerate(map(str.rstrip, lines)):
        if _START.fullmatch(line):
            start, middle = number, -1
        elif line == _MIDDLE and start >= 0 and middle < 0:
            middle = number
        elif middle >= 0 and (end := _END.fullmatch(line)):
            yield _place(lines, start, middle, number, end["name"])
            start = middle = -1


def _place(lines: list[str], start: int, middle: int, last: int, name: str) -> Place:
    opened = _START.fullmatch(lines[start].rstrip())
    theirs, mine = "\n".join(lines[start + 1 : middle]), "\n".join(lines[middle + 1 : last])
    return Place(start + 1, last + 1, (opened["name"] if opened else "", name), theirs, mine)
