"""What a generator would have shown as it is: `{% raw %}`, and shortcodes that are escaped so that nobody runs them.

Their braces become characters that are in no text until every other mark is read, so that nothing runs them here.
"""

import re
from functools import partial

from courant_cli.imports.sources.marks.pairing import between

_RAW = (
    re.compile(r"(?P<before>^[ \t]*)?\{%-?\s*(?P<name>raw|verbatim)\s*-?%\}", re.MULTILINE),
    re.compile(r"\{%-?\s*end(?P<name>raw|verbatim)\s*-?%\}(?P<after>[ \t]*$)?", re.MULTILINE),
)
_ESCAPED = (
    (re.compile(r"\{\{<\s*/\*"), re.compile(r"\*/\s*>\}\}"), "{{<%s>}}"),  # Hugo
    (re.compile(r"\{\{%\s*/\*"), re.compile(r"\*/\s*%\}\}"), "{{%%%s%%}}"),
    (re.compile(r"\{\{/\*(?=\s*[\w:.]+\s*\()"), re.compile(r"\*/\}\}"), "{{%s}}"),  # Zola
    (re.compile(r"\{%/\*"), re.compile(r"\*/%\}"), "{%%%s%%}"),
)
_QUOTED = re.compile(r"""\{\{-?\s*(?P<quote>["'])(?P<text>\{\{|\}\}|\{%|%\}|\{#|#\})(?P=quote)\s*-?\}\}""")
"""Marks in Liquid's quotes."""
_HIDDEN = str.maketrans("{}%", "\ufdd0\ufdd1\ufdd2")
_SHOWN = str.maketrans("\ufdd0\ufdd1\ufdd2", "{}%")


def hidden(text: str) -> str:
    """The text without the escapes; what they stand for is hidden from every other reader of marks."""
    text = shown(text)
    if "{" not in text:
        return text
    text = between(text, *_RAW, _raw)
    for opening, closing, form in _ESCAPED:
        text = between(text, opening, closing, partial(_literal, form))
    return _QUOTED.sub(lambda found: found["text"].translate(_HIDDEN), text)


def shown(text: str) -> str:
    """The text with everything that `hidden` has hidden."""
    return text.translate(_SHOWN) if any(one in text for one in "\ufdd0\ufdd1\ufdd2") else text


def _literal(form: str, opening: re.Match[str], text: str, closing: re.Match[str]) -> str:
    return (form % text).translate(_HIDDEN)


def _raw(opening: re.Match[str], text: str, closing: re.Match[str]) -> str:
    """The text between the tags; a tag alone on its line takes the line with it."""
    alone = opening["before"] is not None and re.match(r"[ \t]*\n", text)
    text = text[alone.end() :] if alone else (opening["before"] or "") + text
    if closing["after"] is not None and (last := re.search(r"\n[ \t]*\Z", text)):
        text = text[: last.start()]
    return text.translate(_HIDDEN)
