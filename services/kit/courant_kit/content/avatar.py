"""Avatars: a name's initials and its colour, the same wherever the name is shown."""

from zlib import crc32

HUES = 6


def initials(name: str) -> str:
    """The first letters of the first and last words of a name, as capitals."""
    words = name.replace("_", " ").replace(".", " ").split()
    return "".join(word[0] for word in dict.fromkeys([*words[:1], *words[-1:]])).upper()


def hue(name: str) -> int:
    """The number of a name's colour, one of HUES in the style sheet."""
    return crc32(name.encode()) % HUES
