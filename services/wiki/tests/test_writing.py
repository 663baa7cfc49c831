"""Writing: acknowledged saves are stored, and outdated ones are offered for merging."""

from typing import Any

import pytest
from courant_kit.calls.errors import Conflict, Forbidden, Gone, Invalid, NotFound, TooLarge
from courant_kit.content import media
from courant_wiki import contract
from courant_wiki.models import Revision, WikiPage

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def test_a_page_is_written_and_changed(wiki: Wiki) -> None:
    first = wiki.write("a/b", "One", title="B", summary="Begin")
    assert (first["location"], first["revision"]) == ("/wiki/a/b/", 1)
    second = wiki.write("a/b", "Two  \n\n")
    assert second["revision"] == 2
    assert [(one.text, one.change, one.author) for one in Revision.objects.order_by("number")] == [
        ("One", 3, "ada"),
        ("Two", 0, "ada"),
    ]
    assert [topic for topic in wiki.stage.topics() if ".page." in topic] == [
        "courant.wiki.page.created",
        "courant.wiki.page.changed",
    ]


def test_a_new_page_is_named_after_its_title(wiki: Wiki) -> None:
    assert wiki.stage.call(contract.SAVE_PAGE, "editor", "ada", title="First Steps")["location"] == "/wiki/first-steps/"
    below = wiki.stage.call(contract.SAVE_PAGE, "editor", "ada", title="Second", path="first-steps/")
    assert below["location"] == "/wiki/first-steps/second/"


def test_visitors_do_not_write(wiki: Wiki) -> None:
    with pytest.raises(Forbidden):
        wiki.stage.call(contract.SAVE_PAGE, "visitor", title="A")
    assert not WikiPage.objects.exists()


@pytest.mark.parametrize(
    ("fields", "error", "field", "words"),
    [
        ({"title": "x" * 10_000}, Invalid, "title", "10,000 characters"),
        ({"title": " "}, Invalid, "title", "needs a title"),
        ({"title": "a", "text": "x" * 400_001}, TooLarge, "text", "at most 400,000"),
        ({"title": "a", "summary": "x" * 201}, Invalid, "summary", "at most 200"),
        ({"title": "a", "path": "a/~b"}, Invalid, "path", "A path cannot contain “~”"),
        ({"title": "a", "path": "/".join("a" * 13)}, Invalid, "path", "13 levels"),
        ({"title": "a", "path": "feed"}, Invalid, "path", "feed"),
        ({"title": "???"}, Invalid, "path", "letter"),
        ({"title": "a", "base": -1}, Invalid, "base", "Base: at"),
        ({"title": "a", "base": 2**40}, Invalid, "base", "Base: at"),
        ({"title": "a", "html": "x"}, Invalid, "html", "no field"),
    ],
)
def test_what_is_out_of_bounds_is_refused_in_words(
    wiki: Wiki, fields: dict[str, Any], error: type[Exception], field: str, words: str
) -> None:
    with pytest.raises(error, match=words) as refused:
        wiki.stage.call(contract.SAVE_PAGE, "editor", "ada", **fields)
    assert refused.value.field == field
    assert not WikiPage.objects.exists()


def test_a_stale_save_offers_the_merge(wiki: Wiki) -> None:
    wiki.write("a", "one\ntwo\nthree")
    wiki.write("a", "ONE\ntwo\nthree", by="grace")
    with pytest.raises(Conflict, match="grace saved this page") as stale:
        wiki.write("a", "one\ntwo\nTHREE", base=1, summary="Louder")
    html = stale.value.details["html"]
    assert type(html) is str
    assert "\nONE\ntwo\nTHREE</textarea>" in html
    assert '<input type="hidden" name="base" value="2">' in html
    assert "<del>one</del>" in html
    assert "\none\ntwo\nTHREE</textarea>" in html
    assert 'value="Louder"' in html
    assert WikiPage.objects.get().number == 2
    assert wiki.write("a", "ONE\ntwo\nTHREE", base=2)["revision"] == 3


def test_the_same_place_is_shown_with_both_texts(wiki: Wiki) -> None:
    wiki.write("a", "one", title="Old")
    wiki.write("a", "theirs <b>", by="grace", title="Theirs")
    with pytest.raises(Conflict) as stale:
        wiki.write("a", "mine </textarea><script>", base=1, title="Old")
    html = stale.value.details["html"]
    assert (
        "&lt;&lt;&lt;&lt;&lt;&lt;&lt; grace\ntheirs &lt;b&gt;\n=======\nmine &lt;/textarea&gt;&lt;script&gt;\n" in html
    )
    assert "1 place is left" in html
    assert 'name="title" value="Theirs"' in html
    assert "<script>" not in html


def test_a_new_page_never_merges_with_another_at_its_address(wiki: Wiki) -> None:
    wiki.write("handbook", "theirs", title="The <handbook>", by="grace")
    with pytest.raises(Conflict) as taken:
        wiki.stage.call(contract.SAVE_PAGE, "editor", "ada", title="Handbook", text="mine", summary="Begin")
    assert taken.value.message == "There is already a page at handbook: open it, or choose another address."
    html = str(taken.value.details["html"])
    assert '<a href="/wiki/handbook/">open “The &lt;handbook&gt;”</a>' in html
    for part in ('name="path" value="handbook"', 'name="base" value="0"', ">\nmine</textarea>", 'value="Begin"'):
        assert part in html
    assert "theirs" not in html
    assert "while you were writing" not in html
    assert WikiPage.objects.get().number == 1


MARKED = "one\n<<<<<<< grace\ntheirs\n=======\nmine\n>>>>>>> your text\ntwo"


@pytest.mark.parametrize("around", ["{}", "```\n{}\n```"])
def test_a_place_left_to_decide_is_not_saved(wiki: Wiki, around: str) -> None:
    with pytest.raises(Invalid, match=r"^Text: line \d begins a place that is left to decide") as refused:
        wiki.write("a", around.format(MARKED))
    assert refused.value.field == "text"
    assert not WikiPage.objects.exists()


@pytest.mark.parametrize("text", ["```\n{}\n```", "    {}", "One\n======="])
def test_markers_that_are_shown_as_code_are_saved(wiki: Wiki, text: str) -> None:
    marked = MARKED.replace("your text", "topic")
    wiki.write("a", text.format(marked if text.startswith("`") else marked.replace("\n", "\n    ")))
    assert WikiPage.objects.exists()


@pytest.mark.parametrize(
    ("choice", "text"), [("mine", "one\nmine\ntwo"), ("theirs", "one\ntheirs\ntwo"), ("both", "one\ntheirs\nmine\ntwo")]
)
def test_a_place_is_decided_without_saving(wiki: Wiki, choice: str, text: str) -> None:
    wiki.write("a", "one\ntheirs\ntwo", by="grace")
    with pytest.raises(Conflict) as offered:
        wiki.write("a", MARKED, base=1, decide=f"1-{choice}", mine="my own", summary="Why")
    html = str(offered.value.details["html"])
    assert f">\n{text}</textarea>" in html
    for part in ('name="base" value="1"', 'name="mine" value="my own"', 'value="Why"', "\nmy own</textarea>"):
        assert part in html
    assert 'name="decide"' not in html
    assert WikiPage.objects.get().number == 1
    wiki.write("a", text, base=1)


def test_each_place_offers_both_sides(wiki: Wiki) -> None:
    wiki.write("a", "one")
    wiki.write("a", "theirs", by="grace")
    with pytest.raises(Conflict) as stale:
        wiki.write("a", "mine", base=1)
    html = str(stale.value.details["html"])
    for choice in ("mine", "theirs", "both"):
        assert f'<button form="merge" name="decide" value="1-{choice}">' in html
    # The first button in the document is what the Enter key presses.
    assert html.index("Save the merged text") < html.index('name="decide"')
    assert "<pre>theirs</pre>" in html
    with pytest.raises(Invalid):
        wiki.write("a", "mine", base=1, decide="1-everything")


def test_the_same_save_twice_is_one(wiki: Wiki) -> None:
    wiki.write("a", "one")
    wiki.write("a", "two", base=1)
    assert wiki.write("a", "two", base=1)["revision"] == 2
    assert Revision.objects.count() == 2


def test_going_back_to_an_old_revision(wiki: Wiki) -> None:
    wiki.write("a", "one", title="First")
    wiki.write("a", "two", title="Second")
    answer = wiki.stage.call(contract.REVERT_PAGE, "editor", "ada", path="a", number=1)
    page = WikiPage.objects.get()
    assert (answer["revision"], page.title, page.revision.text) == (3, "First", "one")
    with pytest.raises(NotFound, match="no revision 9"):
        wiki.stage.call(contract.REVERT_PAGE, "editor", "ada", path="a", number=9)


def test_a_deleted_page_is_not_written(wiki: Wiki) -> None:
    wiki.write("a", "one")
    wiki.as_editor(contract.DELETE_PAGE, path="a")
    with pytest.raises(Gone):
        wiki.write("a", "two")


def test_a_page_that_moved_while_it_was_edited_is_found(wiki: Wiki) -> None:
    wiki.write("a", "one")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="b")
    assert wiki.write("a", "two", base=1, title="A")["location"] == "/wiki/b/"


def test_a_preview_saves_nothing(wiki: Wiki) -> None:
    wiki.write("a/x")
    draft = {"path": "a/b", "title": "B", "text": "# B\n\n[[x]] [[y]] <script>", "base": 0, "summary": ""}
    html = wiki.stage.call(contract.PREVIEW_PAGE, "editor", "ada", **draft)["html"]
    assert 'href="/wiki/a/x/" class="wikilink"' in html
    assert 'href="/wiki/a/y/" class="wikilink missing"' in html
    assert "<script" not in html
    assert wiki.stage.call(contract.PREVIEW_PAGE, "editor", "ada", title="", text="x", path="a/")["html"]
    assert WikiPage.objects.count() == 1


def test_programs_read_pages(wiki: Wiki) -> None:
    wiki.write("a", "one", title="A")
    wiki.write("a", "two")
    wiki.write("b")
    newest = wiki.stage.call(contract.GET_PAGE, "backend", "bot", path="a")
    assert (newest["text"], newest["revision"], newest["author"]) == ("two", 2, "ada")
    assert wiki.stage.call(contract.GET_PAGE, path="a", number=1)["text"] == "one"
    listed = wiki.stage.call(contract.LIST_PAGES, limit=1)
    assert ([one["path"] for one in listed["pages"]], listed["more"]) == (["a"], True)
    assert [one["path"] for one in wiki.stage.call(contract.LIST_PAGES, after="a")["pages"]] == ["b"]
    with pytest.raises(NotFound):
        wiki.stage.call(contract.GET_PAGE, path="c")


def test_two_revisions_are_compared_older_first(wiki: Wiki) -> None:
    wiki.write("a", "one")
    wiki.write("a", "two")
    assert wiki.stage.call(contract.COMPARE_REVISIONS, path="a", old="2", new="1")["location"] == "/wiki/a/~diff/1/2/"
    with pytest.raises(Invalid):
        wiki.stage.call(contract.COMPARE_REVISIONS, path="a", old=1, new=1)


def test_images_are_kept(wiki: Wiki) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><metadata>Ada</metadata></svg>'
    path = wiki.stage.call(contract.ADD_MEDIA, "editor", "ada", data=drawing)["path"]
    assert path.startswith("/media/wiki/")
    assert b"Ada" not in media.get(path.rpartition("/")[2]).data
    with pytest.raises(Invalid):
        wiki.stage.call(contract.ADD_MEDIA, "editor", "ada", data=b"<html>")
