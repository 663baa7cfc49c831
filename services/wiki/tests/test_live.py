"""Every open page follows every change, through fragments alone."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from courant_kit.wire.contract import Procedure
from courant_wiki import contract

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db

CHANGES: dict[str, Callable[[Wiki], object]] = {
    "edit": lambda wiki: wiki.write("a/b", "Other words, and [[c]]"),
    "retitle": lambda wiki: wiki.write("a", "Text", title="New name"),
    "create": lambda wiki: wiki.write("a/new", "Links to [[b]] and [[/a]]"),
    "create above": lambda wiki: wiki.write("c", "Now there"),
    "shadow": lambda wiki: wiki.write("a/b/missing", "Nearer than the one beside"),
    "delete above": lambda wiki: wiki.as_editor(contract.DELETE_PAGE, path="a"),
    "delete the linking": lambda wiki: wiki.as_editor(contract.DELETE_PAGE, path="d"),
    "restore": lambda wiki: wiki.as_editor(contract.RESTORE_PAGE, path="gone"),
    "place": lambda wiki: wiki.as_editor(contract.MOVE_PAGE, path="m", position=1),
    "move": lambda wiki: wiki.as_editor(contract.MOVE_PAGE, path="m", to="e/f"),
    "move the linked": lambda wiki: wiki.as_editor(contract.MOVE_PAGE, path="target", to="elsewhere"),
    "import": lambda wiki: wiki.take_in("book/one", "[[a/b]]", position=2, aliases=["book/old"]),
    "revert": lambda wiki: wiki.stage.call(contract.REVERT_PAGE, "editor", "ada", path="a/b", number=1),
}

PAGES: dict[str, tuple[Procedure, dict[str, object]]] = {
    "index": (contract.PAGE_INDEX, {}),
    "recent": (contract.PAGE_RECENT, {}),
    "page": (contract.PAGE_SHOW, {"path": "a/b"}),
    "linked page": (contract.PAGE_SHOW, {"path": "target"}),
    "history": (contract.PAGE_HISTORY, {"path": "a/b"}),
    "older history": (contract.PAGE_HISTORY, {"path": "a/b", "before": 2}),
    "missing": (contract.PAGE_SHOW, {"path": "nowhere"}),
}


@pytest.fixture
def filled(wiki: Wiki) -> Wiki:
    wiki.write("a", "Text")
    wiki.write("target", "Linked")
    wiki.write("gone", "[[target]]")
    wiki.write("d", "[[target]], [plain](/wiki/a/b/)")
    wiki.write("m", "[[target]]")
    wiki.write("a/b", "First")
    wiki.write("a/b", "Links to [[missing]], [[c]], [[gone]], [[target]] and [[a/new]]")
    wiki.as_editor(contract.DELETE_PAGE, path="gone")
    return wiki


@pytest.mark.parametrize("page", PAGES)
def test_open_pages_follow(filled: Wiki, page: str) -> None:
    procedure, fields = PAGES[page]
    for name, change in CHANGES.items():
        if (page, name) == ("linked page", "move the linked"):
            continue  # an open page that moves shows its new self; asked for anew, its address redirects
        filled.converges(procedure, partial(change, filled), **fields)


def test_a_window_on_a_moving_page_shows_it(filled: Wiki) -> None:
    number = filled.id("target")
    filled.stage.session.events.clear()
    CHANGES["move the linked"](filled)
    article = next(one for one in filled.stage.deliveries() if one.id == f"wiki.page-{number}")
    assert "/wiki/elsewhere/~history/" in str(article.html)


@pytest.mark.parametrize(
    ("change", "heading"),
    [
        (lambda wiki: wiki.as_editor(contract.MOVE_PAGE, path="d", to="größe"), '"/wiki/gr%C3%B6%C3%9Fe/">D</h1>'),
        (lambda wiki: wiki.write("d", "Text", title='"R" & D'), '"/wiki/d/">&quot;R&quot; &amp; D</h1>'),
    ],
)
def test_the_article_says_where_its_page_is_and_what_it_is_called(
    filled: Wiki, change: Callable[[Wiki], object], heading: str
) -> None:
    number = filled.id("d")
    filled.stage.session.events.clear()
    change(filled)
    article = next(one for one in filled.stage.deliveries() if one.id == f"wiki.page-{number}")
    assert f"<h1 data-address={heading}" in str(article.html)


def test_a_window_on_a_deleted_page_asks_again(filled: Wiki) -> None:
    number = filled.id("d")
    filled.stage.session.events.clear()
    CHANGES["delete the linking"](filled)
    gone = {one.id for one in filled.stage.deliveries() if one.gone}
    assert {f"wiki.page-{number}", f"wiki.history-{number}", f"wiki.head-{number}"} <= gone


@pytest.mark.parametrize(("path", "change"), [("c", "create above"), ("gone", "restore"), ("e/f", "move")])
def test_a_window_on_an_absent_page_asks_again_when_it_is_there(filled: Wiki, path: str, change: str) -> None:
    (absent,) = filled.page(path).fragments
    filled.stage.session.events.clear()
    CHANGES[change](filled)
    assert absent in {one.id for one in filled.stage.deliveries() if one.gone}


def test_a_change_of_words_sends_neither_the_tree_nor_other_pages(filled: Wiki) -> None:
    filled.write("d", "[[target]]")
    filled.stage.session.events.clear()
    filled.write("d", "[[target]], and more words")
    number = filled.id("d")
    own = {f"wiki.{kind}-{number}" for kind in ("page", "head", "history")}
    assert filled.touched() == own | {"wiki.recent", "wiki.latest"}


def test_what_was_only_imported_is_no_recent_change(wiki: Wiki) -> None:
    def changed() -> str:
        """The part of the wiki's start page above the list of all pages."""
        return wiki.stage.page(contract.PAGE_INDEX).html.partition("All pages")[0]

    wiki.take_in("a", "one")
    wiki.take_in("b", "two")
    assert "Nobody has changed a page yet." in changed()
    wiki.write("b", "two and a half")
    wiki.write("c", "three")
    assert re.findall(r'<a href="/wiki/(\w)/">', changed()) == ["c", "b"]
    wiki.take_in("a", "one, and more at its source")
    assert re.findall(r'<a href="/wiki/(\w)/">', changed()) == ["a", "c", "b"]


def test_a_new_title_sends_one_branch_of_the_tree(filled: Wiki) -> None:
    for number in range(10):
        filled.write(f"more/{number}")
    filled.stage.session.events.clear()
    filled.write("d", "x", title="D Renamed")
    tree = next(one for one in filled.stage.deliveries() if one.id == "wiki.tree")
    assert [put.html.count("Renamed") for put in tree.put] == [1]


def test_links_to_a_page_that_comes_into_being_are_drawn_anew(filled: Wiki) -> None:
    assert 'href="/wiki/c/" class="wikilink missing"' in filled.page("a/b").html or "missing" in filled.page("a/b").html
    filled.write("a/c", "There")
    assert 'href="/wiki/a/c/" class="wikilink"' in filled.page("a/b").html
    assert "Pages that link here" in filled.page("a/c").html


def test_backlinks_follow_a_moved_page(filled: Wiki) -> None:
    CHANGES["move the linked"](filled)
    html = filled.page("elsewhere").html
    assert '<a href="/wiki/d/">D</a></li><li><a' in html or html.count("/wiki/d/") == 2


def test_a_page_does_not_cost_more_in_a_larger_wiki(
    filled: Wiki, django_assert_num_queries: Callable[..., object]
) -> None:
    filled.page("a/b")
    with django_assert_num_queries(8):  # the page, those above it, five versions, and the stage's look into the outbox
        filled.page("a/b")
