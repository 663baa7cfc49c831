"""The authors of a revision (no I/O): one string of names, as pages show it and tables store it."""

from collections.abc import Iterable

SEPARATOR = ", "
OTHERS = "others"


def joined(names: Iterable[str], most: int) -> str:
    """The different names in one string of at most `most` characters; those that do not fit are “others”."""
    found = list(dict.fromkeys(filter(None, names)))
    if len(SEPARATOR.join(found)) <= most:
        return SEPARATOR.join(found)
    while found and len(SEPARATOR.join([*found, OTHERS])) > most:
        found.pop()
    return SEPARATOR.join([*found, OTHERS])[:most]


def names(author: str) -> list[str]:
    """The names in such a string."""
    return [name for name in author.split(SEPARATOR) if name]
