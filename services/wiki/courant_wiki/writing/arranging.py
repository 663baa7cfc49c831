"""Puts a page elsewhere in the tree: among its siblings, or below another page, with its address and its links."""

from courant_kit.calls.errors import Invalid
from courant_kit.live.outbox import touch
from courant_kit.wire.answers import Answer, Undo
from courant_kit.words import gettext, marked

from courant_wiki import contract
from courant_wiki.addresses import paths
from courant_wiki.models import WikiPage
from courant_wiki.payloads import PlacePage
from courant_wiki.reading import finding, tree
from courant_wiki.writing import lifecycle, showing

STUCK = {
    "up": marked("The page cannot move up from its place."),
    "down": marked("The page cannot move down from its place."),
    "in": marked("The page cannot move in from its place."),
    "out": marked("The page cannot move out from its place."),
}


def place(by: str, request: PlacePage) -> Answer:
    """Put a page elsewhere; raises NotFound, Gone, Invalid, and Conflict if its new address is taken."""
    step, _, path = request.step.partition(" ")
    page = finding.live(lifecycle.locked(paths.clean(path or request.path)))
    parent = paths.parent(page.path)
    siblings = children(parent)
    undo = {"below": parent, "before": _after(siblings, page.path)}
    below, before = _stepped(page.path, siblings, step) if step else (request.below, request.before)
    below = paths.clean(below, "below") if below else ""
    _put(page, below, before, by)
    fields = {"path": page.path, **undo}
    return Answer(notice=_placed(page, below), undo=Undo(contract.PLACE_PAGE.uri, fields, gettext("Put it back")))


def children(parent: str) -> list[str]:
    """The paths directly below one, in order."""
    found = WikiPage.objects.live()
    rows = (found.below(parent) if parent else found).values_list("path", "title", "position")
    node = tree.grow(tree.Leaf(*row) for row in rows)
    for path in [*paths.above(parent), parent] if parent else []:
        if path not in node.below:
            return []
        node = node.below[path]
    return [one.path for one in node.ordered()]


def _stepped(path: str, siblings: list[str], step: str) -> tuple[str, str]:
    """Below which page and before which a step puts the page at a path; raises Invalid if there is no such place."""
    at, parent = siblings.index(path), paths.parent(path)
    above = siblings[at - 1] if at else None
    if step == "down" and at < len(siblings) - 1:
        return parent, _after(siblings, siblings[at + 1])
    if step == "out" and parent:
        further = paths.parent(parent)
        return further, _after(children(further), parent)
    if step in {"down", "out"} or above is None:
        raise Invalid(gettext(STUCK[step] if step in STUCK else STUCK["up"]), field="step")
    return (parent, above) if step == "up" else (above, "")


def _put(page: WikiPage, below: str, before: str, by: str) -> None:
    if below != paths.parent(page.path):
        lifecycle.move_family(page, paths.join(below, page.path.rpartition("/")[2]), by)
    others = [path for path in children(below) if path != page.path]
    if before and before not in others:
        raise Invalid(gettext("The page to put it before is not there any more."), field="before")
    at = others.index(before) if before else len(others)
    _number([*others[:at], page.path, *others[at:]])


def _number(order: list[str]) -> None:
    """Store the order of siblings: a name without a page stands where its first page does."""
    pages = {one.path: one for one in WikiPage.objects.live().filter(path__in=order).select_for_update().order_by("pk")}
    changed = [path for position, path in enumerate(order, 1) if path in pages and pages[path].position != position]
    for path in changed:
        pages[path].position = order.index(path) + 1
    WikiPage.objects.bulk_update([pages[path] for path in changed], ["position"], batch_size=500)
    touch(*showing.TREES)


def _after(order: list[str], path: str) -> str:
    """The next in an order; "" if it is the last."""
    return next(iter(order[order.index(path) + 1 :]), "")


def _placed(page: WikiPage, below: str) -> str:
    order = children(below)
    above = WikiPage.objects.live().filter(path=below).values_list("title", flat=True).first() if below else ""
    place, count = order.index(page.path) + 1, len(order)
    if not below:
        done = gettext("“{title}” is now number {place} of {count} at the top.")
        return done.format(title=page.title, place=place, count=count)
    done = gettext("“{title}” is now number {place} of {count} below “{above}”.")
    return done.format(title=page.title, place=place, count=count, above=above or paths.title_of(below))
