"""A cover picture as HTML, and how long a text takes to read (no I/O)."""

import re

from courant_kit.content.prose.pictures import sized
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

WORDS_A_MINUTE = 230
"""How fast adults read English silently: 238 words a minute on average (Brysbaert 2019), with a little for pictures."""
LETTERS_A_MINUTE = 500
"""The same for letters of scripts that put no spaces between words."""

_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]")


def picture(path: str, alt: str, *, lazy: bool = False) -> SafeString:
    """The cover as an `img` with its size and narrower renderings; empty if there is none."""
    if not path:
        return SafeString()
    loading = mark_safe(' loading="lazy"') if lazy else ""
    return mark_safe(sized(str(format_html('<img alt="{}" src="{}"{}>', alt, path, loading))))  # noqa: S308 - escaped


def minutes(text: str) -> int:
    """How many minutes people take to read a text, at least 1."""
    dense = len(_DENSE.findall(text))
    words = len(_DENSE.sub(" ", text).split())
    return max(1, round(words / WORDS_A_MINUTE + dense / LETTERS_A_MINUTE))
