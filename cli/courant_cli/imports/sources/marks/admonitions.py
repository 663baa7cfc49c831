"""Boxes (no I/O): `:::note` of Docusaurus, VitePress and Zola's themes, and `!!! note` of MkDocs, as alerts."""

import re

from courant_cli.imports.sources.marks.changing import outside

KINDS = {
    "note": "NOTE", "info": "NOTE", "abstract": "NOTE", "summary": "NOTE", "question": "NOTE", "quote": "NOTE",
    "example": "NOTE", "details": "NOTE", "tip": "TIP", "hint": "TIP", "success": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "attention": "WARNING", "caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION",
    "failure": "CAUTION", "bug": "CAUTION",
}  # fmt: skip
_NAMES = "|".join(KINDS)
_COLONS = re.compile(
    rf"^(?P<mark>:{{3,}})[ \t]*(?P<kind>{_NAMES})\b[ \t]*(?:\[(?P<named>[^\]\n]*)\]|(?P<title>[^\n{{]*))?"
    r"(?:\{[^}\n]*\})?[ \t]*\n"
    r"(?P<text>.*?)^(?P=mark)[ \t]*$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_MARKS = re.compile(
    rf"^(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>{_NAMES})\b[^\n\"]*(?:\"(?P<title>[^\"\n]*)\")?[ \t]*\n"
    r"(?P<text>(?:(?: {4}|\t)[^\n]*\n?|[ \t]*\n(?= {4}|\t))+)",
    re.MULTILINE | re.IGNORECASE,
)


def read(text: str) -> str:
    """The text with boxes as alerts."""
    text = outside(text, _COLONS, _between)
    return outside(text, _MARKS, _indented)


def _between(found: re.Match[str]) -> str:
    return alert(found["kind"], found["named"] or found["title"], found["text"]) + "\n"


def _indented(found: re.Match[str]) -> str:
    lines = re.sub(r"^(?: {4}|\t)", "", found["text"], flags=re.MULTILINE)
    return alert(found["kind"], found["title"], lines) + "\n"


def alert(kind: str, title: str | None, text: str) -> str:
    """An alert of GitHub's with this text; a kind that is not known is a note with its name."""
    named = [f"**{title.strip()}**", ""] if title and title.strip() else []
    lines = [f"[!{KINDS.get(kind.lower(), 'NOTE')}]", *named, *text.strip("\n").split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines)
