"""What is deleted is in the bin, for those who may restore it, and comes back from there."""

import re

import pytest
from courant_kit.testing import assert_converges
from courant_wiki import contract, fragments
from courant_wiki.reading import binned

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def binned_page(wiki: Wiki, before: int = 0) -> str:
    """The HTML of a page of the bin."""
    return wiki.stage.page(contract.PAGE_BIN, "editor", before=before).html


def lines(html: str) -> list[str]:
    """The deleted pages on a page of the bin, as plain text."""
    items = re.findall(r"<li id=\"deleted-.*?</li>", html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in items]


def test_deleted_pages_are_in_the_bin_until_they_are_restored(wiki: Wiki) -> None:
    for path in ("a", "a/b", "c"):
        wiki.write(path)
    wiki.as_editor(contract.DELETE_PAGE, path="a", below=True)
    wiki.as_editor(contract.DELETE_PAGE, path="c")
    found = lines(binned_page(wiki))
    assert [one.partition(" ")[0] for one in found] == ["C", "A"]
    assert "deleted by eve" in found[0]
    assert "with 1 page below it: “B”" in found[1]
    wiki.as_editor(contract.RESTORE_PAGE, path="c")
    wiki.as_editor(contract.RESTORE_PAGE, path="a")
    assert "There is nothing here." in binned_page(wiki)


def test_an_open_bin_follows(wiki: Wiki) -> None:
    for path in ("d", "e"):
        wiki.write(path)

    def delete_and_restore() -> None:
        wiki.as_editor(contract.DELETE_PAGE, path="d")
        wiki.as_editor(contract.DELETE_PAGE, path="e")
        wiki.as_editor(contract.RESTORE_PAGE, path="d")

    assert_converges(wiki.stage, contract.PAGE_BIN, delete_and_restore, "editor")
    assert not [topic for topic in wiki.stage.topics() if topic.endswith(".live.bin")]


@pytest.mark.parametrize("role", ["visitor", "member", "backend"])
def test_others_see_no_bin(wiki: Wiki, role: str) -> None:
    assert wiki.stage.page(contract.PAGE_BIN, role).status == 403


def test_a_large_bin_has_pages(wiki: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (binned, fragments):
        monkeypatch.setattr(module, "SHOWN", 2)
    for path in "abcd":
        wiki.write(path)
        wiki.as_editor(contract.DELETE_PAGE, path=path)
    first = binned_page(wiki)
    assert [one[0] for one in lines(first)] == ["D", "C"]
    before = first.partition("/wiki/~bin/before/")[2].partition("/")[0]
    assert [one[0] for one in lines(binned_page(wiki, int(before)))] == ["B", "A"]
