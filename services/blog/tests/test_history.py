"""The history of posts: which revisions there are, who sees them, and going back."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Post, Revision
from courant_blog.writing import saving
from courant_kit.calls.errors import Forbidden, Invalid, NotFound
from courant_kit.history.revisions import CHAIN
from courant_kit.testing import assert_converges

from .staged_blog import Blog, at

LONG = "\n\n".join(f"Paragraph {number} has some words that do not change." for number in range(40))


def numbers(post: int) -> list[int]:
    return list(Revision.objects.filter(post=post).order_by("number").values_list("number", flat=True))


def test_each_change_of_words_is_a_revision(blog: Blog) -> None:
    post = blog.draft(text="one")["id"]
    blog.call(contract.PUBLISH_POST, id=post)
    blog.call(contract.SAVE_POST, "editor", "grace", title="A secret plan", text="two", id=post, comment="Better")
    blog.call(contract.UNPUBLISH_POST, id=post)
    blog.call(contract.SAVE_POST, "editor", "grace", title="A secret plan", text="two", id=post, tags="x")
    found = [(one.text, one.author, one.summary, one.change) for one in Revision.objects.order_by("number")]
    assert found[0] == ("one", "eve", "", 3)
    assert found[-2:] == [("two", "grace", "Better", 0), ("two", "grace", "", 0)]
    assert Revision.objects.latest("number").fields["tags"] == "x"


def test_old_texts_take_little_and_are_all_there(blog: Blog) -> None:
    post = blog.draft(text=LONG)["id"]
    texts = [LONG]
    for number in range(CHAIN + 5):
        texts.append(LONG.replace("Paragraph 7 ", f"Paragraph 7 for the {number}th time "))
        blog.draft(text=texts[-1], id=post)
    assert [one.text for one in Revision.objects.order_by("number")] == texts
    whole = Revision.objects.filter(against=None)
    assert whole.count() == 2
    assert max(len(one.stored) for one in Revision.objects.exclude(against=None)) < 150


def test_a_session_is_one_revision_of_all_its_authors(blog: Blog) -> None:
    post = blog.draft(text="one")["id"]
    for text in ("one two", "one two three", "one two three four"):
        saving.record(post, "A secret plan", text, ["ada", "grace"])
    assert [(one.text, one.author, one.kind) for one in Revision.objects.order_by("number")] == [
        ("one", "eve", "save"), ("one two three four", "ada, grace", "session"),
    ]  # fmt: skip
    saving.record(post, "A secret plan", "named", ["ada", "grace"], name="For print")
    saving.record(post, "A secret plan", "later", ["ada", "grace"])
    assert numbers(post) == [1, 5, 6]
    assert Revision.objects.get(number=5).name == "For print"


def test_only_editors_see_a_history(blog: Blog) -> None:
    saved = blog.save()
    for procedure, more in (
        (contract.PAGE_HISTORY, {}), (contract.PAGE_REVISION, {"number": 1}), (contract.PAGE_WRITTEN, {}),
        (contract.PAGE_DIFF, {"old": 1, "new": 1}),
    ):  # fmt: skip
        assert blog.page(procedure, "editor", **at(saved["path"]), **more).status == 200
        for role in ("visitor", "member"):
            assert blog.page(procedure, role, **at(saved["path"]), **more).status == 403
    for call in (contract.REVERT_POST, contract.NAME_REVISION):
        with pytest.raises(Forbidden):
            blog.call(call, "member", id=saved["id"], number=1)


def test_a_draft_has_its_history_at_its_own_address(blog: Blog) -> None:
    post = blog.draft()["id"]
    html = blog.page(contract.PAGE_HISTORY, "editor", id=post).html
    assert f'href="/blog/drafts/{post}/history/1/"' in html
    path = blog.save(id=post)["path"]
    moved = blog.page(contract.PAGE_REVISION, "editor", id=post, number=1)
    assert (moved.status, moved.location) == (302, f"{path}history/1/")
    blog.call(contract.UNPUBLISH_POST, id=post)
    back = blog.page(contract.PAGE_DIFF, "editor", **at(path), old=1, new=2)
    assert back.location == f"/blog/drafts/{post}/diff/1/2/"
    blog.call(contract.DELETE_POST, id=post)
    assert blog.page(contract.PAGE_HISTORY, "editor", id=post).status == 410


@pytest.mark.parametrize("of", ["", "rendering"])
@pytest.mark.parametrize("view", ["", "side"])
def test_a_difference_is_shown_in_four_ways(blog: Blog, of: str, view: str) -> None:
    saved = blog.save(text="The quick *brown* fox")
    blog.save(text="The quick *red* fox", id=saved["id"], tags="wamp")
    where = {**at(saved["path"]), "old": 1, "new": 2, "view": view, "of": of}
    html = blog.page(contract.PAGE_DIFF, "editor", **where).html
    assert "brown" in html
    assert "red" in html
    assert "<ins data-changed>red</ins>" in html if of else "<mark>red</mark>" in html
    assert ('class="beside"' in html) == (bool(of) and bool(view))
    assert "Tags: <ins>wamp</ins>" in html
    assert html.count('aria-current="true"') == 2


def test_an_old_revision_is_restored_as_a_new_one(blog: Blog) -> None:
    saved = blog.save("First", "one", tags="a", slug="own")
    blog.save("Second", "two", id=saved["id"], tags="b", date="2026-02-02")
    answer = blog.call(contract.REVERT_POST, id=saved["id"], number=1)
    post = blog.call(contract.GET_POST, "visitor", id=saved["id"])
    assert (post["title"], post["text"], post["tags"], post["version"]) == ("First", "one", ["a"], 3)
    assert answer["location"] == post["path"]
    newest = Revision.objects.latest("number")
    assert (newest.kind, newest.summary) == ("restore", "Back to revision 1")
    assert "Nothing to save" in blog.call(contract.REVERT_POST, id=saved["id"], number=1)["notice"]
    with pytest.raises(NotFound, match="no revision 9"):
        blog.call(contract.REVERT_POST, id=saved["id"], number=9)


def test_a_revision_gets_a_name_by_which_it_is_found(blog: Blog) -> None:
    saved = blog.save()
    blog.save("Other", id=saved["id"])
    answer = blog.call(contract.NAME_REVISION, id=saved["id"], number=0, name=" For   print ")
    assert answer["notice"] == "Revision 2 is now “For print”."
    html = blog.page(contract.PAGE_HISTORY, "editor", **at(saved["path"]), named=1).html
    assert 'id="revision-2"' in html
    assert 'id="revision-1"' not in html
    with pytest.raises(Invalid):
        blog.call(contract.NAME_REVISION, id=saved["id"], number=1, name="x" * 101)


def test_the_revisions_of_one_author(blog: Blog) -> None:
    saved = blog.save()
    blog.call(contract.SAVE_POST, "editor", "grace", title="One rendering", text="hers", id=saved["id"])
    html = blog.page(contract.PAGE_HISTORY, "editor", **at(saved["path"]), author="grace").html
    assert 'id="revision-2"' in html
    assert 'id="revision-1"' not in html


def test_who_wrote_which_words(blog: Blog) -> None:
    saved = blog.save(text="The quick fox")
    where = at(saved["path"])
    assert "100 %" in blog.page(contract.PAGE_WRITTEN, "editor", **where).html
    blog.call(contract.SAVE_POST, "editor", "grace", title="One rendering", text="The quick red fox", id=saved["id"])
    html = blog.page(contract.PAGE_WRITTEN, "editor", **where).html
    assert 'aria-label="grace, revision 2"' in html
    assert "eve 76 %" in html


def test_a_page_of_revisions_ends_with_a_link(blog: Blog) -> None:
    post = blog.draft()["id"]
    for number in range(52):
        blog.draft(text=str(number), id=post)
    html = blog.page(contract.PAGE_HISTORY, "editor", id=post).html
    assert html.count('<li id="revision-') == 50
    assert f'href="/blog/drafts/{post}/history/before/4/"' in html


def change(blog: Blog, name: str, post: dict[str, Any]) -> None:
    {
        "saved": lambda: blog.save("Other", id=post["id"]),
        "named": lambda: blog.call(contract.NAME_REVISION, id=post["id"], number=1, name="For print"),
        "restored": lambda: blog.call(contract.REVERT_POST, id=post["id"], number=1),
    }[name]()


@pytest.mark.parametrize("name", ["saved", "named", "restored"])
def test_an_open_history_follows(blog: Blog, name: str) -> None:
    post = blog.save()
    blog.save("Second", id=post["id"])
    where = at(post["path"])
    assert_converges(blog.stage, contract.PAGE_HISTORY, lambda: change(blog, name, post), "editor", **where)
    assert Post.objects.get().version > 1
