"""Moves, deletions and restores are in the list of changes and in the history of each page."""

import re

import pytest
from courant_wiki import contract
from courant_wiki.history import chronicle
from courant_wiki.models import Happening, Revision

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def lines(html: str) -> list[str]:
    """The list items of a page as plain text."""
    items = re.findall(r"<li id=\"(?:happened|change|revision)-.*?</li>", html, re.DOTALL)
    return [" ".join(re.sub(r"<form.*?</form>|<[^>]+>", " ", one, flags=re.DOTALL).split()) for one in items]


def recent(wiki: Wiki, before: int = 0) -> list[str]:
    return lines(wiki.stage.page(contract.PAGE_RECENT, before=before).html)


def history(wiki: Wiki, path: str) -> list[str]:
    return lines(wiki.stage.page(contract.PAGE_HISTORY, path=path).html)


def test_what_happens_leaves_its_line(wiki: Wiki) -> None:
    wiki.write("a")
    wiki.write("a/b")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="x/y")
    wiki.as_editor(contract.DELETE_PAGE, path="x/y")
    assert recent(wiki)[0].startswith("A eve ·")
    assert recent(wiki)[0].endswith("· deleted")
    wiki.as_editor(contract.RESTORE_PAGE, path="x/y")
    assert [one.partition(" · ")[2].rpartition(" · ")[2] for one in recent(wiki)[:3]] == [
        "restored",
        "deleted",
        "moved from a to x/y , with 1 page below it",
    ]
    assert [one.rpartition(" · ")[2] for one in history(wiki, "x/y")[:3]] == [
        "restored",
        "deleted",
        "moved from a to x/y , with 1 page below it",
    ]
    assert len(history(wiki, "x/y")) == 4
    assert history(wiki, "x/y/b")[0].endswith("moved from a/b to x/y/b along with the page above it")


def test_what_happened_stays_between_the_revisions_where_it_happened(wiki: Wiki) -> None:
    wiki.write("a", "one")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="b")
    wiki.write("b", "two")
    wiki.as_editor(contract.MOVE_PAGE, path="b", to="c")
    kinds = ["moved" if "moved from" in one else "saved" for one in history(wiki, "c")]
    assert kinds == ["moved", "saved", "moved", "saved"]
    older = lines(wiki.stage.page(contract.PAGE_HISTORY, path="c", before=2).html)
    assert ["moved from" in one for one in older] == [True, False]


def test_the_list_of_changes_leaves_nothing_out_between_its_pages(wiki: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chronicle, "PER_PAGE", 3)
    wiki.write("a")
    for place in "bcdefg":
        wiki.as_editor(contract.MOVE_PAGE, path="a" if place == "b" else chr(ord(place) - 1), to=place)
        wiki.write(place, place)
    for rows in (Revision.objects, Happening.objects):  # all at one moment: their order is still the same
        rows.update(created_at=Revision.objects.earliest("created_at").created_at)
    found, cursor = list[chronicle.Change](), 0
    while rows := chronicle.recent(cursor)[:3]:
        found += rows
        cursor = chronicle.cursor_of(rows[-1])
    names = [(type(one), one.pk) for one in found]
    assert len(names) == len(set(names)) == Revision.objects.count() + Happening.objects.count()


def test_open_lists_follow(wiki: Wiki) -> None:
    for path in ("a", "a/b"):
        wiki.write(path)

    def change() -> None:
        wiki.as_editor(contract.DELETE_PAGE, path="a", below=True)
        wiki.as_editor(contract.RESTORE_PAGE, path="a")
        wiki.as_editor(contract.MOVE_PAGE, path="a", to="x")
        wiki.as_editor(contract.MOVE_PAGE, path="x", to="a")

    wiki.converges(contract.PAGE_RECENT, change)
    wiki.converges(contract.PAGE_HISTORY, change, path="a")
    wiki.write("d")
    wiki.converges(contract.PAGE_RECENT, lambda: wiki.as_editor(contract.DELETE_PAGE, path="d"))
