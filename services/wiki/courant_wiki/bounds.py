"""Length limits for titles, texts and summaries (no I/O)."""

from courant_kit.calls.errors import Invalid, TooLarge

TITLE = 200
TEXT = 400_000
SUMMARY = 200
NAME = 150


def title(words: str) -> str:
    """A title on one line; raises Invalid if it is empty or too long."""
    line = " ".join(words.split())
    if not line:
        raise Invalid("A page needs a title.", field="title")
    return _at_most(TITLE, line, "title")


def summary(words: str) -> str:
    """The summary of a change, on one line; raises Invalid if it is too long."""
    return _at_most(SUMMARY, " ".join(words.split()), "summary")


def text(words: str) -> str:
    """A text without white space at its end; raises TooLarge."""
    if len(words) > TEXT:
        raise TooLarge(f"The text has {len(words):,} characters; at most {TEXT:,} are allowed.", field="text")
    return words.rstrip()


def _at_most(most: int, words: str, field: str) -> str:
    if len(words) > most:
        raise Invalid(f"The {field} has {len(words):,} characters; at most {most} are allowed.", field=field)
    return words
