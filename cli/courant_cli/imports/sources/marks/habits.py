"""Marks of single programs (no I/O): MDX, MkDocs, Obsidian, Pelican, Nikola, Ghost and WordPress."""

import re

from courant_cli.imports.sources.marks.attributes import MARK
from courant_cli.imports.sources.marks.changing import Changes, left_out, outside

_IMPORT = re.compile(
    r"^(?:import[ \t](?:[\w*{}, \t$]*[ \t]from)?[ \t]*[\"'][^\"'\n]+[\"'][ \t]*;?"
    r"|export[ \t]+(?:const|let|var|default)[ \t][^\n]*;)[ \t]*$\n?",
    re.MULTILINE,
)
_COMPONENT = re.compile(r"^[ \t]*</?(?P<name>[A-Z][\w.]*)(?P<values>\s[^<>]*)?>[ \t]*$", re.MULTILINE)
_LABEL = re.compile(r"\b(?:label|title)=[\"'{`]+([^\"'`}]+)")
_MARKED = re.compile(r"(?<![=A-Za-z0-9_)\]])==(?=[^\s=])(?P<words>[^=\n]+)(?<=\S)==(?![=A-Za-z0-9_(])")
_EMBEDDED = re.compile(
    r"!\[\[(?P<file>[^\[\]|#\n]+\.(?:png|jpe?g|gif|webp|avif|svg))(?:\|[\dx ]+)?"
    r"(?:\|(?P<words>[^\[\]|\n]*))?[^\[\]\n]*\]\]",
    re.IGNORECASE,
)
_INCLUDED = re.compile(r"!(?=\[\[[^\[\]\n]+\]\])")
_PLACE = re.compile(r"(?<=\S)[ \t]\^(?P<id>[A-Za-z0-9][A-Za-z0-9-]*)[ \t]*$", re.MULTILINE)
_FOLDER = re.compile(r"(?:(?<=\]\()|(?<=\]: ))[{|](?:filename|static|attach)[}|]")
_FROM_TOP = re.compile(r"(?:(?<=\]\()|(?<=\]: ))[{|]filename[}|]/")
_SNIPPET = re.compile(r"^[ \t]*(?:-+8<-+[ \t]+\"[^\"\n]*\"|\{![^!\n]*!\})[ \t]*$\n?", re.MULTILINE)
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:[^\n]*$\n?", re.MULTILINE)
_NIKOLA = re.compile(r"\blink://(?:slug|filename)/")
_GHOST = re.compile(r"__GHOST_URL__(?=/)")
_CAPTION = re.compile(r"\[caption[^\[\]\n]*\](?P<inside>(?:[^\[]|\[(?!/?caption))*+)\[/caption\]")
_EMBED = re.compile(r"\[embed[^\[\]\n]*\](?P<address>https?://[^\s\[\]]+)\[/embed\]")
_SHOWN = re.compile(r"\[(?:youtube|vimeo|twitter|instagram|soundcloud)[ =](?P<address>https?://[^\s\[\]]+)[^\[\]\n]*\]")
_GALLERY = re.compile(
    r"\[(?:gallery|playlist|audio|video|contact-form-7)[ \t][^\[\]\n=]*=[^\[\]\n]*\](?![(\[:])|^\[gallery\][ \t]*$",
    re.MULTILINE,
)
_CONTENTS = re.compile(r"^[ \t]*\[\[?_?TOC_?\]?\][ \t]*$\n?", re.MULTILINE | re.IGNORECASE)


def read(text: str, changes: Changes) -> str:
    """The text with what these marks mean."""
    if "![[" in text:
        text = outside(text, _EMBEDDED, lambda found: f"![{found['words'] or ''}](<{found['file'].strip()}>)")
        text = outside(text, _INCLUDED, "")
    if "]({" in text or "](|" in text or "]: {" in text or "]: |" in text:
        text = outside(outside(text, _FROM_TOP, "@/"), _FOLDER, "")
    if "link://" in text:
        text = outside(text, _NIKOLA, "post:")
    text = _shortcodes(text, changes)
    if "__GHOST_URL__" in text:
        text = outside(text, _GHOST, "")
    if " ^" in text:
        text = outside(text, _PLACE, r'<a id="\g<id>"></a>')
    if "8<" in text or "{!" in text:
        text = left_out(text, _SNIPPET, MARK, changes)
    if "*[" in text:
        text = left_out(text, _ABBREVIATION, MARK, changes)
    if "==" in text:
        text = outside(text, _MARKED, r"<mark>\g<words></mark>")
    if "import " in text or "export " in text:
        text = left_out(text, _IMPORT, MARK, changes)
    return left_out(text, _COMPONENT, MARK, changes, _labelled) if "<" in text else text


def _shortcodes(text: str, changes: Changes) -> str:
    if "[/" in text:
        text = outside(outside(text, _CAPTION, r"\g<inside>"), _EMBED, r"<\g<address>>")
    if "[" in text:
        text = outside(text, _SHOWN, r"<\g<address>>")
        text = left_out(text, _GALLERY, MARK, changes)
        text = left_out(text, _CONTENTS, "table of contents of the generator, left out", changes)
    return text


def _labelled(found: re.Match[str]) -> str:
    label = _LABEL.search(found["values"] or "")
    return f"**{label[1].strip()}**\n" if label else ""
