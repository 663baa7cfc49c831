"""Finds and replaces the addresses of links and images in Markdown, except in code (no I/O)."""

import re
from collections.abc import Callable, Iterator

from courant_kit.content.addresses import code_blocks, masked, spans

from courant_cli.imports.batch import Piece

__all__ = ["code_blocks", "masked", "outside_code", "pieces"]

Replace = Callable[[str], Piece | None]
"""Returns the replacement for an address, or None to leave it unchanged."""


def pieces(text: str, replace: Replace) -> tuple[Piece, ...]:
    """The text with each address replaced: inline links and images, link definitions, and `src` and `href` in HTML."""
    result: list[Piece] = []
    end = 0
    for start, stop in sorted(set(spans(text))):
        piece = replace(text[start:stop]) if start >= end else None
        if piece is not None:
            result += [text[end:start], piece]
            end = stop
    return (*result, text[end:])


def outside_code(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern outside code blocks and code spans."""
    yield from pattern.finditer(masked(text))
