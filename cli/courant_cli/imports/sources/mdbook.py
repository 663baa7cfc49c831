"""mdbook: the order of chapters in SUMMARY.md, and its preprocessing: files are included, lines of Rust hidden.

https://rust-lang.github.io/mdBook/format/summary.html and https://rust-lang.github.io/mdBook/format/mdbook.html
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from courant_cli.imports.reading.addresses import code_blocks

Note = Callable[[str, str], None]
Find = Callable[[str], Path | None]

SUMMARY = "SUMMARY.md"
DEEPEST = 5
_MARKDOWN = MarkdownIt("commonmark")
_COMMAND = re.compile(r"(?P<escape>\\)?\{\{\s*#(?P<name>[a-z_]+)\s*(?P<rest>[^{}]*)\}\}")
_INCLUDES = {"include", "rustdoc_include", "playground", "playpen"}
_CONTENTS = re.compile(r"^[ \t]*(?:<!--\s*/?toc\s*-->|\[TOC\])[ \t]*\n?", re.MULTILINE)
_RUST = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})\s*rust\b")
_HIDDEN = re.compile(r"^[ \t>]*#(?:[ ].*)?$")
_ANCHOR = re.compile(r"ANCHOR(?:_END)?:\s*[\w-]+")


def summary(text: str) -> Iterator[tuple[str, int, str, str]]:
    """Each link of a SUMMARY.md: its part, its depth, its text, and its file ("" for a chapter not yet written)."""
    tokens = _MARKDOWN.parse(text)
    part, depth, first = "", 0, True
    for before, token in zip([None, *tokens], tokens, strict=False):
        depth += {"bullet_list_open": 1, "ordered_list_open": 1}.get(token.type, 0)
        depth -= {"bullet_list_close": 1, "ordered_list_close": 1}.get(token.type, 0)
        if token.type != "inline":
            continue
        if before is not None and before.type == "heading_open":
            part, first = "" if first else _words(token.children or []), False
        for title, file in _links(token.children or []):
            first = False
            yield part if depth else "", max(0, depth - 1), title, file


def prepared(text: str, find: Find, note: Note) -> str:
    """The chapter as Markdown; `find` returns the file of an include, `note(kind, what)` receives the problems."""
    return without_hidden(included(_CONTENTS.sub("", text), find, note))


def included(text: str, find: Find, note: Note, depth: int = 0) -> str:
    """The text with all includes replaced by their files."""

    def run(found: re.Match[str]) -> str:
        name, rest = found["name"], found["rest"].strip()
        if found["escape"]:
            return found[0][1:]
        if name == "title":
            return ""
        if name not in _INCLUDES:
            note("mdbook command, left unchanged", f"#{name}")
            return found[0]
        return _file(rest.split()[0] if rest else "", find, note, depth)

    return _COMMAND.sub(run, text)


def without_hidden(text: str) -> str:
    """The text without the lines of Rust code that begin with `# `; `##` is an escaped `#`."""
    lines = text.split("\n")
    gone: set[int] = set()
    for start, end in code_blocks(text):
        if _RUST.match(lines[start]):
            gone.update(number for number in range(start + 1, end) if _HIDDEN.match(lines[number]))
            for number in range(start + 1, end):
                lines[number] = re.sub(r"^([ \t>]*)##", r"\1#", lines[number])
    return "\n".join(line for number, line in enumerate(lines) if number not in gone)


def excerpt(content: str, which: str) -> str:
    """The part of a file that an include selects: `3`, `3:7`, `:7` and `3:` are lines, anything else an anchor."""
    lines = content.splitlines()
    start, colon, end = which.partition(":")
    if not which or ((start.isdigit() or not start) and (end.isdigit() or not end)):
        first = int(start or 1) - 1
        lines = lines[first : int(end or len(lines)) if colon or not start else first + 1]
    else:
        lines = _anchored(lines, which)
    return "\n".join(line for line in lines if not _ANCHOR.search(line))


def _anchored(lines: list[str], name: str) -> list[str]:
    within, found = False, []
    for line in lines:
        if re.search(rf"ANCHOR_END:\s*{re.escape(name)}\b", line):
            within = False
        elif within:
            found.append(line)
        elif re.search(rf"ANCHOR:\s*{re.escape(name)}\b", line):
            within = True
    return found


def _file(argument: str, find: Find, note: Note, depth: int) -> str:
    name, _, which = argument.partition(":")
    file = find(name)
    if file is None or depth == DEEPEST:
        note("included file is missing", name)
        return f"({name} is missing)"
    try:
        content = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        note("included file is not UTF-8 text", name)
        return f"({name} cannot be shown)"
    return included(excerpt(content, which), find, note, depth + 1)


def _links(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    inside: list[Token] = []
    file: str | None = None
    for token in tokens:
        if token.type == "link_open":
            file, inside = unquote(str(token.attrs.get("href", ""))), []
        elif token.type == "link_close" and file is not None:
            yield _words(inside), str(PurePosixPath(file)) if file else ""
            file = None
        else:
            inside.append(token)


def _words(tokens: list[Token]) -> str:
    words = (" " if token.type == "softbreak" else token.content for token in tokens)
    return " ".join("".join(words).split())
