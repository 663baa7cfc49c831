"""Bold and struck words beside letters of every script (no I/O).

In CommonMark `**word.**next` is not bold, because a mark before the asterisks and a letter behind them say that they
open something (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run). comrak's amendment for Chinese,
Japanese and Korean lifts that for their characters alone. Here it is lifted for every script but the Latin one, for
which CommonMark made the rule: a character that comrak takes for a Chinese one is put beside the asterisks, and removed
from the HTML.
"""

import re
from unicodedata import category

MARK = "\U0003fffd"
"""A character that is not assigned, among those of Chinese (Unicode 23.7 has none that comrak takes for one)."""

_ENCODED = "%F0%BF%BF%BD"
_RUN = re.compile(r"(?<=([^\s*~]))(?:\*{1,3}|~~)(?=([^\s*~]))")
_SCRIPTS = re.compile(
    "[\u0370-\u1dff\u1f00-\u1fff\u2c00-\u2c5f\u2c80-\u2dff\ua000-\ua71f\ua800-\uab2f\uab70-\uabff\ufb1d-\ufdcf"
    "\ufdf0-\ufdff\ufe70-\ufeff\U00010000-\U0001cfff\U0001e000-\U0001efff]"
)


def beside(text: str) -> str:
    """The Markdown with a MARK where asterisks or tildes open or close something beside a letter of such a script."""
    text = text.replace(MARK, "")
    return text if text.isascii() or not _SCRIPTS.search(text) else _RUN.sub(_marked, text)


def plain(html: str) -> str:
    """The HTML without the MARKs."""
    return html.replace(MARK, "").replace(_ENCODED, "")


def _marked(found: re.Match[str]) -> str:
    before, after = found[1], found[2]
    if not (_SCRIPTS.match(before) or _SCRIPTS.match(after)):
        return found[0]
    if _is_sign(before) and not _is_sign(after):
        return found[0] + MARK
    return MARK + found[0] if _is_sign(after) and not _is_sign(before) else found[0]


def _is_sign(one: str) -> bool:
    """Whether a character is a mark of punctuation or a symbol; a vowel sign (`ी`) belongs to its letter."""
    return category(one)[0] in "PS"
