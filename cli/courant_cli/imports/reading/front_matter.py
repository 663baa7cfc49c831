"""Front matter (no I/O): the TOML or YAML at the top of a Markdown file, as Zola, Hugo and Jekyll write it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<head>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_YAML = re.compile(r"\A---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class Unreadable(Exception):
    """A file that cannot be parsed; the message gives the reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file: the values of its front matter, and the text below it."""

    values: dict[str, Any]
    text: str


def parted(content: str) -> Source:
    """The file's front matter and text; raises Unreadable when the front matter is broken."""
    content = content.replace("\r\n", "\n")
    for pattern, read in ((_TOML, tomllib.loads), (_YAML, yaml.safe_load)):
        if found := pattern.match(content):
            return Source(_values(read, found["head"]), content[found.end() :])
    return Source({}, content)


def flat(values: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its dotted key (`extra.team`); a table is replaced by its values."""
    for key, value in values.items():
        name = f"{within}{key}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{name}.")
        else:
            yield name, value


def listed(value: Any) -> list[Any]:
    """A value, or a list of values, as a list; empty for an empty value."""
    return list(value) if isinstance(value, list | tuple) else [value] if value not in (None, "") else []


def _values(read: Any, head: str) -> dict[str, Any]:
    try:
        values = read(head)
    except (ValueError, yaml.YAMLError) as error:
        raise Unreadable(f"broken front matter: {' '.join(str(error).split())}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise Unreadable("broken front matter: it should be keys and values")
    return {str(key): value for key, value in values.items()}
