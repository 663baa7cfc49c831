"""Parts a file into its front matter and its text (no I/O).

Front matter is TOML between `+++`, YAML between `---` (or `---toml`, `---json`), JSON as an object or between `;;;`,
lines of `Key: value` as Pelican writes them, or a comment of `.. key: value` as Nikola does.
"""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from courant_cli.imports.reading.front_matter import yaml_words
from courant_cli.imports.reading.front_matter.values import deeply_lowered, lowered

_FENCED = re.compile(
    r"\A(?P<space>\s*(?:<!--.*?-->\s*)*)(?P<mark>\+\+\+|---|;;;)[ \t]*(?P<language>\w*)[ \t]*\n(?P<head>.*?)"
    r"^(?:(?P=mark)|(?P<end>\.\.\.))[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_OPENED = re.compile(r"\A\s*(?:\+\+\+|---|;;;)[ \t]*\w*[ \t]*\n(?P<head>(?:[^\n]*\S[^\n]*\n?)+)")
_KEY_LINE = re.compile(r"^[ \t]*[\"']?[^\W\d][^\n:=\"']{0,60}[\"']?[ \t]*[:=]", re.MULTILINE)
_OBJECT = re.compile(r"\A\s*(?P<object>\{\s*(?:\"|\}\s*$))", re.MULTILINE)
_META = re.compile(r"\A(?P<head>(?:[^\W\d_][^\n:]{0,30}:[ \t]*[^\n]*\n(?:[ \t]+\S[^\n]*\n)*){2,})(?:[ \t]*\n|\Z)")
_COMMENT = re.compile(r"\A\s*<!--\s*\n(?P<head>(?:\.\. [\w-]+:[^\n]*\n|[ \t]*\n)+)\s*-->[ \t]*\n?")

Read = Callable[[str], tuple[Any, list[str]]]


class Unreadable(Exception):
    """A file that cannot be parsed; the message gives the reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file: the values of its front matter by their keys in lower case, and the text below it.

    `unread` are parts of the front matter that could not be read: they may say anything.
    """

    values: dict[str, Any]
    text: str
    unread: tuple[str, ...] = ()


def parted(content: str) -> Source:
    """The file's front matter and text; raises Unreadable when the front matter is broken."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if fenced := _FENCED.match(content):
        if not fenced["space"] or _KEY_LINE.search(fenced["head"]):
            return _source(_reader(fenced), fenced["head"], content[fenced.end() :])
    elif opened := _OPENED.match(content):
        lines = [line.strip() for line in opened["head"].split("\n") if _KEY_LINE.match(line)]
        return Source({}, content, tuple(f"{line} (front matter without an end)" for line in lines))
    return _unfenced(content)


def lines(head: str) -> tuple[dict[str, Any], list[str]]:
    """The values of lines such as `title: Setup: the database`, and those that cannot be read."""
    values, unread = yaml_words.read(head)
    return (values, unread) if isinstance(values, dict) else ({}, unread)


def configuration(text: str, style: str) -> dict[str, Any]:
    """The values of a site's configuration (`toml`, `yaml`, `yml` or `json`); empty if it cannot be read."""
    try:
        values, _ = _READERS[style](text)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _reader(fenced: re.Match[str]) -> Read:
    style = fenced["language"].lower() or {"+++": "toml", ";;;": "json"}.get(fenced["mark"], "yaml")
    if style not in _READERS:
        raise Unreadable(f"broken front matter: “{style}” is neither YAML, TOML nor JSON")
    return _READERS[style]


def _unfenced(content: str) -> Source:
    if found := _OBJECT.match(content):
        end = _end_of_object(content, found.start("object"))
        return _source(_json, content[found.start("object") : end], content[end:].removeprefix("\n"))
    if found := _COMMENT.match(content):
        return _source(
            yaml_words.read, re.sub(r"^\.\. ", "", found["head"], flags=re.MULTILINE), content[found.end() :]
        )
    if (found := _META.match(content)) and re.search(r"^title:", found["head"], re.MULTILINE | re.IGNORECASE):
        return _source(yaml_words.read, found["head"], content[found.end() :])
    return Source({}, content)


def _source(read: Read, head: str, text: str) -> Source:
    try:
        values, unread = read(head)
    except RecursionError as error:
        raise Unreadable("broken front matter: it is nested too deeply") from error
    except ValueError as error:
        raise Unreadable(f"broken front matter: {' '.join(str(error).split())}") from error
    if values is None and not unread:
        return Source({}, text)
    if not isinstance(values, dict):
        raise Unreadable("broken front matter: it should be keys and values")
    return Source(values, text, tuple(unread))


def _toml(head: str) -> tuple[Any, list[str]]:
    twice: list[str] = []
    return deeply_lowered(tomllib.loads(head, parse_float=str), twice), twice


def _json(head: str) -> tuple[Any, list[str]]:
    twice: list[str] = []
    pairs = json.loads(head, parse_float=str, parse_int=str, object_pairs_hook=_Pairs)
    return _merged(pairs, twice), twice


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON, which may have a key twice."""


def _merged(value: Any, twice: list[str]) -> Any:
    if isinstance(value, _Pairs):
        return lowered(((key, _merged(one, twice)) for key, one in value), twice)
    return [_merged(one, twice) for one in value] if isinstance(value, list) else value


def _end_of_object(content: str, start: int) -> int:
    try:
        return json.JSONDecoder().raw_decode(content, start)[1]
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"broken front matter: {error}") from error


_READERS: dict[str, Read] = {"toml": _toml, "json": _json, "yaml": yaml_words.read, "yml": yaml_words.read}
