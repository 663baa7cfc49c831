"""The tree of all pages, to put them in order (no I/O): each page has buttons, and names what a script drags."""

from html import escape

from courant_kit.live.fragment import Item
from courant_kit.words import gettext as _
from courant_kit.words import marked

from courant_wiki.addresses import paths
from courant_wiki.reading.tree import Node

LABELS = {
    "up": marked("Move {title} up"),
    "down": marked("Move {title} down"),
    "in": marked("Move {title} in"),
    "out": marked("Move {title} out"),
}
STEPS = (("up", "↑"), ("down", "↓"), ("in", "→"), ("out", "←"))


def items(root: Node) -> list[Item]:
    """The tree as children of a live list, one for each node at the top; all of them fit its form `place`."""
    nodes = root.ordered()
    drawn = [Item(_name(node), _drawn(node, at, len(nodes), top=True)) for at, node in enumerate(nodes)]
    return drawn or [Item("order-none", f'<li id="order-none">{_("No pages yet.")}</li>')]


def _name(node: Node) -> str:
    # Not the page's own id: a morph that moved its element into another list would lose it.
    return f"order-{paths.key(node.path)}"


def _drawn(node: Node, at: int, many: int, *, top: bool = False) -> str:
    nodes = node.ordered()
    below = "".join(_drawn(child, place, len(nodes)) for place, child in enumerate(nodes))
    title = escape(node.title)
    if not node.page:
        return f'<li id="{_name(node)}"><div><span dir="auto">{title}</span></div><ul>{below}</ul></li>'
    free = {"up": at > 0, "down": at < many - 1, "in": at > 0, "out": not top}
    buttons = "".join(_button(node, step, sign, free[step]) for step, sign in STEPS)
    path = escape(node.path)
    row = f'<div><a href="{paths.location(node.path)}" dir="auto">{title}</a>{buttons}</div>'
    inside = f"{row}<ul>{below}</ul>" if below else row
    return f'<li id="{_name(node)}" data-page="{node.number}" data-path="{path}">{inside}</li>'


def _button(node: Node, step: str, sign: str, free: bool) -> str:
    label = _(LABELS[step]).format(title=escape(node.title))
    off = "" if free else " disabled"
    return (
        f'<button form="place" name="step" value="{step} {escape(node.path)}" aria-label="{label}"{off}>{sign}</button>'
    )
