"""No link silently changes its meaning: when pages move, appear, or are deleted and restored."""

from typing import Any

import pytest
from courant_wiki import contract
from courant_wiki.addresses.respelling import Change, View
from courant_wiki.models import Revision, WikiPage
from courant_wiki.writing.following import KEPT

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def text(path: str) -> str:
    return WikiPage.objects.get(path=path).revision.text


def hrefs(wiki: Wiki, path: str) -> str:
    return wiki.page(path).html.partition('class="prose"')[2].partition("</article>")[0]


def backlinks(wiki: Wiki, path: str) -> str:
    return wiki.page(path).html.partition('data-live="wiki.backlinks')[2]


def test_a_moved_page_keeps_the_links_in_its_text(wiki: Wiki) -> None:
    for path in ("a/two", "a/one/deep", "three", "x/two", "x/three"):
        wiki.write(path)
    words = (
        "[[two]] [[two|w]] [[two#Part]] [two](../two/#part) [[./deep]] [deep](deep/) [[three]] [[nobody]]\n\n"
        "[r] [out](https://example.org/) [#](#part) [feed](../../../blog/) `[[two]] [two](../two/)`\n\n"
        "[r]: ../two/ 'Title'\n\n```\n[[two]]\n```"
    )
    wiki.write("a/one", words)
    before = WikiPage.objects.get(path="a/one").number
    wiki.as_editor(contract.MOVE_PAGE, path="a/one", to="x/one")
    assert text("x/one") == (
        "[[/a/two|two]] [[/a/two|w]] [[/a/two#Part]] [two](/wiki/a/two/#part) [[./deep]] [deep](deep/)"
        " [[/three|three]] [[nobody]]\n\n"
        "[r] [out](https://example.org/) [#](#part) [feed](../../../blog/) `[[two]] [two](../two/)`\n\n"
        "[r]: /wiki/a/two/ 'Title'\n\n```\n[[two]]\n```"
    )
    newest = WikiPage.objects.get(path="x/one").revision
    assert (newest.number, newest.author, newest.summary) == (before + 1, "eve", KEPT)


def test_pages_that_move_together_keep_their_relative_links(wiki: Wiki) -> None:
    wiki.write("a", "[[b]] [b](b/)")
    wiki.write("a/b", "[[/a]] [[c]] [a](../) [c](../c/)")
    wiki.write("a/c")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="x/y")
    assert text("x/y") == "[[b]] [b](b/)"
    assert text("x/y/b") == "[[/x/y]] [[c]] [a](../) [c](../c/)"
    assert 'href="/wiki/x/y/"' in hrefs(wiki, "x/y/b")


def test_links_of_others_follow_a_page_that_moves(wiki: Wiki) -> None:
    wiki.write("a")
    wiki.write("other", "[[a]] [a](/wiki/a/#x) [[b]]")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="b")
    assert text("other") == "[[b|a]] [a](/wiki/b/#x) [[b]]"
    newest = WikiPage.objects.get(path="other").revision
    assert (newest.author, newest.summary) == ("eve", "Links follow “A” to b")
    wiki.write("a", "new", by="grace")
    assert text("other") == "[[b|a]] [a](/wiki/b/#x) [[b]]"
    assert hrefs(wiki, "other").count('href="/wiki/b/') == 3


def test_an_imported_page_that_takes_an_old_address_changes_no_links(wiki: Wiki) -> None:
    wiki.write("a")
    wiki.write("other", "[[a]]")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="b")
    wiki.take_in("a", "from elsewhere")
    assert text("other") == "[[b|a]]"


def test_a_nearer_page_takes_no_links(wiki: Wiki) -> None:
    wiki.write("two")
    wiki.write("a/one", "[[two]] [[later]]")
    wiki.write("a/two")
    assert text("a/one") == "[[/two|two]] [[later]]"
    wiki.write("a/later")
    assert text("a/one") == "[[/two|two]] [[later]]"


def test_a_page_that_moves_nearer_takes_no_links(wiki: Wiki) -> None:
    for path in ("two", "x"):
        wiki.write(path)
    wiki.write("a/one", "[[two]]")
    wiki.as_editor(contract.MOVE_PAGE, path="x", to="a/two")
    assert text("a/one") == "[[/two|two]]"


def test_a_deleted_page_leaves_its_links(wiki: Wiki) -> None:
    for path in ("two", "a/two", "three"):
        wiki.write(path)
    wiki.write("a/one", "[[two]] [[three]]")
    wiki.as_editor(contract.DELETE_PAGE, path="three")
    assert text("a/one") == "[[two]] [[three]]"
    wiki.as_editor(contract.DELETE_PAGE, path="a/two")
    assert text("a/one") == "[[/a/two|two]] [[three]]"
    wiki.as_editor(contract.RESTORE_PAGE, path="a/two")
    assert 'href="/wiki/a/two/" class="wikilink"' in hrefs(wiki, "a/one")


@pytest.mark.parametrize("moved", ["a/one", "a"])
def test_backlinks_are_right_after_a_move(wiki: Wiki, moved: str) -> None:
    for path in ("two", "b/two", "a"):
        wiki.write(path)
    wiki.write("a/one", "[[two]] [[nobody]] [x](../nobody/)")

    def move() -> None:
        wiki.as_editor(contract.MOVE_PAGE, path=moved, to=moved.replace("a", "b", 1))

    wiki.converges(contract.PAGE_SHOW, move, path="two")
    assert "/wiki/b/one/" in backlinks(wiki, "two")
    assert "/wiki/b/one/" not in backlinks(wiki, "b/two")


def test_a_page_made_over_a_redirect_redraws_the_page_it_led_to(wiki: Wiki) -> None:
    wiki.write("a")
    wiki.write("other", "[[a]]")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="b")
    assert "/wiki/other/" in backlinks(wiki, "b")
    wiki.converges(contract.PAGE_SHOW, lambda: wiki.write("a", "new"), path="b")
    assert "/wiki/other/" in backlinks(wiki, "b")
    assert "/wiki/other/" not in backlinks(wiki, "a")
    wiki.write("other", "none")
    wiki.as_editor(contract.MOVE_PAGE, path="b", to="c")
    wiki.write("other", "[x](/wiki/b/)")
    wiki.write("d")
    wiki.converges(
        contract.PAGE_SHOW, lambda: wiki.as_editor(contract.MOVE_PAGE, path="d", to="b"), path="c"
    )  # fmt: skip
    assert "/wiki/other/" in backlinks(wiki, "c")


def test_a_move_without_links_makes_no_revision(wiki: Wiki) -> None:
    wiki.write("a", "Words. [[../b]]\n\n    [[code]]")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="c")
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("[[ two ]]", "[[/a/two| two ]]"),
        ("[[../two]]", "[[/a/two]]"),
        ("[[#part]]", "[[#part]]"),
        ("[[C#]]", "[[/a/c-sharp|C#]]"),
        ("[[C##x]]", "[[/a/c-sharp#x]]"),
        ('<a href="../two/">two</a>', '<a href="/wiki/a/two/">two</a>'),
        ("![](../two/)", "![](/wiki/a/two/)"),
        ("[two](<../two/>)", "[two](</wiki/a/two/>)"),
        ("[zwei](../gr%C3%B6%C3%9Fe/)", "[zwei](/wiki/a/gr%C3%B6%C3%9Fe/)"),
    ],
)
def test_links_in_any_spelling(name: str, written: str) -> None:
    leads = {"a/two": 1, "a/c-sharp": 2, "a/größe": 3, "x/one": 4, "a/one": 4}
    homes: dict[int, Any] = {1: "a/two", 2: "a/c-sharp", 3: "a/größe", 4: "x/one"}
    assert Change(View("a/one", leads), View("x/one", leads), homes).respell(name).text == written
