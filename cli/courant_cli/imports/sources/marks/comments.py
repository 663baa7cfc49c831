"""Remarks that writers made for themselves (no I/O): no reader sees them, nor anybody who edits the page here."""

import re

from courant_cli.imports.reading.addresses import outside_code
from courant_cli.imports.sources.marks.changing import Changes, left_out, shortened
from courant_cli.imports.sources.marks.escapes import hidden

REMARK = "remark that readers never saw, left out"

_REMARKS = (
    re.compile(r"\{%-?\s*comment\b[^%]*%\}.*?(?:\{%-?\s*endcomment\s*-?%\})", re.DOTALL),  # Liquid
    re.compile(r"\{%-?\s*#.*?%\}", re.DOTALL),
    re.compile(r"\{#-?(?:(?=\s).*?|[^{}\n]*)#\}", re.DOTALL),  # Nunjucks, Tera
    re.compile(r"\{\{[<%]\s*comment\s*[>%]\}\}.*?(?:\{\{[<%]\s*/\s*comment\s*[>%]\}\})", re.DOTALL),  # Hugo
    re.compile(r"\{\{-?\s*/\*.*?\*/\s*-?\}\}", re.DOTALL),
    re.compile(r"\{::comment\}.*?(?:\{:/(?:comment)?\})", re.DOTALL),  # kramdown
    re.compile(r"(?<![{%<])\{/\*.*?\*/\}", re.DOTALL),  # MDX
    re.compile(r"\{>>.*?<<\}", re.DOTALL),  # CriticMarkup
    re.compile(r"^[ \t]*%%[ \t]*\n.*?(?:^[ \t]*%%[ \t]*$\n?)", re.DOTALL | re.MULTILINE),  # Obsidian: a block
    re.compile(r"(?<![\w%])%%(?!%)(?:(?!\n[ \t]*\n).)+?%%(?!%)", re.DOTALL),  # and within a paragraph
    re.compile(r"^[ \t]*%%(?!%)[^\n]*\n.*?%%", re.DOTALL | re.MULTILINE),  # and from a line on
)

_BEGINNING = re.compile(
    r"\{%-?\s*comment\b[^%\n]*%\}|\{\{[<%]\s*comment\s*[>%]\}\}|\{::comment\}|\{>>|^[ \t]*%%(?![%\w])", re.MULTILINE
)


_LIMITED = re.compile(
    r"<!--\s*(?:members?-only|paywall|kg-card-begin:\s*paywall)\s*-->"  # Ghost
    r"|\[/(?:private|members?(?:[_-]only)?|restrict|paywall|protected)\]"  # WordPress
    r"|\{%-?\s*if\s+visitor\b",  # GitBook
    re.IGNORECASE,
)


def limited(text: str) -> str:
    """The mark of a part that only some readers could see; "" if there is none."""
    found = next(outside_code(text, _LIMITED), None) if any(one in text for one in ("[/", "<!--", "{%")) else None
    return shortened(found[0]) if found else ""


def unended(text: str) -> str:
    """The beginning of a remark that never ends, so nobody can tell what readers may see; "" if all of them end."""
    if "{" not in text and "%%" not in text:
        return ""
    rest = without(hidden(text), [])
    found = next(outside_code(rest, _BEGINNING), None)
    return shortened(rest[found.start() : found.start() + 60]) if found else ""


def without(text: str, changes: Changes) -> str:
    """The text without remarks."""
    if "{" not in text and "%%" not in text:
        return text
    for pattern in _REMARKS:
        text = left_out(text, pattern, REMARK, changes)
    return text
