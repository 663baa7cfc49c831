"""Comments: who may add, edit, remove and restore them, and what others receive."""

import re

import pytest
from courant_blog import contract
from courant_blog.models import Comment
from courant_kit.calls import commenting
from courant_kit.calls.errors import Forbidden, Gone, Invalid, NotFound
from courant_kit.live.audience import PERSONAL
from courant_kit.testing import assert_converges
from courant_kit.wire.page import page_from
from django.utils import timezone

from .staged_blog import Blog, at


def test_a_comment_is_markdown_with_its_authors_name(blog: Blog) -> None:
    saved = blog.save()
    blog.comment(saved["id"], "And **what** if?", "grace")
    html = blog.post_page(saved["path"]).html
    assert "<strong>what</strong>" in html
    assert "<strong>grace</strong>" in html


def test_other_programs_hear_of_comments(blog: Blog) -> None:
    saved = blog.save()
    number = blog.comment(saved["id"])
    blog.call(contract.REMOVE_COMMENT, "member", "ada", id=number)
    told = [(topic, fields) for topic, fields in blog.stage.session.events if ".comment." in topic]
    assert [topic for topic, _ in told] == ["courant.blog.comment.added", "courant.blog.comment.removed"]
    added = told[0][1]
    assert (added["post"], added["path"], added["author"]) == (saved["id"], saved["path"], "ada")


def test_its_author_may_remove_a_comment_and_restore_it(blog: Blog) -> None:
    saved = blog.save()
    added = blog.call(contract.ADD_COMMENT, "member", "ada", post=saved["id"], text="Well said.")
    undo = blog.stage.module.contract.procedures[added["undo"]["call"]]
    removed = blog.call(undo, "member", "ada", **added["undo"]["fields"])
    assert "Well said." not in blog.post_page(saved["path"]).html
    redo = blog.stage.module.contract.procedures[removed["undo"]["call"]]
    blog.call(redo, "member", "ada", **removed["undo"]["fields"])
    assert "Well said." in blog.post_page(saved["path"]).html


def test_members_touch_their_own_comments_only(blog: Blog) -> None:
    number = blog.comment(blog.save()["id"])
    with pytest.raises(Forbidden, match="your own"):
        blog.call(contract.REMOVE_COMMENT, "member", "mallory", id=number)
    blog.call(contract.REMOVE_COMMENT, "editor", "eve", id=number)
    for name in ("mallory", "ada"):
        with pytest.raises(Forbidden, match="removed yourself"):
            blog.call(contract.RESTORE_COMMENT, "member", name, id=number)
    blog.call(contract.RESTORE_COMMENT, "editor", "eve", id=number)


@pytest.mark.parametrize("role", ["visitor", "backend"])
def test_who_is_not_a_member_does_not_comment(blog: Blog, role: str) -> None:
    post = blog.save()["id"]
    with pytest.raises(Forbidden):
        blog.call(contract.ADD_COMMENT, role, post=post, text="Hello")


def test_only_public_posts_are_discussed(blog: Blog) -> None:
    saved = blog.save()
    number = blog.comment(saved["id"])
    blog.call(contract.UNPUBLISH_POST, id=saved["id"])
    with pytest.raises(NotFound):
        blog.comment(saved["id"])
    with pytest.raises(NotFound):
        blog.call(contract.REMOVE_COMMENT, id=number)
    blog.call(contract.DELETE_POST, id=saved["id"])
    with pytest.raises(Gone):
        blog.comment(saved["id"])
    with pytest.raises(NotFound):
        blog.comment(blog.draft()["id"])
    with pytest.raises(NotFound):
        blog.call(contract.REMOVE_COMMENT, id=987654321)


def test_doing_it_twice_is_doing_it_once(blog: Blog) -> None:
    number = blog.comment(blog.save()["id"])
    blog.stage.session.events.clear()
    blog.call(contract.RESTORE_COMMENT, id=number)
    assert not blog.stage.session.events
    blog.call(contract.REMOVE_COMMENT, id=number)
    blog.stage.session.events.clear()
    blog.call(contract.REMOVE_COMMENT, id=number)
    assert not blog.stage.session.events


def test_its_author_may_edit_a_comment_for_a_while(blog: Blog) -> None:
    saved = blog.save()
    number = blog.comment(saved["id"], "Wel said.")
    answer = blog.call(contract.EDIT_COMMENT, "member", "ada", id=number, text="Well said.")
    assert answer["location"] == f"{saved['path']}#comment-{number}"
    html = blog.post_page(saved["path"]).html
    assert "Well said." in html
    assert "· edited" in html
    for role, name in (("member", "mallory"), ("editor", "eve"), ("admin", "root")):
        with pytest.raises(Forbidden, match="your own"):
            blog.call(contract.EDIT_COMMENT, role, name, id=number, text="Badly said.")
    written = Comment.objects.filter(pk=number)
    written.update(created=timezone.now() - commenting.EDITABLE)
    with pytest.raises(Forbidden, match="for 15 minutes"):
        blog.call(contract.EDIT_COMMENT, "member", "ada", id=number, text="Later.")
    blog.call(contract.REMOVE_COMMENT, "member", "ada", id=number)


def test_what_cannot_be_edited(blog: Blog) -> None:
    saved = blog.save()
    number = blog.comment(saved["id"])
    with pytest.raises(Invalid, match="some text"):
        blog.call(contract.EDIT_COMMENT, "member", "ada", id=number, text=" ")
    blog.call(contract.EDIT_COMMENT, "member", "ada", id=number, text="Well said.")
    assert "· edited" not in blog.post_page(saved["path"]).html
    blog.call(contract.REMOVE_COMMENT, "member", "ada", id=number)
    with pytest.raises(Gone, match="removed"):
        blog.call(contract.EDIT_COMMENT, "member", "ada", id=number, text="Again.")


def test_an_edit_reaches_open_windows_as_one_child(blog: Blog) -> None:
    saved = blog.save()
    numbers = [blog.comment(saved["id"], text) for text in ("One.", "Two.", "Three.")]

    def edit() -> None:
        blog.call(contract.EDIT_COMMENT, "member", "ada", id=numbers[1], text="Two and a half.")

    assert_converges(blog.stage, contract.PAGE_POST, edit, **at(saved["path"]))
    last = [one for one in blog.stage.deliveries() if one.id == f"blog.comments-{saved['id']}"][-1]
    assert [one.key for one in last.put] == [f"comment-{numbers[1]}"]
    assert ("courant.blog.comment.changed", "Two and a half.") in [
        (topic, fields.get("text")) for topic, fields in blog.stage.session.events
    ]


def test_the_page_of_a_comment_has_what_its_reader_may_do(blog: Blog) -> None:
    number = blog.comment(blog.save()["id"])

    def page(role: str, name: str) -> tuple[int, bool, bool, bool]:
        found = page_from(blog.call(contract.PAGE_EDIT_COMMENT, role, name, id=number))
        calls = (contract.EDIT_COMMENT, contract.REMOVE_COMMENT, contract.RESTORE_COMMENT)
        edits, removes, restores = (f'data-call="{one.uri}"' in found.html for one in calls)
        assert found.audience == PERSONAL
        return found.status, edits, removes, restores

    assert page("member", "ada") == (200, True, True, False)
    assert page("editor", "eve") == (200, False, True, False)
    assert page("member", "mallory") == (403, False, False, False)
    assert page("visitor", "") == (403, False, False, False)
    Comment.objects.update(created=timezone.now() - commenting.EDITABLE)
    assert page("member", "ada") == (200, False, True, False)
    answer = blog.call(contract.REMOVE_COMMENT, "member", "ada", id=number, leave="1")
    assert answer["location"].endswith("/#comments")
    assert page("member", "ada") == (410, False, False, True)
    assert page("member", "mallory")[0] == 403


def test_a_comment_has_no_headings_and_loads_nothing_from_elsewhere(blog: Blog) -> None:
    saved = blog.save(text="Words")
    upload = "/media/blog/00112233445566778899aabbccddeeff.png"
    blog.comment(saved["id"], f"# Loud\n\n![far](https://elsewhere.example/p.png) ![near]({upload})")
    html = blog.post_page(saved["path"]).html
    assert html.count("<h1") == 1
    assert re.findall(r'<img src="([^"]*)"', html) == [upload]
    assert '<a href="https://elsewhere.example/p.png" rel="noopener noreferrer nofollow ugc">far</a>' in html
