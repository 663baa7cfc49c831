"""Where the addresses of links and images are in Markdown, except in code (no I/O)."""

import re
from collections.abc import Iterator
from functools import lru_cache

import comrak

from courant_kit.content import nesting

_CODE = re.compile(r'<pre data-sourcepos="(?P<first>\d+):\d+-(?P<last>\d+):(?P<column>\d+)"')
_ROW = re.compile(r'<tr data-sourcepos="(\d+):')
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(r"<(?!script|iframe|link\b)[a-zA-Z][^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(?:src|href|poster)\s*=\s*(["'])(?P<address>[^"'<>]+)\1""")
_INLINE = re.compile(r"\]\(\s*(?:<(?P<angled>[^<>\n]+)>|(?P<plain>(?:(?!\]\()[^\s()<>]|\([^\s()]*\))+))")
"""An address ends where another begins: what stands behind `[[page]]` in brackets is none, but may have one."""
_DEFINITION = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?\[(?!\^)[^\]\n]+\]:[ \t]*\n?[ \t]*"
    r"(?:<(?P<angled>[^<>\n]+)>|(?P<plain>[^\s<]\S*))(?=[ \t]*$|[ \t]+[\"'(])",
    re.MULTILINE,
)


@lru_cache(maxsize=4)
def masked(text: str) -> str:
    """The text with spaces instead of code, of the same length."""
    lines = text.split("\n")
    for start, end in code_blocks(text):
        lines[start:end] = [" " * len(line) for line in lines[start:end]]
    return _SPAN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), "\n".join(lines))


def code_blocks(text: str) -> list[tuple[int, int]]:
    """The lines of each code block, fences included: the first, counted from 0, and the one after the last."""
    html = comrak.render_markdown(text, extension_options=_extensions(text), render_options=_positions())
    found = (map(int, code.group("first", "last", "column")) for code in _CODE.finditer(html))
    return [(first - 1, last if column else last - 1) for first, last, column in found]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The addresses of inline links and images, of link definitions, and of `src` and `href` in HTML: start, end."""
    return written(masked(text))


def written(text: str) -> Iterator[tuple[int, int]]:
    """What may be the address of an inline link or image, of a link's definition, or of HTML: start, end.

    It may also be code, or a comment.
    """
    # A text is looked through for what it has only: looking for a sign in it costs nothing beside that.
    for sign, pattern in (("](", _INLINE), ("]:", _DEFINITION)):
        for found in pattern.finditer(text) if sign in text else ():
            yield found.span("angled" if found["angled"] else "plain")
    for tag in _TAG.finditer(text) if "<" in text else ():
        for found in _ATTRIBUTE.finditer(text, tag.start(), tag.end()):
            yield found.span("address")


@lru_cache(maxsize=4)
def rows(text: str) -> frozenset[int]:
    """The lines of a text that are rows of a table, counted from 1."""
    if "|" not in text:
        return frozenset()
    html = comrak.render_markdown(text, extension_options=_extensions(text), render_options=_positions())
    return frozenset(int(line) for line in _ROW.findall(html))


def _extensions(text: str) -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.footnotes = options.alerts = True
    options.table, options.description_lists = nesting.few_columns(text), nesting.few_descriptions(text)
    return options


def _positions() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.sourcepos = True
    return options
