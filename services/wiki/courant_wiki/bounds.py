"""Length limits for titles, texts and summaries (no I/O)."""

import re
from collections.abc import Iterable

from courant_kit.calls.errors import Invalid, TooLarge
from courant_kit.content.slugs import slug
from courant_kit.words import gettext as _

TITLE = 200
TEXT = 400_000
SUMMARY = 200
NAME = 150
TAG = 50
MOST_TAGS = 30
LANGUAGE = 35
FROM_THE_RIGHT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])
"""The languages that are written from the right."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def title(words: str) -> str:
    """A title on one line; raises Invalid if it is empty or too long."""
    line = " ".join(words.split())
    if not line:
        raise Invalid(_("A page needs a title."), field="title")
    return _at_most(TITLE, line, "title")


def summary(words: str) -> str:
    """The summary of a change, on one line; raises Invalid if it is too long."""
    return _at_most(SUMMARY, " ".join(words.split()), "summary")


def text(words: str) -> str:
    """A text without white space at its end; raises TooLarge."""
    if len(words) > TEXT:
        raise TooLarge(
            _("The text has {count:,} characters; at most {most:,} are allowed.").format(count=len(words), most=TEXT),
            field="text",
        )
    return words.rstrip()


def tags(names: str | Iterable[str]) -> dict[str, str]:
    """Tags by their slugs, from a list or text with commas; raises Invalid if one is too long or has no letter."""
    parts = names.split(",") if isinstance(names, str) else names
    found = {slug(name): _at_most(TAG, name, "tags") for part in parts if (name := " ".join(part.split()))}
    if "" in found:
        raise Invalid(_("The tag “{tag}” needs a letter or a digit.").format(tag=found[""]), field="tags")
    if len(found) > MOST_TAGS:
        raise Invalid(
            _("There are {count} tags; at most {most} are allowed.").format(count=len(found), most=MOST_TAGS),
            field="tags",
        )
    return found


def language(name: str) -> str:
    """A language tag of BCP 47, or ""; raises Invalid if it is neither."""
    name = name.strip()
    if name and (len(name) > LANGUAGE or not _LANGUAGE.fullmatch(name)):
        raise Invalid(_("A language is a tag such as “en”, “pt-BR” or “ar”."), field="language")
    return name


def _at_most(most: int, words: str, field: str) -> str:
    if len(words) > most:
        raise Invalid(
            _("The {field} has {count:,} characters; at most {most} are allowed.").format(
                field=field, count=len(words), most=most
            ),
            field=field,
        )
    return words
