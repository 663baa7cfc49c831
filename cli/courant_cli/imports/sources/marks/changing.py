"""Changes a text outside its code, and notes what was taken out (no I/O)."""

import re
from collections.abc import Callable

from courant_cli.imports.reading.addresses import masked

Changes = list[tuple[str, str]]
"""What was changed or left out, as pairs of a kind and a piece of the text."""

Becomes = str | Callable[[re.Match[str]], str]


def outside(text: str, pattern: re.Pattern[str], becomes: Becomes) -> str:
    """The text with the matches replaced that begin outside code; a string is a template as in `re.sub`."""
    if not pattern.search(text):
        return text
    parts, end, words = [], 0, masked(text)
    for found in pattern.finditer(text):
        start = _first_mark(found)
        if words[start : start + 1] == text[start : start + 1]:
            parts += [text[end : found.start()], becomes(found) if callable(becomes) else found.expand(becomes)]
            end = found.end()
    return "".join((*parts, text[end:]))


def left_out(text: str, pattern: re.Pattern[str], kind: str, changes: Changes, becomes: Becomes = "") -> str:
    """The same, with a note of this kind for every match."""

    def replace(found: re.Match[str]) -> str:
        changes.append((kind, shortened(found[0])))
        return becomes(found) if callable(becomes) else found.expand(becomes)

    return outside(text, pattern, replace)


def shortened(words: str) -> str:
    """The beginning of a piece of text, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _first_mark(found: re.Match[str]) -> int:
    """The first character that is no space: code has become spaces."""
    return found.start() + len(found[0]) - len(found[0].lstrip())
