"""Moving, deleting and restoring pages: old addresses still lead somewhere."""

import pytest
from courant_kit.calls.errors import Conflict, Forbidden, Gone, Invalid, NotFound
from courant_wiki import contract
from courant_wiki.models import Redirect, WikiPage

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def paths() -> list[str]:
    return sorted(WikiPage.objects.values_list("path", flat=True))


def test_a_page_moves_with_all_below_it(wiki: Wiki) -> None:
    for path in ("a", "a/b", "a/b/c", "ab"):
        wiki.write(path)
    answer = wiki.as_editor(contract.MOVE_PAGE, path="a", to="x/y")
    assert answer["location"] == "/wiki/x/y/"
    assert answer["notice"] == "Moved, with 2 pages below it."
    assert paths() == ["ab", "x/y", "x/y/b", "x/y/b/c"]
    assert (wiki.page("a/b").status, wiki.page("a/b").location) == (301, "/wiki/x/y/b/")
    history = wiki.stage.page(contract.PAGE_HISTORY, path="a/b")
    assert (history.status, history.location) == (301, "/wiki/x/y/b/~history/")
    moved = [fields for topic, fields in wiki.stage.session.events if topic == "courant.wiki.page.moved"]
    assert [(one["old_path"], one["path"]) for one in moved] == [
        ("a", "x/y"),
        ("a/b", "x/y/b"),
        ("a/b/c", "x/y/b/c"),
    ]


def test_a_move_can_be_undone(wiki: Wiki) -> None:
    wiki.write("a")
    wiki.write("a/b")
    undo = wiki.as_editor(contract.MOVE_PAGE, path="a", to="z")["undo"]
    assert undo["call"] == contract.UNMOVE_PAGE.uri
    back = wiki.as_editor(contract.UNMOVE_PAGE, **undo["fields"])
    assert back["notice"] == "Moved back, with 1 page below it."
    assert paths() == ["a", "a/b"]
    assert wiki.page("a").status == 200
    assert wiki.page("z").location == "/wiki/a/"
    wiki.as_editor(contract.UNMOVE_PAGE, **back["undo"]["fields"])
    assert paths() == ["z", "z/b"]


def test_only_what_moved_moves_back(wiki: Wiki) -> None:
    for path in ("a", "a/b", "a/c", "z/own"):
        wiki.write(path, "See [[b]]")
    undo = wiki.as_editor(contract.MOVE_PAGE, path="a", to="z", position=7)["undo"]
    wiki.write("z/new")
    wiki.as_editor(contract.MOVE_PAGE, path="z/c", to="elsewhere")
    answer = wiki.as_editor(contract.UNMOVE_PAGE, **undo["fields"])
    assert answer["notice"] == "Moved back, with 1 page below it. 1 of them moved since, and stays there."
    assert paths() == ["a", "a/b", "elsewhere", "z/new", "z/own"]
    assert WikiPage.objects.get(path="a").position == 0
    assert 'href="/wiki/a/b/"' in wiki.page("a").html


def test_moves_that_cannot_be_undone(wiki: Wiki) -> None:
    for path in ("a", "a/b"):
        wiki.write(path)
    undo = wiki.as_editor(contract.MOVE_PAGE, path="a", to="z")["undo"]["fields"]
    wiki.write("a/b", "another")
    with pytest.raises(Conflict, match="There is a page at “a/b” now"):
        wiki.as_editor(contract.UNMOVE_PAGE, **undo)
    assert paths() == ["a/b", "z", "z/b"]
    wiki.as_editor(contract.MOVE_PAGE, path="z", to="y")
    with pytest.raises(Conflict, match="it is at “y”"):
        wiki.as_editor(contract.UNMOVE_PAGE, **undo)
    with pytest.raises(NotFound):
        wiki.as_editor(contract.UNMOVE_PAGE, move=987654)
    with pytest.raises(Forbidden):
        wiki.stage.call(contract.UNMOVE_PAGE, "member", "ada", **undo)


def test_the_list_of_changes_undoes_moves_and_deletions(wiki: Wiki) -> None:
    wiki.write("a")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="z")
    recent = wiki.stage.page(contract.PAGE_RECENT).html
    assert contract.UNMOVE_PAGE.uri in recent
    wiki.as_editor(contract.DELETE_PAGE, path="z")
    recent = wiki.stage.page(contract.PAGE_RECENT).html
    assert contract.UNMOVE_PAGE.uri not in recent
    assert f'{contract.RESTORE_PAGE.uri}" data-once' in recent


def test_a_page_moves_up_to_where_it_lies_below(wiki: Wiki) -> None:
    for path in ("a/a", "a/a/a"):
        wiki.write(path)
    undo = wiki.as_editor(contract.MOVE_PAGE, path="a/a", to="a")["undo"]
    assert paths() == ["a", "a/a"]
    wiki.as_editor(contract.UNMOVE_PAGE, **undo["fields"])
    assert paths() == ["a/a", "a/a/a"]


def test_moves_that_cannot_be(wiki: Wiki) -> None:
    for path in ("a", "a/b", "c/b", "d"):
        wiki.write(path)
    wiki.as_editor(contract.DELETE_PAGE, path="d")
    for target, error in (("a/x", Invalid), ("c", Conflict), ("d", Conflict), ("~x", Invalid), ("feed", Invalid)):
        with pytest.raises(error) as refused:
            wiki.as_editor(contract.MOVE_PAGE, path="a", to=target)
        assert refused.value.field == "to"
    with pytest.raises(NotFound):
        wiki.as_editor(contract.MOVE_PAGE, path="nowhere", to="x")
    assert paths() == ["a", "a/b", "c/b", "d"]


def test_a_page_gets_its_place(wiki: Wiki) -> None:
    wiki.write("a")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="a", position="7")
    assert WikiPage.objects.get().position == 7


def test_deleted_and_restored(wiki: Wiki) -> None:
    wiki.write("a", "the secret")
    answer = wiki.as_editor(contract.DELETE_PAGE, path="a")
    page = wiki.page("a")
    assert (page.status, page.title) == (410, "This page has been deleted")
    for procedure in (contract.PAGE_HISTORY, contract.PAGE_EDIT):
        assert wiki.stage.page(procedure, "editor", path="a").status == 410
    for shown in (contract.PAGE_REVISION, contract.PAGE_DIFF):
        fields = {"number": 1} if shown is contract.PAGE_REVISION else {"old": 1, "new": 1}
        gone = wiki.stage.page(shown, path="a", **fields)
        assert gone.status == 410
        assert "secret" not in gone.html
    with pytest.raises(Gone):
        wiki.stage.call(contract.GET_PAGE, path="a")
    assert wiki.stage.page(contract.PAGE_RECENT).html.count("/wiki/a/") == 1
    wiki.as_editor(contract.RESTORE_PAGE, **answer["undo"]["fields"])
    assert "the secret" in wiki.page("a").html
    assert wiki.as_editor(contract.RESTORE_PAGE, path="a")["notice"] == "The page is not deleted."


def tree(wiki: Wiki, *paths: str) -> None:
    for path in paths:
        wiki.write(path)


def test_the_pages_below_a_deleted_page_stay(wiki: Wiki) -> None:
    tree(wiki, "a", "a/b", "a/b/c", "ab")
    arrange = wiki.stage.page(contract.PAGE_ARRANGE, "editor", path="a").html
    assert "<summary>2 pages below it</summary>" in arrange
    assert ">a/b/c<" in arrange
    answer = wiki.as_editor(contract.DELETE_PAGE, path="a")
    assert answer["notice"] == "“A” has been deleted. There stay 2 pages below it: “B”, “C”."
    assert [wiki.page(path).status for path in ("a", "a/b", "a/b/c", "ab")] == [410, 200, 200, 200]


def test_pages_are_deleted_and_restored_together(wiki: Wiki) -> None:
    tree(wiki, "a", "a/b", "a/b/c", "a/d", "ab")
    wiki.as_editor(contract.DELETE_PAGE, path="a/d")
    answer = wiki.as_editor(contract.DELETE_PAGE, path="a", below="1")
    assert answer["notice"] == "“A” has been deleted, with 2 pages below it: “B”, “C”."
    assert [wiki.page(path).status for path in ("a", "a/b", "a/b/c", "ab")] == [410, 410, 410, 200]
    assert "With it were deleted 2 pages below it: “B”, “C”." in wiki.page("a").html
    back = wiki.as_editor(contract.RESTORE_PAGE, **answer["undo"]["fields"])
    assert back["notice"] == "“A” has been restored, with 2 pages below it: “B”, “C”."
    assert [wiki.page(path).status for path in ("a", "a/b", "a/b/c", "a/d")] == [200, 200, 200, 410]
    wiki.as_editor(contract.DELETE_PAGE, **back["undo"]["fields"])
    assert [wiki.page(path).status for path in ("a", "a/b", "a/b/c")] == [410, 410, 410]


def test_a_page_that_was_deleted_along_comes_back_alone(wiki: Wiki) -> None:
    tree(wiki, "a", "a/b", "a/c")
    wiki.as_editor(contract.DELETE_PAGE, path="a", below=True)
    assert wiki.as_editor(contract.RESTORE_PAGE, path="a/b")["notice"] == "“B” has been restored."
    assert [wiki.page(path).status for path in ("a", "a/b", "a/c")] == [410, 200, 410]
    wiki.write("a/new")
    back = wiki.as_editor(contract.RESTORE_PAGE, path="a")
    assert back["notice"] == "“A” has been restored, with 1 page below it: “C”."
    assert back["undo"] is None  # it would delete the others, too


def test_many_pages_are_counted_and_not_all_named(wiki: Wiki) -> None:
    tree(wiki, "a", *(f"a/{letter}" for letter in "bcdefgh"))
    notice = wiki.as_editor(contract.DELETE_PAGE, path="a")["notice"]
    assert notice.endswith("There stay 7 pages below it: “B”, “C”, “D”, “E”, “F” and 2 more.")


def test_deleted_pages_reach_nobody(wiki: Wiki) -> None:
    wiki.write("a", "the secret")
    number = wiki.id("a")
    wiki.as_editor(contract.DELETE_PAGE, path="a")
    since = wiki.stage.module.contract.procedures["courant.wiki.live.since"]
    asked = {f"wiki.{kind}-{number}": 0 for kind in ("page", "head", "history", "backlinks")}
    answer = wiki.stage.call(since, fragments=asked)
    assert [one["gone"] for one in answer["fragments"]] == [True] * 4


def test_members_keep_no_order(wiki: Wiki) -> None:
    wiki.write("a")
    for procedure in (contract.DELETE_PAGE, contract.RESTORE_PAGE):
        with pytest.raises(Forbidden):
            wiki.stage.call(procedure, "member", "ada", path="a")
    with pytest.raises(Forbidden):
        wiki.stage.call(contract.MOVE_PAGE, "member", "ada", path="a", to="b")


def test_a_new_page_takes_the_place_of_a_redirect(wiki: Wiki) -> None:
    wiki.write("a")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="b")
    wiki.write("a", "new")
    assert wiki.page("a").status == 200
    assert not Redirect.objects.exists()
