"""The languages of the interface: those of the site, and the one in which something is worded or rendered.

In a site with one language nothing is asked and nothing is switched. In one with several, the language of a call is
active while it is answered, in Django's sense (`django.utils.translation`), so that `gettext`, templates and dates
follow it. Everything else, such as timed work, is in the site's default language, which is the first one.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Any, TypeVar

from django.utils import translation

from courant_kit.process import environment

ENGLISH = environment.ENGLISH
"""The language of the texts in the code."""

FIELD = "accept_language"
"""The field with which a caller of any procedure names the language of the answer."""

R = TypeVar("R")
_site: tuple[str, ...] = (ENGLISH,)
_NOTHING: AbstractContextManager[None] = nullcontext()


def use(languages: Sequence[str]) -> None:
    """Set the languages of the site (codes as `nl` or `pt-br`), the default one first; the process does so once."""
    global _site  # noqa: PLW0603 - like Django's settings, one for the process
    _site = tuple(languages)


def of_site() -> tuple[str, ...]:
    """The codes of the site's languages, the default one first."""
    return _site


def default() -> str:
    """The site's default language."""
    return _site[0]


def others() -> tuple[str, ...]:
    """The site's languages beside the default one."""
    return _site[1:]


def known(name: object) -> str:
    """The language of the site with this code (in either case); the default one if it has no such language."""
    code = name.lower() if isinstance(name, str) else ""
    return code if code in _site else _site[0]


def active() -> str:
    """The language in which something is worded at the moment."""
    return _site[0] if len(_site) == 1 else known(translation.get_language())


def speaking(language: str) -> AbstractContextManager[None]:
    """Makes a language of the site active for the body of a `with` statement."""
    return _NOTHING if len(_site) == 1 else translation.override(language)


def named(text: str, language: str) -> str:
    """A name of something that exists once in each language: as it is in the default language, or `<text>@<code>`.

    Neither fragments' ids nor topics can have an `@` otherwise.
    """
    return text if language == _site[0] else f"{text}@{language}"


def taken_from(args: Sequence[Any], fields: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The language that a call names, and its other fields.

    Web names it in its positional argument, beside the person for whom it calls; everybody else in the field
    `accept_language`. A call that names none, or one that the site does not have, gets the default language.
    """
    if args and isinstance(args[0], Mapping):
        return known(args[0].get("language")), fields
    if FIELD not in fields:
        return _site[0], fields
    return known(fields[FIELD]), {name: value for name, value in fields.items() if name != FIELD}


def passed_on() -> dict[str, str]:
    """The field for a call to another module that names the active language; none for the default one."""
    language = active()
    return {} if language == _site[0] else {FIELD: language}


def cached(most: int) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Caches the last `most` results of a function by its hashable arguments, as `lru_cache`, and by language."""

    def decorate(function: Callable[..., R]) -> Callable[..., R]:
        @lru_cache(most)
        def kept(language: str, *args: Hashable) -> R:
            return function(*args)

        def result(*args: Hashable) -> R:
            return kept(active(), *args)

        return result

    return decorate
