"""Pages are put in order, and below other pages, by those who may."""

import pytest
from courant_kit.calls.errors import CourantError
from courant_wiki import contract
from courant_wiki.models import WikiPage
from courant_wiki.rules import CURATORS
from courant_wiki.writing import arranging

from .staged_wiki import Wiki
from .test_meaning import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def wiki(wiki: Wiki) -> Wiki:
    for path in ("a", "b", "c", "c/one", "c/two"):
        wiki.write(path)
    return wiki


def order(parent: str = "") -> list[str]:
    return arranging.children(parent)


@pytest.mark.parametrize(
    ("step", "top", "below_c"),
    [
        ("up b", ["b", "a", "c"], ["c/one", "c/two"]),
        ("down a", ["b", "a", "c"], ["c/one", "c/two"]),
        ("down b", ["a", "c", "b"], ["c/one", "c/two"]),
        ("up c/two", ["a", "b", "c"], ["c/two", "c/one"]),
        ("out c/one", ["a", "b", "c", "one"], ["c/two"]),
    ],
)
def test_steps(wiki: Wiki, step: str, top: list[str], below_c: list[str]) -> None:
    answer = wiki.as_editor(contract.PLACE_PAGE, step=step)
    assert (order(), order("c")) == (top, below_c)
    wiki.as_editor(contract.PLACE_PAGE, **answer["undo"]["fields"])
    assert (order(), order("c")) == (["a", "b", "c"], ["c/one", "c/two"])


def test_a_page_goes_below_the_one_before_it_with_its_links(wiki: Wiki) -> None:
    wiki.write("a", "[[b]] [one](../c/one/)")
    answer = wiki.as_editor(contract.PLACE_PAGE, step="in c")
    assert order() == ["a", "b"]
    assert order("b/c") == ["b/c/one", "b/c/two"]
    assert text("a") == "[[b]] [one](/wiki/b/c/one/)"
    assert answer["notice"] == "“C” is now number 1 of 1 below “B”."


def test_a_page_is_put_before_another_anywhere(wiki: Wiki) -> None:
    wiki.as_editor(contract.PLACE_PAGE, path="a", below="c", before="c/two")
    assert order("c") == ["c/one", "c/a", "c/two"]
    wiki.as_editor(contract.PLACE_PAGE, path="c/a", below="", before="b")
    assert order() == ["a", "b", "c"]


@pytest.mark.parametrize(
    "fields",
    [
        {"step": "up a"},
        {"step": "down c"},
        {"step": "in a"},
        {"step": "out a"},
        {"step": "up nobody"},
        {"path": "a", "before": "c/one"},
        {"path": "c", "below": "c/one"},
        {"path": "c", "below": "x~y"},
    ],
)
def test_where_there_is_no_place_nothing_changes(wiki: Wiki, fields: dict[str, str]) -> None:
    with pytest.raises(CourantError):
        wiki.as_editor(contract.PLACE_PAGE, **fields)
    assert (order(), order("c")) == (["a", "b", "c"], ["c/one", "c/two"])


def test_a_taken_address_is_named(wiki: Wiki) -> None:
    wiki.write("one")
    with pytest.raises(CourantError, match="There is already a page at “c/one”"):
        wiki.as_editor(contract.PLACE_PAGE, path="one", below="c")


def test_only_editors_put_pages_in_order(wiki: Wiki) -> None:
    assert contract.PLACE_PAGE.who == contract.PAGE_ORDER.who == CURATORS


def test_open_pages_follow(wiki: Wiki) -> None:
    wiki.converges(contract.PAGE_SHOW, lambda: wiki.as_editor(contract.PLACE_PAGE, step="up b"), path="a")
    assert {"wiki.tree", "wiki.order"} <= wiki.touched()
    html = wiki.as_editor(contract.PAGE_ORDER)["html"]
    assert f'data-page="{wiki.id("c/one")}" data-path="c/one">' in html
    assert 'value="up b" aria-label="Move B up" disabled' in html


def test_a_name_without_a_page_stays_where_its_first_page_is(wiki: Wiki) -> None:
    wiki.write("x/deep")
    wiki.as_editor(contract.PLACE_PAGE, step="up c")
    assert order() == ["a", "c", "b", "x"]
    assert not WikiPage.objects.filter(path="x").exists()
