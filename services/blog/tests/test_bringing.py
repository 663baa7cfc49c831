"""Comments of another site are added once, with their guests and dates, and what was decided here about them stays."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Comment, Guest
from courant_kit.calls.errors import Forbidden, Invalid, NotFound, TooLarge

from .staged_blog import Blog

SOURCE = "//old.example:posts/4"
FIRST = {"author": "", "guest": "Cy", "created": "2021-01-02T10:00:00+01:00", "text": "*One*"}
SECOND = {
    "author": "", "guest": "Di", "created": "2021-01-02T11:00:00+01:00", "text": "Two",
    "answers": {name: FIRST[name] for name in ("author", "guest", "created")},
}  # fmt: skip


def post(blog: Blog, **fields: Any) -> dict[str, Any]:
    asked = {"source": SOURCE, "title": "Old", "text": "Words.", "date": "2021-01-01"} | fields
    done: dict[str, Any] = blog.call(contract.IMPORT_POST, "admin", "operator", **asked)
    return done


def put(blog: Blog, *comments: dict[str, Any], **fields: Any) -> int:
    asked = {"source": SOURCE, "comments": list(comments)} | fields
    return int(blog.call(contract.PUT_REMARKS, "admin", "operator", **asked)["added"])


def test_guests_keep_their_names_dates_and_threads(blog: Blog) -> None:
    path = post(blog)["path"]
    assert put(blog, FIRST, SECOND) == 2
    html = blog.post_page(path).html
    assert "<em>One</em>" in html
    assert "2 January 2021" in html
    first, second = Comment.objects.order_by("pk")
    assert (second.answers, second.thread, second.depth) == (first.pk, first.pk, 1)


def test_nothing_is_doubled_and_edits_and_removals_made_here_stay(blog: Blog) -> None:
    path = post(blog)["path"]
    put(blog, FIRST, SECOND)
    first, second = Comment.objects.order_by("pk")
    Comment.objects.filter(pk=first.pk).update(text="Mended", html="<p>Mended</p>")
    blog.call(contract.REMOVE_COMMENT, id=second.pk)
    assert put(blog, FIRST, SECOND) == 0
    assert sorted(Comment.objects.values_list("text", flat=True)) == ["Mended", "Two"]
    assert "Two" not in blog.post_page(path).html


def test_what_waited_there_waits_here_with_its_address_for_editors_only(blog: Blog) -> None:
    path = post(blog)["path"]
    put(blog, {**FIRST, "state": "held", "mail": "Cy@example.org"}, {**SECOND, "mail": "no address"})
    assert "One" not in blog.post_page(path).html
    assert "Two" in blog.post_page(path).html
    assert [(one.mail, one.comment.guest) for one in Guest.objects.all()] == [("cy@example.org", "Cy")]
    waiting = blog.page(contract.PAGE_MODERATION, "editor").html
    assert "One" in waiting
    blog.call(contract.MODERATE, "editor", "ada", ids=[Comment.objects.get(guest="Cy").pk], to="public")
    assert put(blog, {**FIRST, "state": "held"}) == 0
    assert "One" in blog.post_page(path).html


def test_comments_on_a_draft_are_there_when_it_is_published(blog: Blog) -> None:
    draft = post(blog, published=False)
    assert put(blog, FIRST) == 1
    blog.stage.session.events.clear()
    blog.call(contract.PUBLISH_POST, id=draft["id"])
    assert "One" in blog.post_page("/blog/2021/01/01/old/").html


def test_a_post_that_is_not_here_has_no_comments(blog: Blog) -> None:
    done = post(blog)
    for source in ("//old.example:posts/5", ""):
        with pytest.raises(NotFound):
            put(blog, FIRST, source=source)
    blog.call(contract.DELETE_POST, id=done["id"])
    with pytest.raises(NotFound):
        put(blog, FIRST)


def test_they_are_bounded_and_for_administrators(blog: Blog) -> None:
    post(blog)
    with pytest.raises(TooLarge):
        put(blog, {**FIRST, "text": "x" * 10_001})
    with pytest.raises(Invalid):
        put(blog, {**FIRST, "state": "spam"})
    with pytest.raises(Forbidden):
        blog.call(contract.PUT_REMARKS, "editor", "ada", source=SOURCE, comments=[FIRST])
