"""Notices: whom answers are told, and who wants to know no more."""

import pytest
from courant_blog import contract
from courant_blog.models import Notice
from courant_kit.calls.errors import Forbidden, NotFound
from courant_kit.testing import assert_converges
from courant_kit.wire.page import page_from

from .staged_blog import Blog
from .test_moderation import held, moderate
from .test_threads import answer


def told(blog: Blog) -> list[tuple[str, int]]:
    blog.stage.run_due(10)
    return list(Notice.objects.order_by("pk").values_list("person", "comment"))


def yours(blog: Blog, name: str) -> str:
    return page_from(blog.call(contract.PAGE_YOURS, "member", f"{name}#1")).html


def test_the_author_and_those_in_the_thread_are_told_and_who_writes_is_not(blog: Blog) -> None:
    post = blog.save()["id"]
    first = blog.comment(post, "One.", "ada")
    second = answer(blog, post, first, "Two.", "grace")
    third = answer(blog, post, second, "Three.", "ada")
    own = blog.call(contract.ADD_COMMENT, "editor", "eve", post=post, text="Four.", answers=third)["id"]
    other = blog.comment(post, "Elsewhere.", "linus")
    expected = {("eve", first), ("eve", second), ("ada", second), ("eve", third), ("grace", third),
                ("ada", own), ("grace", own), ("eve", other)}  # fmt: skip
    # Those who wrote later are in the thread when its earlier comments are told together.
    assert set(told(blog)) >= expected
    assert not [one for one in told(blog) if one in {("ada", first), ("ada", third), ("eve", own), ("linus", other)}]
    assert len(told(blog)) == len(set(told(blog)))


def test_a_held_comment_is_told_when_it_is_approved_and_once(blog: Blog) -> None:
    post = blog.save()["id"]
    number = held(blog, post)
    assert told(blog) == []
    back = moderate(blog, "public", number)["undo"]["fields"]["states"]
    assert told(blog) == [("eve", number)]
    blog.call(contract.REMODERATE, states=back)
    assert "Nobody reads" not in yours(blog, "eve")
    moderate(blog, "public", number)
    assert told(blog) == [("eve", number)]


def test_the_page_of_answers_is_live_and_its_notices_are_read(blog: Blog) -> None:
    post = blog.save()["id"]
    first = blog.comment(post, "One.", "ada")
    told(blog)
    answer(blog, post, first, "Two words.", "grace")
    told(blog)
    assert "Two words." in yours(blog, "ada")
    assert "Mark 1 as read" in yours(blog, "ada")
    blog.call(contract.SEEN, "member", "ada")
    assert "as read" not in yours(blog, "ada")
    assert_converges(blog.stage, contract.PAGE_YOURS, lambda: blog.call(contract.SEEN, "member", "member"), "member")


def test_who_mutes_a_thread_is_told_no_more_of_it(blog: Blog) -> None:
    post = blog.save()["id"]
    first = blog.comment(post, "One.", "ada")
    answer(blog, post, first, "Two.", "grace")
    told(blog)
    muted = blog.call(contract.MUTE_THREAD, "member", "ada", thread=first)
    third = answer(blog, post, first, "Three.", "grace")
    assert ("ada", third) not in told(blog)
    assert muted["undo"]["call"] == contract.UNMUTE_THREAD.uri
    blog.call(contract.UNMUTE_THREAD, "member", "ada", thread=first)
    fourth = answer(blog, post, first, "Four.", "grace")
    assert ("ada", fourth) in told(blog)


def test_a_removed_answer_is_shown_to_nobody(blog: Blog) -> None:
    post = blog.save()["id"]
    first = blog.comment(post, "One.", "ada")
    second = answer(blog, post, first, "Rash words.", "grace")
    told(blog)
    blog.call(contract.REMOVE_COMMENT, "member", "grace", id=second)
    assert "Rash words" not in yours(blog, "ada")


def test_the_mail_service_learns_who_is_told_of_a_comment_that_readers_see(blog: Blog) -> None:
    post = blog.save()["id"]
    first = blog.comment(post, "One.", "ada")
    second = answer(blog, post, first, "Two *words*.", "grace")
    found = blog.call(contract.TOLD, "service", "mail", id=second)
    assert (found["people"], found["writer"], found["thread"]) == (["ada", "eve"], "eve", first)
    assert (found["byline"], "<em>words</em>" in found["html"], found["mail"]) == ("grace", True, "")
    waiting = held(blog, post)
    with pytest.raises(NotFound):
        blog.call(contract.TOLD, "service", "mail", id=waiting)
    blog.call(contract.REMOVE_COMMENT, "member", "grace", id=second)
    with pytest.raises(NotFound):
        blog.call(contract.TOLD, "service", "mail", id=second)
    for role, name in (("service", "other"), ("admin", "root"), ("visitor", "")):
        with pytest.raises(Forbidden):
            blog.call(contract.TOLD, role, name, id=first)


def test_a_post_says_its_state_to_programs(blog: Blog) -> None:
    post = blog.save()["id"]
    assert blog.call(contract.GET_POST, "visitor", id=post)["state"] == "published"
