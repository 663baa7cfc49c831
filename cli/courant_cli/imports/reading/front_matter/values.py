"""The values of front matter (no I/O): mappings with keys in lower case, and views of them."""

from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any


def lowered(pairs: Iterable[tuple[Any, Any]], twice: list[str]) -> dict[str, Any]:
    """A mapping with its keys in lower case; `twice` receives each key that has several different values."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        name = str(key).strip().lower()
        if name in found and found[name] != value:
            twice.append(f"{name} (given twice)")
        found[name] = value
    return found


def deeply_lowered(value: Any, twice: list[str]) -> Any:
    """The same for a value with everything in it."""
    if isinstance(value, Mapping):
        return lowered(((key, deeply_lowered(one, twice)) for key, one in value.items()), twice)
    return [deeply_lowered(one, twice) for one in value] if isinstance(value, list) else value


def flat(values: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its dotted key (`extra.team`); a table is replaced by its values."""
    for key, value in values.items():
        name = f"{within}{key}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{name}.")
        else:
            yield name, value


def every(value: Any) -> Iterator[Any]:
    """Each single value in a value; lists may have lists in them, as Hexo's categories do."""
    for one in listed(value):
        yield from every(one) if isinstance(one, list | tuple) else [one]


def listed(value: Any) -> list[Any]:
    """A value, or a list of values, as a list; empty for an empty value."""
    return list(value) if isinstance(value, list | tuple) else [value] if value not in (None, "") else []


def one_line(value: Any) -> str:
    """A value as words on one line; empty for an empty value. Exports of WordPress write `A &amp; B` for A & B."""
    return "" if value is None else " ".join(unescape(str(value)).split())
