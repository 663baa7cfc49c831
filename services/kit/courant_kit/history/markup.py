"""Our own rendered HTML as a tree (no I/O), for the difference between two renderings.

It is what the sanitizer wrote: elements are closed, and quotes surround the values of attributes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)((?:[^>\"]|\"[^\"]*\")*)>")
_ID = re.compile(r"\s(?:id|name)=\"[^\"]*\"")
VOID = frozenset({"br", "col", "hr", "img", "input", "wbr", "source"})
ATOMS = frozenset({"br", "img", "input", "math", "svg", "wbr"})
"""Elements that a difference never looks into."""
INLINE = ATOMS | {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
}  # fmt: skip


@dataclass(eq=False)
class Element:
    """An element: its name, its start tag as written, and what is in it: elements, and text with its entities."""

    tag: str
    start: str
    children: list["Node"] = field(default_factory=list)

    @property
    def end(self) -> str:
        """Its end tag; empty for a void element."""
        return "" if self.tag in VOID else f"</{self.tag}>"

    @property
    def anonymous(self) -> str:
        """Its start tag without what may be in a document only once."""
        return _ID.sub("", self.start)

    @cached_property
    def html(self) -> str:
        """The element as written."""
        return f"{self.start}{''.join(map(html, self.children))}{self.end}"

    @cached_property
    def inline(self) -> bool:
        """Whether it is a part of a line of text."""
        return self.tag in ATOMS or (self.tag in INLINE and all(map(inline, self.children)))


Node = Element | str


def parse(text: str) -> list[Node]:
    """The nodes of a piece of HTML; an end tag without its start is left out, what stays open ends with the text."""
    root = Element("", "")
    open_elements, at = [root], 0
    for found in _TAG.finditer(text):
        if found.start() > at:
            open_elements[-1].children.append(text[at : found.start()])
        at = found.end()
        tag = found[2].lower()
        if found[1]:
            _close(open_elements, tag)
            continue
        element = Element(tag, found[0])
        open_elements[-1].children.append(element)
        if tag not in VOID and not found[3].endswith("/"):
            open_elements.append(element)
    if at < len(text):
        open_elements[-1].children.append(text[at:])
    return root.children


def html(node: Node) -> str:
    """A node as written."""
    return node if isinstance(node, str) else node.html


def anonymous(text: str) -> str:
    """HTML without what may be in a document only once."""
    return _TAG.sub(lambda found: _ID.sub("", found[0]), text)


def inline(node: Node) -> bool:
    """Whether it is a part of a line of text."""
    return isinstance(node, str) or node.inline


def text(nodes: list[Node]) -> Iterator[str]:
    """The pieces of text in nodes, with their entities."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from text(node.children)


def _close(open_elements: list[Element], tag: str) -> None:
    for place in range(len(open_elements) - 1, 0, -1):
        if open_elements[place].tag == tag:
            del open_elements[place:]
            return
