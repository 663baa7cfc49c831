"""The history of pages: names, filters, sessions, and who wrote which words."""

import pytest
from courant_kit.calls.errors import Forbidden, Invalid
from courant_wiki import contract
from courant_wiki.models import Revision, WikiPage
from courant_wiki.writing import saving

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def name(wiki: Wiki, number: int, words: str) -> str:
    return str(wiki.as_editor(contract.NAME_REVISION, path="a", number=number, name=words)["notice"])


def test_a_revision_gets_a_name_and_open_forms_hear_nothing(wiki: Wiki) -> None:
    wiki.write("a", "one")
    wiki.write("a", "two")
    wiki.stage.session.events.clear()
    assert name(wiki, 0, "For print") == "Revision 2 is now “For print”."
    number = wiki.id("a")
    assert wiki.touched() == {f"wiki.history-{number}", f"wiki.crumbs-{number}"}
    named = wiki.stage.page(contract.PAGE_HISTORY, path="a", named=True).html
    assert 'id="revision-2"' in named
    assert 'id="revision-1"' not in named
    assert name(wiki, 2, "") == "Revision 2 has no name."
    with pytest.raises(Invalid):
        name(wiki, 1, "x" * 101)
    with pytest.raises(Forbidden):
        wiki.stage.call(contract.NAME_REVISION, "member", "ada", path="a", number=1, name="x")


def test_the_revisions_of_an_author_whose_name_is_part_of_another(wiki: Wiki) -> None:
    wiki.write("a", "one", by="ada")
    wiki.write("a", "two", by="adam")
    html = wiki.stage.page(contract.PAGE_HISTORY, path="a", author="ada").html
    assert 'id="revision-1"' in html
    assert 'id="revision-2"' not in html


def test_a_session_is_one_revision_and_its_base_is_merged(wiki: Wiki) -> None:
    wiki.write("a", "one\n\ntwo\n\nthree", title="A")
    for text in ("one!\n\ntwo\n\nthree", "one!\n\ntwo!\n\nthree"):
        saving.record(WikiPage.objects.get(), text, ["ada", "grace"])
    page = WikiPage.objects.get()
    assert list(Revision.objects.order_by("number").values_list("number", "author", "kind")) == [
        (1, "ada", "save"), (3, "ada, grace", "session"),
    ]  # fmt: skip
    assert (page.number, page.edited_by, page.revision.text) == (3, "ada, grace", "one!\n\ntwo!\n\nthree")
    assert Revision.objects.get(number=1).text == "one\n\ntwo\n\nthree"
    assert wiki.stage.page(contract.PAGE_DIFF, path="a", old=2, new=3).status == 200
    assert wiki.stage.page(contract.PAGE_REVISION, path="a", number=2).status == 404


def test_who_wrote_which_words(wiki: Wiki) -> None:
    wiki.write("a", "The quick fox", by="ada")
    wiki.write("a", "The quick red fox", by="grace")
    html = wiki.stage.page(contract.PAGE_WRITTEN, path="a").html
    assert 'aria-label="grace, revision 2"' in html
    assert "ada 76 %" in html
