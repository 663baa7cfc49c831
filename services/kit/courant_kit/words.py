"""Words for people, in the language of the one who reads them.

These are Django's, and work where Django is not set up, too: in pure code and its tests, where words stay English.
The English words are the ids of the catalogs, in `locale/` of each package. Words with something in them name it:
`_("There is no revision {number}.").format(number=3)`.
"""

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any


def gettext(words: str) -> str:
    """The words in the language that is active."""
    translation = _translation()
    return words if translation is None else str(translation.gettext(words))


def ngettext(one: str, many: str, count: int) -> str:
    """The words for so many things, in the language that is active; each language has plural forms of its own."""
    translation = _translation()
    if translation is None:
        return one if count == 1 else many
    return str(translation.ngettext(one, many, count))


def marked(words: str) -> str:
    """The same words, which are collected for the catalogs here, and translated by `gettext` where they are used."""
    return words


TITLES = (
    marked("Blog"),
    marked("Wiki"),
    marked("Search"),
    marked("Wiki: recent changes"),
    marked("Web"),
    marked("Media"),
    marked("Courant"),
)
"""What the site's own modules call themselves, their menu entries and their feeds, for every process."""


def in_the_sites_language() -> AbstractContextManager[None]:
    """Words made in this block are stored and read by others: they are in the site's language, not in the writer's."""
    translation = _translation()
    if translation is None:
        return nullcontext()
    found: AbstractContextManager[None] = translation.override(sys.modules["django.conf"].settings.LANGUAGE_CODE)
    return found


def day_in_words(day: date) -> str:
    """A day as people write it: `23 November 2026`. Months are in Django's catalogs."""
    if _translation() is None:
        return f"{day.day} {day:%B} {day.year}"
    return gettext("{day} {month} {year}").format(day=day.day, month=_month(day), year=day.year)


def month_in_words(year: int, month: int) -> str:
    """A month as people write it: `November 2026`."""
    return gettext("{month} {year}").format(month=_month(date(2000, month, 1)), year=year)


def _month(day: date) -> str:
    name = day.strftime("%B")
    return gettext(name)


def _translation() -> Any:
    """Django's translations, if this process has set Django up, for more than one language.

    A program that follows events does not import Django.
    """
    conf = sys.modules.get("django.conf")
    if conf is None or not conf.settings.configured or not conf.settings.USE_I18N:
        return None
    from django.utils import translation

    return translation
