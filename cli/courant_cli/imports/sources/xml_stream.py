"""Reads XML as a stream: one element at a time, none kept, nothing fetched, no entity expanded, damage survived."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Note = Callable[[str], None]
"""Receives a sentence about damage in the file."""

_MOST_TOLD = 5


def elements(file: Path, tags: tuple[str, ...], note: Note = lambda _: None) -> Iterator[Any]:
    """The elements with these names, whatever their namespace, each only until the next one is asked for.

    If the file is damaged or ends early, what can be read is read, and `note` receives where and why.
    """
    from lxml import etree

    with file.open("rb") as stream:
        found = etree.iterparse(
            stream, events=("end",), tag=tuple(f"{{*}}{tag}" for tag in tags), recover=True, huge_tree=True,
            resolve_entities=False, no_network=True, load_dtd=False,
        )  # fmt: skip
        try:
            for _, element in found:
                yield element
                _forget(element)
        except etree.XMLSyntaxError as error:
            note(f"the file cannot be read any further: {error.msg}")
        for problem in list(found.error_log)[:_MOST_TOLD]:
            note(f"damaged in line {problem.line}: {problem.message}")


def name(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def words(element: Any, child: str) -> str:
    """The text of the first child with this name, in any namespace; "" without one."""
    found = element.find(f"{{*}}{child}")
    return found.text or "" if found is not None else ""


def _forget(element: Any) -> None:
    """Empty the element, and drop those of its kind before it; what else its parent has may still be wanted."""
    element.clear()
    before = element.getprevious()
    while before is not None and before.tag == element.tag:
        element.getparent().remove(before)
        before = element.getprevious()
