"""What Ghost's editors store, as HTML (no I/O): Lexical, a tree of nodes, and Mobiledoc, sections of markers."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from courant_cli.imports.sources.ghost import cards

Node = Mapping[str, Any]

DEEPEST = 100
"""Nodes below this depth are left out: no editor makes them."""

#: The bits of Lexical's text format: https://lexical.dev/docs/concepts/serialization
_FORMATS = ((16, "code"), (64, "sup"), (32, "sub"), (8, "u"), (128, "mark"), (4, "s"), (2, "em"), (1, "strong"))
_BLOCKS = {"paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote", "aside": "blockquote",
           "listitem": "li", "root": "div"}  # fmt: skip
_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "p", "blockquote", "aside", "pull-quote"}


def from_lexical(text: str, left: list[str]) -> str:
    """The HTML of a Lexical document; `left` receives the kinds of cards that are not known. Raises ValueError."""
    found = _parsed(text)
    try:
        return _node(found.get("root") or {}, left, 0)
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("its Lexical is damaged") from error


def from_mobiledoc(text: str, left: list[str]) -> str:
    """The HTML of a Mobiledoc document (version 0.3.1); raises ValueError."""
    found = _parsed(text)
    try:
        return "".join(_section(one, found, left) for one in found.get("sections") or ())
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("its Mobiledoc is damaged") from error


def _parsed(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("it is no document")  # noqa: TRY004 - a value that people wrote
    return found


def _node(node: Node, left: list[str], depth: int) -> str:
    if depth > DEEPEST:
        left.append("text that is nested too deeply")
        return ""
    kind = str(node.get("type", ""))
    if kind in {"text", "extended-text"}:
        return _text(node)
    if kind == "linebreak":
        return "<br>"
    inner = "".join(_node(one, left, depth + 1) for one in node.get("children") or () if isinstance(one, Mapping))
    if kind in {"link", "autolink"}:
        return f'<a href="{escape(str(node.get("url") or ""))}">{inner}</a>'
    if tag := _tag(kind, node):
        return f"<{tag}>{inner}</{tag}>"
    card = cards.html_of(kind, node)
    if card is None:
        left.append(f"card {kind}")
    return inner if card is None else card


def _tag(kind: str, node: Node) -> str:
    if kind in {"heading", "extended-heading", "list"}:
        tag = str(node.get("tag") or "")
        return tag if tag in _TAGS else "ul" if kind == "list" else "h2"
    return _BLOCKS.get(kind, "")


def _text(node: Node) -> str:
    words, bits = escape(str(node.get("text") or "")), node.get("format")
    if not isinstance(bits, int):
        return words
    for bit, tag in _FORMATS:
        words = f"<{tag}>{words}</{tag}>" if bits & bit else words
    return words


def _section(section: list[Any], found: Mapping[str, Any], left: list[str]) -> str:
    kind = section[0]
    if kind == 2:
        return f'<p><img src="{escape(str(section[1]))}" alt=""></p>'
    if kind == 10:
        name, payload = found["cards"][section[1]][:2]
        card = cards.html_of(str(name), payload)
        left += [f"card {name}"] if card is None else []
        return card or ""
    tag = section[1] if section[1] in _TAGS else "p"
    tag = "blockquote" if tag in {"aside", "pull-quote"} else tag
    if kind == 3:
        return f"<{tag}>{''.join(f'<li>{_markers(one, found)}</li>' for one in section[2])}</{tag}>"
    return f"<{tag}>{_markers(section[2], found)}</{tag}>"


def _markers(markers: list[list[Any]], found: Mapping[str, Any]) -> str:
    row, opened = [], list[str]()
    for kind, opens, closes, value in markers:
        for number in opens:
            markup = found["markups"][number]
            attributes = dict(zip(*[iter(markup[1])] * 2, strict=False)) if len(markup) > 1 else {}
            href = f' href="{escape(str(attributes["href"]))}"' if "href" in attributes else ""
            row.append(f"<{markup[0]}{href}>")
            opened.append(str(markup[0]))
        row.append(escape(str(value)) if kind == 0 else _atom(found["atoms"][value]))
        row += [f"</{opened.pop()}>" for _ in range(min(closes, len(opened)))]
    return "".join(row)


def _atom(atom: list[Any]) -> str:
    return "<br>" if atom[0] == "soft-return" else escape(str(atom[1] or ""))
