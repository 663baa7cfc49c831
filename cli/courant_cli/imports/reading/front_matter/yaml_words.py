"""YAML as writers of front matter mean it (no I/O): what they write are words, and one bad line costs one key.

YAML reads `no` as false, `4:20` as 260, and `1.10` as 1.1. Here all of them stay words; whoever needs a date or a yes
reads it from the word. Where the whole is no YAML, each key is read on its own (Wiki.js quotes nothing).
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from courant_cli.imports.reading.front_matter.values import lowered

_KEY = re.compile(r"(?P<key>[^\s#:\-\[\]{},&*!|>'\"%@`?][^:\n]*?)[ \t]*:(?:[ \t]+(?P<rest>.*))?$")
_WIKI_JS = re.compile(r"^editor: .*^dateCreated: |^dateCreated: .*^editor: ", re.MULTILINE | re.DOTALL)
_NOTHING = ("~", "null", "Null", "NULL")
_KEPT_TAGS = {"tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"}


def _resolvers() -> dict[str, list[Any]]:
    every = yaml.SafeLoader.yaml_implicit_resolvers.items()
    return {first: [one for one in resolvers if one[0] in _KEPT_TAGS] for first, resolvers in every}


class _Words(yaml.SafeLoader):
    """A safe loader whose plain values are words, except null and the merge key."""

    yaml_implicit_resolvers = _resolvers()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.twice: list[str] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        merges = any(key.tag.endswith(":merge") for key, _ in node.value)
        self.flatten_mapping(node)
        pairs = [(self.construct_object(key, deep=True), self.construct_object(value, deep=True))
                 for key, value in node.value]  # fmt: skip
        return lowered(pairs, [] if merges else self.twice)


def read(head: str) -> tuple[Any, list[str]]:
    """The value of the front matter, and what in it could not be read."""
    if _WIKI_JS.search(head):
        return _by_keys(head, as_written=True)
    try:
        return _loaded(head)
    except (yaml.YAMLError, ValueError):
        return _by_keys(head)


def _loaded(head: str) -> tuple[Any, list[str]]:
    loader = _Words(head)
    try:
        return loader.get_single_data(), loader.twice
    finally:
        loader.dispose()


def _by_keys(head: str, *, as_written: bool = False) -> tuple[Any, list[str]]:
    pairs: list[tuple[Any, Any]] = []
    unread: list[str] = []
    for block in _blocks(head):
        pairs += _pairs(block, unread, as_written=as_written)
    return lowered(pairs, unread) if pairs else None, unread


def _blocks(head: str) -> Iterator[str]:
    """Each key with the lines that belong to it."""
    block: list[str] = []
    for line in head.split("\n"):
        if block and line.strip() and line[0] not in " \t-#]}":
            yield "\n".join(block)
            block = []
        if line.strip() and not line.startswith("#"):
            block.append(line)
    if block:
        yield "\n".join(block)


def _pairs(block: str, unread: list[str], *, as_written: bool) -> list[tuple[Any, Any]]:
    found = _KEY.fullmatch(block)
    if found and as_written:
        return [_written(found)]
    untabbed = "\n".join(re.sub(r"^\t+", lambda tabs: "  " * len(tabs[0]), line) for line in block.split("\n"))
    for text in (block, untabbed):
        if (value := _mapping(text)) is not None:
            return list(value.items())
    if found:
        key, value = _written(found)
        return [(key, _items(value) if isinstance(value, str) else value)]
    first, _, rest = block.partition("\n")
    found = _KEY.fullmatch(first)
    if found and found["rest"] and "\t" in rest:  # a line that begins with a tab costs only itself
        unread.append(" ".join(rest.split()))
        return [_written(found)]
    unread.append(" ".join(block.split()))
    return []


def _mapping(text: str) -> dict[Any, Any] | None:
    try:
        value, twice = _loaded(text)
    except (yaml.YAMLError, ValueError):
        return None
    return value if isinstance(value, dict) and not twice else None


def _items(words: str) -> str | list[str]:
    """The items of a list that is no YAML, such as `[@home, /?p=1]`; other words as they are."""
    if not (words.startswith("[") and words.endswith("]")):
        return words
    return [one.strip().strip("'\"") for one in words[1:-1].split(",") if one.strip()]


def _written(found: re.Match[str]) -> tuple[str, Any]:
    words = (found["rest"] or "").strip()
    return found["key"], None if words in _NOTHING else words
