"""What a generator would have shown as it is: `{% raw %}`, and shortcodes that are escaped so that nobody runs them.

Their braces become characters that are in no text until every other mark is read, so that nothing runs them here.
"""

import re
from functools import partial

_RAW = re.compile(
    r"(?P<before>^[ \t]*)?\{%-?\s*(?P<name>raw|verbatim)\s*-?%\}(?P<text>.*?)"
    r"\{%-?\s*end(?P=name)\s*-?%\}(?P<after>[ \t]*$)?",
    re.DOTALL | re.MULTILINE,
)
_ESCAPED = (
    (re.compile(r"\{\{<\s*/\*(?P<text>.*?)\*/\s*>\}\}", re.DOTALL), "{{<%s>}}"),  # Hugo
    (re.compile(r"\{\{%\s*/\*(?P<text>.*?)\*/\s*%\}\}", re.DOTALL), "{{%%%s%%}}"),
    (re.compile(r"\{\{/\*(?P<text>\s*[\w:.]+\s*\(.*?)\*/\}\}", re.DOTALL), "{{%s}}"),  # Zola
    (re.compile(r"\{%/\*(?P<text>.*?)\*/%\}", re.DOTALL), "{%%%s%%}"),
    (re.compile(r"""\{\{-?\s*(?P<quote>["'])(?P<text>\{\{|\}\}|\{%|%\}|\{#|#\})(?P=quote)\s*-?\}\}"""), "%s"),  # Liquid
)
_HIDDEN = str.maketrans("{}%", "\ufdd0\ufdd1\ufdd2")
_SHOWN = str.maketrans("\ufdd0\ufdd1\ufdd2", "{}%")


def hidden(text: str) -> str:
    """The text without the escapes; what they stand for is hidden from every other reader of marks."""
    text = shown(text)
    if "{" not in text:
        return text
    text = _RAW.sub(_raw, text)
    for pattern, form in _ESCAPED:
        text = pattern.sub(partial(_literal, form), text)
    return text


def shown(text: str) -> str:
    """The text with everything that `hidden` has hidden."""
    return text.translate(_SHOWN) if any(one in text for one in "\ufdd0\ufdd1\ufdd2") else text


def _literal(form: str, found: re.Match[str]) -> str:
    return (form % found["text"]).translate(_HIDDEN)


def _raw(found: re.Match[str]) -> str:
    """The text between the tags; a tag alone on its line takes the line with it."""
    text = found["text"]
    alone = found["before"] is not None and re.match(r"[ \t]*\n", text)
    text = text[alone.end() :] if alone else (found["before"] or "") + text
    if found["after"] is not None and (last := re.search(r"\n[ \t]*\Z", text)):
        text = text[: last.start()]
    return text.translate(_HIDDEN)
