"""Remarks that writers made for themselves (no I/O): no reader sees them, nor anybody who edits the page here."""

import re

from courant_cli.imports.reading.addresses import masked, outside_code
from courant_cli.imports.sources.marks.changing import Changes, left_out, shortened
from courant_cli.imports.sources.marks.escapes import hidden
from courant_cli.imports.sources.marks.pairing import pairs

REMARK = "remark that readers never saw, left out"

_PAIRS = tuple(
    (re.compile(begin), re.compile(end))
    for begin, end in (
        (r"\{%-?\s*comment\b[^%]*%\}", r"\{%-?\s*endcomment\s*-?%\}"),  # Liquid
        (r"\{%-?\s*#", r"%\}"),
        (r"\{#-?(?=\s)", r"#\}"),  # Nunjucks, Tera
        (r"\{\{[<%]\s*comment\s*[>%]\}\}", r"\{\{[<%]\s*/\s*comment\s*[>%]\}\}"),  # Hugo
        (r"\{\{-?\s*/\*", r"\*/\s*-?\}\}"),
        (r"\{::comment\}", r"\{:/(?:comment)?\}"),  # kramdown
        (r"(?<![{%<])\{/\*", r"\*/\}"),  # MDX
        (r"\{>>", r"<<\}"),  # CriticMarkup
    )
)
_REMARKS = (
    re.compile(r"\{#-?[^{}\n]*#\}"),  # Nunjucks, Tera: on one line
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
    for opening, closing in _PAIRS:
        text = _without(text, opening, closing, changes)
    for pattern in _REMARKS:
        text = left_out(text, pattern, REMARK, changes)
    return text


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str], changes: Changes) -> str:
    parts, at, words = list[str](), 0, ""
    for begun, ended in pairs(text, opening, closing):
        words = words or masked(text)
        start, end = begun.start(), ended.end()
        if words[start] == text[start]:
            changes.append((REMARK, shortened(text[start:end])))
            parts.append(text[at:start])
            at = end
    return "".join((*parts, text[at:]))
