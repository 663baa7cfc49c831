"""Boxes and tabs (no I/O): `:::note` of Docusaurus and VitePress, `!!! note` and `=== "Tab"` of MkDocs, as alerts."""

import re

from courant_cli.imports.sources.marks.changing import outside

KINDS = {
    "note": "NOTE", "info": "NOTE", "abstract": "NOTE", "summary": "NOTE", "question": "NOTE", "quote": "NOTE",
    "example": "NOTE", "details": "NOTE", "tip": "TIP", "hint": "TIP", "success": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "attention": "WARNING", "caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION",
    "failure": "CAUTION", "bug": "CAUTION",
}  # fmt: skip

_NAME = r"(?P<kind>[^\W\d_][^\s\[\]{}\"<>]*)"
_COLONS = re.compile(
    rf"^(?P<mark>:{{3,}})[ \t]*+(?:{_NAME}[ \t]*+(?:\[(?P<named>[^\]\n]*)\]|(?P<title>[^\n{{]*+))?)?"
    r"(?:\{[^}\n]*\})?[ \t]*\n"
    r"(?P<text>(?:(?!:::)[^\n]*\n)*)(?P=mark)[ \t]*$",  # the innermost first
    re.MULTILINE,
)
_END = re.compile(r"^:{3,}[ \t]*$", re.MULTILINE)
_BELOW = r"(?P<text>(?:(?: {4}|\t)[^\n]*\n?|[ \t]*\n(?= {4}|\t))+)"
_MARKS = re.compile(
    rf"^(?P<fold>!!!|\?\?\?\+?)[ \t]+{_NAME}[^\n\"]*+(?:\"(?P<title>[^\"\n]*)\")?[ \t]*\n(?:[ \t]*\n)?{_BELOW}",
    re.MULTILINE,
)
_TAB = re.compile(rf"^===[!+]?[ \t]+\"(?P<title>[^\"\n]+)\"[ \t]*\n(?:[ \t]*\n)?{_BELOW}", re.MULTILINE)
DEEPEST = 5


def read(text: str, depth: int = 0) -> str:
    """The text with boxes as alerts, also those in boxes, and tabs one below the other."""
    if depth > DEEPEST:
        return text
    if ":::" in text and _END.search(text):
        for _ in range(DEEPEST):
            text = outside(text, _COLONS, _between)
    if "!!!" in text or "???" in text:
        text = outside(text, _MARKS, lambda found: _indented(found, depth))
    if "===" in text:
        text = outside(text, _TAB, lambda found: f"**{found['title']}**\n\n{_inside(found, depth)}\n")
    return text


def alert(kind: str, title: str | None, text: str, fold: str = "") -> str:
    """An alert of GitHub's with this text; a kind that is not known is a note. With a `fold` (`+`, `-`) it opens."""
    name = KINDS.get(kind.lower(), "NOTE")
    if fold:
        first = [f"[!{name}]{fold} {(title or kind.capitalize()).strip()}"]
    else:
        first = [f"[!{name}]", *([f"**{title.strip()}**", ""] if title and title.strip() else [])]
    return "\n".join(f"> {line}".rstrip() for line in [*first, *text.strip("\n").split("\n")])


def _between(found: re.Match[str]) -> str:
    kind, title, text = found["kind"] or "", found["named"] or found["title"], found["text"]
    if kind.lower() in KINDS or (title and title.strip()):
        return alert(kind, title, text) + "\n"
    return text  # a container without a meaning here: `::: code-group`, `::: {.column}`


def _indented(found: re.Match[str], depth: int) -> str:
    kind, title = found["kind"], found["title"]
    fold = {"???": "-", "???+": "+"}.get(found["fold"], "")
    named = title if title or kind.lower() in KINDS else kind.capitalize()
    return alert(kind, named, _inside(found, depth), fold) + "\n"


def _inside(found: re.Match[str], depth: int) -> str:
    return read(re.sub(r"^(?: {4}|\t)", "", found["text"], flags=re.MULTILINE), depth + 1)
