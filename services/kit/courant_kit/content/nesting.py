"""Bounds for Markdown and HTML that would cost far more time and memory than they show (no I/O).

The time for quotes in quotes grows with the square of their depth. So does the size of HTML with elements that are not
closed (HTML living standard, 13.2.6): parsers reopen them in each paragraph, and a kilobyte becomes megabytes.
"""

import re

DEEPEST_QUOTE = 50
MOST_HEADINGS = 3000
"""How many headings of a text can have ids: comrak 0.0.16 takes a time that grows with the square of their number if
they have one name."""
MOST_COLUMNS = 1000
"""How many columns a table may have: comrak 0.0.16 takes a time that grows with the square of their number."""
MOST_DESCRIPTIONS = 2000
"""How many lines may begin with a colon: comrak 0.0.16 takes a time for a list of descriptions that grows with the
square of its length."""
MOST_STEPS = 100_000_000
MOST_COPIED = 20_000_000

_OPENINGS = re.compile(r"^(?:\[\^[^\]\n]+\]:)?[ \t>+*.):\d-]*>[ \t>+*.):\d-]*|(?:>[ \t]*){51,}", re.MULTILINE)
_LINE = re.compile(r"[\r\n]")
_DESCRIPTION = re.compile(r"^(?:\[\^[^\]\n]+\]:)?[ \t>*+.)\d-]*:(?=[ \t])", re.MULTILINE)
_FORMATTING = "b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_REOPENED = re.compile(rf"<(/?)({_FORMATTING})(?=[\s/>])", re.IGNORECASE)
_INERT = re.compile(rf"((?:<|&lt;)/?)x-({_FORMATTING})(?=[\s/>&])")
_LINK = re.compile(r"""<(a)(?=[\s/>])((?:[^<>"']++|"[^"]*+"|'[^']*+')*+>)?""", re.IGNORECASE)

INERT = frozenset(f"x-{name}" for name in _FORMATTING.split("|"))
"""The names of elements in the result of `inert`."""


def shallow(text: str) -> str:
    """The Markdown, with quotes no deeper than DEEPEST_QUOTE on every line."""
    if text.count(">") <= DEEPEST_QUOTE:
        return text
    return _OPENINGS.sub(lambda found: _quoted(found[0]), text)


def few_columns(text: str) -> bool:
    """Whether no line of a Markdown text could be a row of very many columns."""
    return text.count("|") <= MOST_COLUMNS or max(line.count("|") for line in _LINE.split(text)) <= MOST_COLUMNS


def few_descriptions(text: str) -> bool:
    """Whether a Markdown text has few enough lines that could be descriptions of a list."""
    return text.count(":") <= MOST_DESCRIPTIONS or len(_DESCRIPTION.findall(text)) <= MOST_DESCRIPTIONS


def excessive(text: str, html: str) -> bool:
    """Whether the raw HTML in the Markdown `text`, rendered as `html`, could take too long or grow too much."""
    blocks = html.count("<")
    if max(text.count("<"), len(html)) * blocks <= min(MOST_STEPS, MOST_COPIED):
        return False  # no need to look for the longest link
    longest = max((len(found[0]) for found in _LINK.finditer(html)), default=0)
    return text.count("<") * blocks > MOST_STEPS or longest * blocks > MOST_COPIED


def inert(html: str) -> str:
    """HTML in which parsers reopen nothing: formatting elements are renamed, and `<a` without an end is escaped."""
    html = _LINK.sub(lambda found: found[0] if found[2] else f"&lt;{found[1]}", html)
    return _REOPENED.sub(lambda found: f"<{found[1]}x-{found[2].lower()}", html)


def active(html: str) -> str:
    """Inert HTML with the names of its formatting elements restored."""
    return _INERT.sub(r"\1\2", html)


def _quoted(opening: str) -> str:
    if opening.count(">") <= DEEPEST_QUOTE:
        return opening
    kept = opening.split(">")
    return ">".join(kept[: DEEPEST_QUOTE + 1]) + " ".join(kept[DEEPEST_QUOTE + 1 :])
