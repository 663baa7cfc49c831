"""The tree of all pages (no I/O): built from their paths, ordered by position and title, rendered as a nested list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from courant_kit.content.alphabet import place
from courant_kit.live.fragment import Item
from courant_kit.words import gettext as _

from courant_wiki.addresses import paths

LAST = 2**31


class Leaf(NamedTuple):
    """A page in the tree, `number` its id; pages with `position` 0 come after those that have a position."""

    path: str
    title: str
    position: int = 0
    number: int = 0


@dataclass(slots=True)
class Node:
    """A node of the tree: a page, or (`page` off) a name above other pages that is not a page."""

    path: str
    title: str
    place: int = LAST
    page: bool = False
    number: int = 0
    below: dict[str, "Node"] = field(default_factory=dict)

    def ordered(self) -> list["Node"]:
        """The nodes directly below it, in order."""
        return sorted(self.below.values(), key=lambda node: (node.place, place(node.title), node.path))


def grow(leaves: Iterable[Leaf]) -> Node:
    """The root of the tree of these pages; a name that is not a page has the position of its first page."""
    root = Node("", "")
    for leaf in leaves:
        node = root
        position = leaf.position or LAST
        for path in (*paths.above(leaf.path), leaf.path):
            node = node.below.setdefault(path, Node(path, paths.title_of(path)))
            if not node.page:
                node.place = min(node.place, position)
        node.title, node.place, node.page, node.number = leaf.title, position, True, leaf.number
    return root


def items(root: Node) -> list[Item]:
    """The tree as children of a live list, one for each node at the top."""
    return [
        Item(f"tree-{paths.key(node.path)}", _drawn(node, f"tree-{paths.key(node.path)}")) for node in root.ordered()
    ]


def _drawn(node: Node, name: str = "") -> str:
    start = f'<li id="{name}">' if name else "<li>"
    label = f'<a href="{paths.location(node.path)}">{escape(node.title)}</a>' if node.page else _word(node)
    if not node.below:
        return f"{start}{label}</li>"
    inside = "".join(_drawn(child) for child in node.ordered())
    # A page is one stop for the Tab key: its link, whose page unfolds what is below. A name without one has its fold.
    stop = ' tabindex="-1"' if node.page else ""
    label_of_fold = _("Pages below {title}").format(title=escape(node.title))
    fold = f'<summary{stop} aria-label="{label_of_fold}"></summary>'
    return f"{start}{label}<details>{fold}<ul>{inside}</ul></details></li>"


def _word(node: Node) -> str:
    return f"<span>{escape(node.title)}</span>"
