"""Markdown and HTML that would cost far more than they show, pure.

Quotes in quotes take time with the square of their depth. HTML that is not closed does so too (HTML living standard,
13.2.6): parsers open again in each paragraph what was not closed before it, so that a kilobyte becomes megabytes.
"""

import re

DEEPEST_QUOTE = 50
MOST_STEPS = 100_000_000
MOST_COPIED = 20_000_000

_OPENINGS = re.compile(r"^(?:\[\^[^\]\n]+\]:)?[ \t>+*.):\d-]*>[ \t>+*.):\d-]*|(?:>[ \t]*){51,}", re.MULTILINE)
_FORMATTING = "b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_REOPENED = re.compile(rf"<(/?)({_FORMATTING})(?=[\s/>])", re.IGNORECASE)
_INERT = re.compile(rf"((?:<|&lt;)/?)x-({_FORMATTING})(?=[\s/>&])")
_LINK = re.compile(r"""<(a)(?=[\s/>])((?:[^<>"']++|"[^"]*+"|'[^']*+')*+>)?""", re.IGNORECASE)

INERT = frozenset(f"x-{name}" for name in _FORMATTING.split("|"))
"""The elements that `inert` makes."""


def shallow(text: str) -> str:
    """Markdown with no line deeper in quotes than DEEPEST_QUOTE."""
    return _OPENINGS.sub(lambda found: _quoted(found[0]), text)


def excessive(text: str, html: str) -> bool:
    """Whether the raw HTML in `text`, which Markdown made `html` of, could take too long or grow too much."""
    blocks = html.count("<")
    longest = max((len(found[0]) for found in _LINK.finditer(html)), default=0)
    return text.count("<") * blocks > MOST_STEPS or longest * blocks > MOST_COPIED


def inert(html: str) -> str:
    """HTML in which nothing is opened again: formatting under names without a meaning, links whole or not at all."""
    html = _LINK.sub(lambda found: found[0] if found[2] else f"&lt;{found[1]}", html)
    return _REOPENED.sub(lambda found: f"<{found[1]}x-{found[2].lower()}", html)


def active(html: str) -> str:
    """Inert HTML with its formatting under its own names again."""
    return _INERT.sub(r"\1\2", html)


def _quoted(opening: str) -> str:
    if opening.count(">") <= DEEPEST_QUOTE:
        return opening
    kept = opening.split(">")
    return ">".join(kept[: DEEPEST_QUOTE + 1]) + " ".join(kept[DEEPEST_QUOTE + 1 :])
