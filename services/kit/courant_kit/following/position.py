"""How far a follower is: one number for each module, written `blog:123,wiki:45`. Pure, with the standard library only.

A number is that of the last event of the module that the follower has finished with; 0 is the begin of the log. The
text is sorted by module, so that equal positions are equal texts. It fits into a file, an HTTP header or a query.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LARGEST = 2**53 - 1
"""The largest number: JavaScript can count no further exactly."""

LONGEST = 4000
"""Characters of a position's text, at most: some hundred modules, and less than HTTP servers take as a header."""

_PART = re.compile(r"([a-z][a-z0-9_]{0,59}):(0|[1-9][0-9]{0,15})")


@dataclass(frozen=True, slots=True)
class Position:
    """The number of the last event that was finished, by module; a module that is not in it is at 0."""

    numbers: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for module, number in self.numbers.items():
            _checked(module, number)
        object.__setattr__(self, "numbers", MappingProxyType(dict(self.numbers)))

    def __str__(self) -> str:
        return ",".join(f"{module}:{number}" for module, number in sorted(self.numbers.items()))

    def of(self, module: str) -> int:
        """The number of a module: 0 if it is not part of this position."""
        return self.numbers.get(module, 0)

    def advance(self, module: str, number: int) -> "Position":
        """The position after the event with this number; a number that is not larger changes nothing.

        Raises ValueError if the module's name or the number cannot be part of a position.
        """
        _checked(module, number)
        if number <= self.numbers.get(module, -1):
            return self
        return Position({**self.numbers, module: number})

    def only(self, modules: Iterable[str]) -> "Position":
        """The position in these modules; each of them is part of it."""
        return Position({module: self.of(module) for module in modules})


def parse(text: str) -> Position:
    """The position that a text is, such as `blog:123,wiki:45`; an empty one is the begin of everything.

    Spaces around the parts do no harm. Raises ValueError with a sentence if a part is not `module:number`, a module is
    there twice, or the text is longer than 4,000 characters.
    """
    if len(text) > LONGEST:
        raise ValueError(f"A position has at most {LONGEST:,} characters.")
    numbers: dict[str, int] = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        module, number = _split(part)
        if module in numbers:
            raise ValueError(f"The module {module} is in the position twice.")
        numbers[module] = number
    return Position(numbers)


def _split(part: str) -> tuple[str, int]:
    found = _PART.fullmatch(part)
    if found is None or int(found[2]) > LARGEST:
        raise ValueError(f"“{part[:60]}” is no part of a position: write blog:123,wiki:45.")
    return found[1], int(found[2])


def _checked(module: str, number: int) -> None:
    if type(number) is not int or number < 0 or not _PART.fullmatch(f"{module}:{number}") or number > LARGEST:
        raise ValueError(f"{module!r}: {number!r} is no part of a position")
