"""The words of rendered HTML: on one line, and the beginning of a text (no I/O)."""

import re
from collections.abc import Iterator
from html import unescape

import nh3

_UNSAID = re.compile(
    r'<sup class="footnote-ref">(?:[^<]|<(?!/?sup\b))*+</sup>'
    r'|<a (?:[^<>]*? )?class="footnote-backref"[^<>]*>[^<]*(?:<sup[^<]*</sup>)?</a>',
    re.DOTALL,
)
_FORMULA = re.compile(r'<math alttext="([^"]*)"(?:[^<]|<(?!/math>))*+</math>')
_SPACED = re.compile(
    r"<(?=/?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|blockquote|pre|table|thead|tbody|tr|th|td|caption|div|section|article|aside"
    r"|header|footer|nav|figure|figcaption|details|summary|center|hgroup|br|hr|img)[\s/>])",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"<(/?)([a-z][a-z0-9]*)(?=[\s/>])([^<>]*)>")
_WORDS = frozenset({"p", "ul", "ol", "dl", "blockquote"})
_WRAPPERS = frozenset({"div", "section", "details", "aside", "nav"})
_NESTING = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "figure"}) | _WORDS | _WRAPPERS
_ASIDE = 'class="markdown-alert'


def plain(html: str, longest: int = 160) -> str:
    """The text of some HTML on one line, cut at a word to at most `longest` characters.

    Blocks and line breaks become spaces; the numbers and arrows of footnotes are left out.
    """
    spaced = _SPACED.sub(" <", _UNSAID.sub("", _FORMULA.sub(r"\1", html)))
    text = " ".join(unescape(nh3.clean(spaced, tags=set())).split())
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"


def opening(html: str, longest: int = 160) -> str:
    """The first words of a rendered text: those of the first paragraph, list or quote that has any.

    What is no text comes in question only if there is nothing else: headings, pictures, tables, code, callouts.
    """
    return next(filter(None, (plain(block, longest) for block in _blocks(html))), "") or plain(html, longest)


def _blocks(html: str) -> Iterator[str]:
    """The blocks of words that are in no other block but plain `<div>`s and sections."""
    start, depth, inside = 0, 0, ""
    for tag in _BLOCK.finditer(html):
        name = tag[2]
        if name not in _NESTING or (depth and name != inside):
            continue
        if not depth:
            if tag[1] or (name in _WRAPPERS and not _closed_off(name, tag[3])):
                continue
            start, depth, inside = tag.start(), 1, name
        elif tag[1]:
            depth -= 1
            if not depth and name in _WORDS:
                yield html[start : tag.end()]
        else:
            depth += 1


def _closed_off(name: str, attributes: str) -> bool:
    return name in {"details", "aside", "nav"} or _ASIDE in attributes or 'class="footnotes"' in attributes
