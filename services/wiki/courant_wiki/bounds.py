"""How much the wiki takes in, pure: titles, texts and summaries, refused in words."""

from courant_kit.calls.errors import Invalid, TooLarge

TITLE = 200
TEXT = 400_000
SUMMARY = 200
NAME = 150


def title(words: str) -> str:
    """A title on one line; raises Invalid when it is empty or too long."""
    line = " ".join(words.split())
    if not line:
        raise Invalid("A page needs a title.", field="title")
    return _at_most(TITLE, line, "title")


def summary(words: str) -> str:
    """The words about a change, on one line; raises Invalid when they are too long."""
    return _at_most(SUMMARY, " ".join(words.split()), "summary")


def text(words: str) -> str:
    """A text without white space at its end; raises TooLarge."""
    if len(words) > TEXT:
        raise TooLarge(f"The text has {len(words):,} characters; at most {TEXT:,} are taken.", field="text")
    return words.rstrip()


def _at_most(most: int, words: str, field: str) -> str:
    if len(words) > most:
        raise Invalid(f"The {field} has {len(words):,} characters; at most {most} are taken.", field=field)
    return words
