"""Comments: who may add, remove and restore them, and what others receive."""

import pytest
from courant_blog import contract
from courant_kit.calls.errors import Forbidden, Gone, NotFound

from .staged_blog import Blog


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


def test_its_author_may_take_a_comment_back_and_bring_it_again(blog: Blog) -> None:
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
