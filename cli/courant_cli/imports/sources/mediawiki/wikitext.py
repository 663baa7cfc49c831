"""Wikitext as Markdown (no I/O), read by mwparserfromhell: the tree that it finds is written, nothing is run.

Templates stay as readable text, and the report names them. What MediaWiki computes (parser functions, magic words) has
no meaning elsewhere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from courant_cli.imports.sources.mediawiki import tree

Link = Callable[[str], str]
"""Returns the address for a title with an optional `#part`, or "" if there is no such page."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>|$~])")
_LINE = re.compile(r"^(\s*)([#+=-]|\d+[.)])(?=\s|$)", re.MULTILINE)
_SWITCH = re.compile(r"__[A-Z]{3,}__")
_REDIRECT = re.compile(r"\A\s*#\w+:?\s*\[\[(?P<to>[^\]|]+)", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:-|1\.) ")
_INLINE = {"b": "**", "i": "*", "strong": "**", "em": "*", "s": "~~", "del": "~~", "strike": "~~"}
_AS_HTML = {"sub", "sup", "u", "kbd", "mark", "small", "big", "ins", "abbr", "var", "q", "cite", "samp"}
_CODE = {"syntaxhighlight", "source", "pre"}
_LIST = {"li", "dt", "dd"}
_SILENT = {"references", "gallery", "includeonly", "templatestyles", "onlyinclude", "section", "score", "timeline"}
_NO_WORDS = re.compile(r"\[\^\d+\]|[][]")
"""Marks of notes, and brackets: no part of what describes a picture."""


@dataclass(slots=True)
class Written:
    """The Markdown of a page, with its categories, the files that it shows, and what could not be carried over."""

    text: str = ""
    categories: list[str] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    notes: dict[str, tuple[int, str]] = field(default_factory=dict)


def redirected(text: str) -> str:
    """Where a redirect leads, with its part, by its text; "" for a page that is none."""
    found = _REDIRECT.match(text)
    return found["to"].strip() if found else ""


def written(text: str, kind: Callable[[str], str], link: Link, file: Link) -> Written:
    """The page as Markdown. `kind` names the namespace of a title, `link` and `file` the addresses of pages, files."""
    writer = _Writer(kind, link, file)
    body = writer.nodes(tree.read(_SWITCH.sub("", text)).nodes)
    notes = "\n".join(f"[^{number}]: {words}" for number, words in sorted(writer.page.notes.values()))
    writer.page.text = re.sub(r"\n{3,}", "\n\n", _apart(f"{body}\n\n{notes}")).strip()
    return writer.page


class _Writer:
    def __init__(self, kind: Callable[[str], str], link: Link, file: Link) -> None:
        self._kind, self._link, self._file = kind, link, file
        self.page = Written()
        self._marks = ""

    def nodes(self, nodes: Any) -> str:
        row: list[str] = []
        for node in nodes:
            at_start = not row or row[-1].endswith("\n") or bool(self._marks)
            row.append(self._node(node, at_start=at_start))
        return "".join(row)

    def _node(self, node: Any, *, at_start: bool) -> str:
        name = type(node).__name__
        if name == "Tag" and str(node.tag).strip().lower() in _LIST:
            return self._mark(str(node.wiki_markup or "*"), at_start=at_start)
        marks, self._marks = self._marks, ""
        made = getattr(self, f"_{name.lower()}", lambda one: _plain(str(one)))(node)
        return f"{marks}{made.lstrip() if marks else made}"

    def _text(self, node: Any) -> str:
        return _plain(str(node.value))

    def _heading(self, node: Any) -> str:
        return f"\n\n{'#' * min(6, node.level)} {' '.join(self.nodes(node.title.nodes).split())}\n\n"

    def _wikilink(self, node: Any) -> str:
        title = str(node.title).strip()
        kind = self._kind(title.lstrip(":"))
        if kind in {"6", "-2"} and not title.startswith(":"):
            return self._image(title, str(node.text) if node.text is not None else "")  # it reads its caption itself
        shown = self.nodes(node.text.nodes) if node.text is not None else ""
        if title.startswith("#"):
            return f"[{shown or _plain(title[1:])}]({_part(title[1:])})"
        if kind == "14" and not title.startswith(":"):
            self.page.categories.append(title.partition(":")[2].strip().replace("_", " "))
            return ""
        if kind == "":
            self.page.left.append(f"link to another wiki: {title}")
            return shown or ("" if re.fullmatch(r"[a-z-]{2,7}:.*", title) else _plain(title))
        address = self._link(title.lstrip(":"))
        words = shown or _plain(title.lstrip(":").strip())
        return f"[{words.strip()}]({address})" if address else words

    def _image(self, title: str, given: str) -> str:
        options = [one.strip() for one in given.split("|")] if given else []
        words = [one for one in options if not _is_option(one)]
        described = next((one[4:] for one in options if one.startswith("alt=")), "")
        caption = self._inner(words[-1]) if words else ""
        name = title.partition(":")[2].strip()
        address = self._file(name)
        if not address:
            return caption or _plain(name)
        around = "\n\n" if {"thumb", "thumbnail", "frame", "center"} & set(options) else ""
        image = f"![{_plain(described) or _NO_WORDS.sub('', caption)}]({address})"
        under = f"*{caption}*" if caption and "*" not in caption else caption
        return f"{around}{image}{f'{around}{under}' if around else ''}{around}"

    def _inner(self, wikitext: str) -> str:
        return " ".join(self.nodes(tree.read(wikitext).nodes).split())

    def _externallink(self, node: Any) -> str:
        address = re.sub(r"[\s()<>]", lambda sign: f"%{ord(sign[0]):02X}", str(node.url).strip())
        words = self.nodes(node.title.nodes).strip() if node.title is not None else ""
        if words:
            return f"[{words}]({address})"
        return f"<{address}>" if "://" in address else _plain(address)

    def _template(self, node: Any) -> str:
        name = " ".join(str(node.name).split())
        if name.startswith("#") or (name.isupper() and not node.params):
            self.page.left.append(f"{{{{{name.partition(':')[0]}}}}}")
            return ""
        self.page.templates.append(name)
        values = [self._value(one) for one in node.params]
        shown = [one for one in values if one]
        words = _plain(name) + (f": {', '.join(shown)}" if shown else "")
        return f"({words})"

    def _value(self, param: Any) -> str:
        words = " ".join(self.nodes(param.value.nodes).split())
        return f"{_plain(str(param.name).strip())} = {words}" if param.showkey and words else words

    def _argument(self, node: Any) -> str:
        return self.nodes(node.default.nodes) if node.default is not None else ""

    def _comment(self, node: Any) -> str:
        return ""

    def _htmlentity(self, node: Any) -> str:
        return str(node)

    def _tag(self, node: Any) -> str:  # noqa: PLR0911 - a line for each kind of element
        tag = str(node.tag).strip().lower()
        if tag in _CODE:
            return self._code(node, tag)
        if tag == "ref":
            return self._note(node)
        if tag == "table":
            return self._table(node)
        if tag == "math":
            return f"${node.contents}$"
        if tag == "nowiki":
            return _plain(str(node.contents or ""))
        if tag in {"br", "hr"}:
            return "<br>" if tag == "br" else "\n\n---\n\n"
        if tag in _SILENT:
            self.page.left.append(f"<{tag}>") if tag != "references" else None
            return ""
        return self._around(tag, self.nodes(node.contents.nodes) if node.contents is not None else "")

    def _around(self, tag: str, inner: str) -> str:
        if mark := _INLINE.get(tag):
            bare = inner.strip()
            return inner.replace(bare, f"{mark}{bare}{mark}", 1) if bare else inner
        if tag in {"code", "tt"}:
            return f"<code>{inner}</code>"
        if tag in _AS_HTML:
            return f"<{tag}>{inner}</{tag}>"
        if tag == "blockquote":
            return "\n\n" + "\n".join(f"> {line}" for line in inner.strip().split("\n")) + "\n\n"
        return f"\n\n{inner.strip()}\n\n" if tag in {"p", "div", "center"} else inner

    def _mark(self, sign: str, *, at_start: bool) -> str:
        """One sign at the beginning of a line: `**` is two of them, and only the last says what the item is."""
        if sign == ":" and not at_start:
            return ": "  # the definition behind a term
        before = self._marks
        indent = " " * len(before) if before.strip() else before
        self._marks = indent + {"#": "1. ", ":": ""}.get(sign, "- ")
        return ""

    def _code(self, node: Any, tag: str) -> str:
        language = next(
            (str(one.value) for one in node.attributes if str(one.name).strip() in {"lang", "language"}), ""
        )
        words = str(node.contents or "").strip("\n")
        if any(str(one.name).strip() == "inline" for one in node.attributes):
            return f"`{words}`"
        fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", words)), default=0))
        return f"\n\n{fence}{language if tag != 'pre' else ''}\n{words}\n{fence}\n\n"

    def _note(self, node: Any) -> str:
        name = next((str(one.value).strip() for one in node.attributes if str(one.name).strip() == "name"), "")
        words = " ".join(self.nodes(node.contents.nodes).split()) if node.contents is not None else ""
        key = name or f"\x00{len(self.page.notes)}"
        number, before = self.page.notes.get(key, (len(self.page.notes) + 1, ""))
        self.page.notes[key] = (number, before or words)
        return f"[^{number}]"

    def _table(self, node: Any) -> str:
        rows, caption = [], ""
        for one in node.contents.nodes if node.contents is not None else ():
            tag = str(getattr(one, "tag", "")).strip().lower()
            if tag == "tr":
                rows.append(self._row(one))
            elif tag in {"td", "th"} and str(one).startswith("|+"):
                caption = self._cell(one).replace("\\+", "", 1).strip()
            elif tag in {"td", "th"}:
                rows = rows or [[]]
                rows[-1].append(self._cell(one))
        rows = [row for row in rows if row]
        if not rows:
            return ""
        width = max(map(len, rows))
        first, *others = ([*row, *[""] * (width - len(row))] for row in rows)
        lines = (first, ["---"] * width, *others)
        title = f"**{caption}**\n\n" if caption else ""
        return f"\n\n{title}" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n\n"

    def _row(self, node: Any) -> list[str]:
        cells = node.contents.nodes if node.contents is not None else ()
        return [self._cell(one) for one in cells if str(getattr(one, "tag", "")).strip().lower() in {"td", "th"}]

    def _cell(self, node: Any) -> str:
        if any(str(one.name).strip() in {"colspan", "rowspan"} for one in node.attributes):
            self.page.left.append("cell of a table that spans others")
        marks, self._marks = self._marks, ""
        inner = self.nodes(node.contents.nodes) if node.contents is not None else ""
        self._marks = marks
        return "<br>".join(line.strip() for line in inner.strip().split("\n") if line.strip())


def _apart(text: str) -> str:
    """An empty line between a list and a paragraph, where Markdown would take them for one."""
    lines: list[str] = []
    fence, listed = "", False
    for line in text.split("\n"):
        bare = line.lstrip()
        if opens := re.match(r"`{3,}", bare):
            fence = "" if fence == opens[0] else fence or opens[0]
        is_item = bool(_ITEM.match(line))
        if listed and not fence and bare and not is_item:
            lines.append("")
        lines.append(line if fence else line.rstrip())
        listed = not fence and is_item
    return "\n".join(lines)


def _plain(words: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", words)
    return _LINE.sub(lambda found: f"{found[1]}{_kept(found[2])}", escaped)


def _kept(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"


def _part(words: str) -> str:
    from courant_kit.content import slugs

    return f"#{escape(slugs.slug(words.replace('_', ' ')))}"


def _is_option(words: str) -> bool:
    """Whether words of a picture's link are about its looks: https://www.mediawiki.org/wiki/Help:Images."""
    return bool(re.fullmatch(
        r"thumb(?:nail)?(?:=.*)?|frame(?:d|less)?|border|left|right|center|none|baseline|middle|sub|super|top|bottom|"
        r"text-top|text-bottom|\d*(?:x\d+)?px|upright(?:[= ].*)?|(?:alt|link|class|page|lang|start|end)=.*|", words,
    ))  # fmt: skip
