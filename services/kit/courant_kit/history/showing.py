"""The pages about a history, the same in every service: the list, a difference, and who wrote which words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from courant_kit.content.templates import draw
from courant_kit.history import comparison, renderings, writers
from courant_kit.history.views import Of, View
from courant_kit.live.fragment import FragmentId, Item, wrap
from courant_kit.words import gettext as _

PER_PAGE = 50
LAST = 1
"""The part of a history below the first revision."""
STYLES = ["history.css"]
"""The styles of these pages, of the kit's own."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the pages about a history are: each ends in a slash, and numbers of revisions follow."""

    history: str
    diff: str
    written: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What has the history: its title, its addresses, the fields that identify it in calls, and its newest revision.

    `crumbs` and `head` are live fragments in it: the way to it, and which revision is the newest.
    """

    title: str
    at: Addresses
    fields: Mapping[str, str | int]
    newest: int
    crumbs: str
    head: str


def items(at: Addresses, rows: Sequence[Any], newest: int) -> list[Item]:
    """The children of a list of revisions, newest first; `rows` has one more than PER_PAGE if there are older ones."""
    before = [*(row.number for row in rows[1:]), 0]
    shown = []
    for place, (row, earlier) in enumerate(zip(rows[:PER_PAGE], before, strict=False)):
        html = draw("courant/history/item.html", revision=row, at=at, place=place, older=earlier, newest=newest)
        shown.append(Item(f"revision-{row.number}", html))
    return shown


def older(at: Addresses, rows: Sequence[Any], query: str = "") -> list[Item]:
    """A link to older revisions, if there are any."""
    if len(rows) <= PER_PAGE:
        return []
    address = f"{at.history}before/{rows[PER_PAGE - 1].number}/{query}"
    return [Item("older", draw("courant/history/older.html", address=address))]


class Filter(NamedTuple):
    """Which revisions to list: those with a name, or those of an author; all of them by default."""

    named: bool = False
    author: str = ""

    def of(self, rows: Any) -> Any:
        """These of the revisions, newest first."""
        found = rows.exclude(name="") if self.named else rows.all()
        # A name may be part of another one: who has the rows looks again.
        found = found.filter(author__contains=self.author) if self.author else found
        return found.defer("stored").order_by("-number")

    @property
    def query(self) -> str:
        """The filter in an address."""
        return f"?{urlencode({'named': 1} if self.named else {'author': self.author})}"


def chosen(subject: Subject, rows: Any, wanted: Filter, before: int = 0) -> str:
    """The list of some revisions, before a number if one is given, as HTML."""
    found = wanted.of(rows)
    if before:
        found = found.filter(number__lt=before)
    shown = [row for row in found[: PER_PAGE + 1] if not wanted.author or wanted.author in row.authors]
    children = [*items(subject.at, shown, subject.newest), *older(subject.at, shown, wanted.query)]
    return draw("courant/history/chosen.html", items=children)


def sign(history: FragmentId[int], version: int) -> str:
    """What is beside a list of some revisions: the part of the history that has none (`LAST`) is gone in each version.

    So a window that shows it loads its page again when the history changes.
    """
    return wrap(history, version, "", tag="span", attributes="hidden")


def revisions(
    embedded: Callable[[int], str], sign: Callable[[], str], subject: Subject, rows: Any, wanted: Filter, before: int
) -> str:
    """The page of a history: all revisions (`embedded`: those before a number, live), or some with a `sign`."""
    found = chosen(subject, rows, wanted, before) + sign() if any(wanted) else embedded(before)
    return draw("courant/history/list.html", subject=subject, revisions=found, wanted=wanted)


def revision(template: str, subject: Subject, one: Any, html: str) -> str:
    """The page of an old revision; `template` extends the kit's and says how to go back to it."""
    return draw(template, subject=subject, revision=one, html=html)


def difference(
    subject: Subject, pair: tuple[Any, Any], render: Callable[[Any], str], view: View, of: Of,
    fields: Iterable[tuple[str, str, str]] = (),
) -> str:  # fmt: skip
    """The page of what changed between two revisions; `fields` are other fields that changed: name, old and new."""
    old, new = pair
    context: dict[str, Any] = {"side": view == "side", "rendering": of == "rendering", "fields": fields}
    if of == "rendering":
        context["rendered"] = renderings.compare(render(old), render(new))
    else:
        context["source"] = comparison.compare(old.text, new.text)
    around = {"earlier": old.previous, "later": new.siblings.filter(number__gt=new.number).order_by("number").first()}
    given = {"of": of, "view": view}
    query = _query(given)
    ways = [
        (label, [(words, f"?{_query(given | {name: value})}", value == current) for words, value in choices])
        for label, name, current, choices in (
            (_("What to compare"), "of", of or "source", ((_("Source"), "source"), (_("Rendering"), "rendering"))),
            (_("How to show it"), "view", view or "inline", ((_("Inline"), "inline"), (_("Side by side"), "side"))),
        )
    ]
    context |= {"subject": subject, "old": old, "new": new, "ways": ways, "query": f"?{query}" if query else ""}
    return draw("courant/history/difference.html", **around, **context)


def written(subject: Subject, revisions: Any, owner: int) -> str:
    """The page of who wrote which words of the newest text."""
    found = writers.of(revisions, owner)
    rows = {
        row.number: row for row in revisions.filter(number__in={piece.number for piece in found.pieces}).defer("stored")
    }
    return draw(
        "courant/history/written.html", subject=subject, written=found, shares=writers.shares(found, rows),
        groups=writers.lines(found, rows),
    )  # fmt: skip


def _query(given: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in given.items() if value not in {"", "source", "inline"}})
