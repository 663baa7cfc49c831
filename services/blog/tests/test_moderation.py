"""Comments that wait for an editor: who sees them, and what editors decide."""

from datetime import timedelta
from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Ban, Comment, Post
from courant_blog.reading.places import comment_place, places
from courant_kit.calls.errors import CourantError, Forbidden, Invalid, NotFound, RateLimited
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import assert_converges, finished
from courant_kit.wire.contract import Procedure
from courant_kit.wire.page import page_from
from django.utils import timezone

from .staged_blog import Blog, at

SECRET = "Nobody reads this yet"


def rules(blog: Blog, **fields: Any) -> None:
    blog.call(contract.SAVE_RULES, "editor", "eve", **fields)


def held(blog: Blog, post: int, name: str = "ada", text: str = SECRET) -> int:
    """A comment that waits, since the rules hold its word."""
    rules(blog, words="nobody")
    answer = blog.call(contract.ADD_COMMENT, "member", name, post=post, text=text)
    assert answer["held"]
    assert answer["undo"] is None
    return int(answer["id"])


def moderate(blog: Blog, to: str, *numbers: int) -> dict[str, Any]:
    answer: dict[str, Any] = blog.call(contract.MODERATE, "editor", "eve", ids=list(numbers), to=to)
    return answer


def undo(blog: Blog, answer: dict[str, Any]) -> dict[str, Any]:
    called = blog.stage.module.contract.procedures[answer["undo"]["call"]]
    back: dict[str, Any] = blog.call(called, "editor", "eve", **answer["undo"]["fields"])
    return back


def queue(blog: Blog, state: str = "held") -> str:
    return blog.page(contract.PAGE_MODERATION, "editor", state=state).html


def others_learn(blog: Blog) -> str:
    """All that was published to anybody but editors and Ada."""
    told = [(topic, fields) for topic, fields in blog.stage.session.events if ".staff." not in topic]
    return str([one for one in told if ".person-ada." not in one[0]])


def test_a_held_comment_is_for_its_author_and_editors_only(blog: Blog) -> None:
    saved = blog.save()
    rules(blog, words="nobody")
    before = blog.post_page(saved["path"])
    blog.stage.session.events.clear()
    number = held(blog, saved["id"])
    assert SECRET not in others_learn(blog)
    assert "courant.blog.comment" not in others_learn(blog)
    assert "blog.comments" not in others_learn(blog)
    after = blog.post_page(saved["path"])
    assert (after.html, after.fragments) == (before.html, before.fragments)
    absent = 987654321
    for procedure in (contract.PAGE_COMMENT, contract.PAGE_ANSWER):
        for role, name in (("visitor", ""), ("member", "mallory"), ("backend", "")):
            pages = [page_from(blog.call(procedure, role, name, id=one)) for one in (number, absent)]
            assert pages[0].status == 404
            assert pages[0].html == pages[1].html
    for procedure, fields in (
        (contract.EDIT_COMMENT, {"text": "Mine"}), (contract.REMOVE_COMMENT, {}), (contract.RESTORE_COMMENT, {}),
    ):  # fmt: skip
        said = []
        for one in (number, absent):
            with pytest.raises(NotFound) as refused:
                blog.call(procedure, "member", "mallory", id=one, **fields)
            said.append(str(refused.value))
        assert said[0] == said[1]
    with pytest.raises(NotFound, match="no such comment on this post"):
        blog.call(contract.ADD_COMMENT, "member", "mallory", post=saved["id"], text="x", answers=number)
    assert SECRET in queue(blog)
    assert "the word “nobody”" in queue(blog)
    yours = page_from(blog.call(contract.PAGE_YOURS, "member", "ada"))
    assert SECRET in yours.html
    assert "Waits for approval" in yours.html
    assert SECRET not in page_from(blog.call(contract.PAGE_YOURS, "member", "mallory")).html
    assert SECRET in page_from(blog.call(contract.PAGE_EDIT_COMMENT, "member", "ada", id=number)).html
    assert places([comment_place(number)])[comment_place(number)].audience == EDITORS_ONLY


@pytest.mark.parametrize("state", ["held", "spam", "rejected"])
def test_nobody_else_catches_up_with_the_lists_of_editors(blog: Blog, state: str) -> None:
    number = held(blog, blog.save()["id"])
    moderate(blog, state, number)
    for fragment in (f"blog.moderation-{state}", "blog.yours-ada"):
        for role, name in (("visitor", ""), ("member", "mallory"), ("backend", "")):
            assert SECRET not in str(_since(blog, role, name, fragment))
    assert SECRET in str(_since(blog, "editor", "eve", f"blog.moderation-{state}"))
    assert SECRET in str(_since(blog, "member", "ada#1", "blog.yours-ada"))


def _since(blog: Blog, role: str, name: str, fragment: str) -> Any:
    asked = blog.stage.session.procedures["courant.blog.live.since"]
    try:
        return finished(asked(Disclosed(7, name or role, role), [], {"fragments": {fragment: 0}}))
    except CourantError as error:
        return error


def test_an_approved_comment_appears_and_the_approval_can_be_undone(blog: Blog) -> None:
    saved = blog.save()
    number = held(blog, saved["id"])
    blog.stage.session.events.clear()
    answers: list[dict[str, Any]] = []
    assert_converges(
        blog.stage, contract.PAGE_POST, lambda: answers.append(moderate(blog, "public", number)), **at(saved["path"])
    )
    assert answers[0]["notice"] == "The comment has been approved."
    assert SECRET in blog.post_page(saved["path"]).html
    assert "courant.blog.comment.added" in blog.stage.topics()
    assert SECRET not in queue(blog)
    blog.stage.session.events.clear()
    again = undo(blog, answers[0])
    assert "courant.blog.comment.removed" in blog.stage.topics()
    assert SECRET not in blog.post_page(saved["path"]).html
    assert SECRET in queue(blog)
    undo(blog, again)
    assert SECRET in blog.post_page(saved["path"]).html


def test_the_queue_is_live(blog: Blog) -> None:
    saved = blog.save()
    first = held(blog, saved["id"])
    assert_converges(blog.stage, contract.PAGE_MODERATION, lambda: held(blog, saved["id"]), "editor")
    assert_converges(blog.stage, contract.PAGE_MODERATION, lambda: moderate(blog, "spam", first), "editor")


def test_many_are_decided_at_once_and_undone_at_once(blog: Blog) -> None:
    saved = blog.save()
    numbers = [held(blog, saved["id"]) for _ in range(3)]
    moderate(blog, "rejected", numbers[0])
    answer = moderate(blog, "spam", *numbers)
    assert answer["notice"] == "3 comments have been marked as spam."
    assert [SECRET in queue(blog, state) for state in ("held", "spam", "rejected")] == [False, True, False]
    undo(blog, answer)
    states = Comment.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["rejected", "held", "held"]
    assert moderate(blog, "held", numbers[1])["notice"] == "Nothing has changed."
    with pytest.raises(NotFound):
        moderate(blog, "spam", 987654321)


def test_an_imported_guest_cannot_be_banned_and_no_one_is_told_so(blog: Blog) -> None:
    number = blog.comment(blog.save()["id"])
    Comment.objects.filter(pk=number).update(author="", guest="Somebody")
    with pytest.raises(Invalid, match="was imported"):
        blog.call(contract.BAN, "editor", "eve", id=number)
    assert not Ban.objects.exists()


def test_who_is_banned_comments_no_more_until_that_is_undone(blog: Blog) -> None:
    saved = blog.save()
    number, other = blog.comment(saved["id"], "Buy pills."), blog.comment(saved["id"], "Hello.")
    answer = blog.call(contract.BAN, "editor", "eve", id=number)
    assert "Buy pills." not in blog.post_page(saved["path"]).html
    with pytest.raises(Forbidden, match="cannot comment here"):
        blog.comment(saved["id"])
    with pytest.raises(Forbidden, match="cannot comment here"):
        blog.call(contract.EDIT_COMMENT, "member", "ada", id=other, text="Buy pills.")
    blog.comment(saved["id"], "Somebody else may.", "grace")
    assert "ada" in blog.page(contract.PAGE_RULES, "editor").html
    undo(blog, answer)
    assert "Buy pills." in blog.post_page(saved["path"]).html
    blog.comment(saved["id"])
    blog.call(contract.BAN, "editor", "eve", id=number)
    blog.call(contract.LIFT_BAN, "editor", "eve", id=Ban.objects.get().pk)
    blog.comment(saved["id"])
    with pytest.raises(NotFound):
        blog.call(contract.LIFT_BAN, "editor", "eve", id=987654321)


def test_editors_comment_whatever_the_rules_say(blog: Blog) -> None:
    saved = blog.save()
    rules(blog, hold_first="1", words="hello", closes_after="1", per_person="1")
    for _ in range(3):
        answer = blog.call(contract.ADD_COMMENT, "editor", "eve", post=saved["id"], text="Hello")
        assert not answer["held"]


def test_a_first_comment_waits_and_the_next_does_not(blog: Blog) -> None:
    post = blog.save()["id"]
    rules(blog, hold_first="1")
    first = blog.call(contract.ADD_COMMENT, "member", "ada", post=post, text="Hello")
    assert first["held"]
    assert blog.call(contract.ADD_COMMENT, "member", "ada", post=post, text="Hello?")["held"]
    moderate(blog, "public", first["id"])
    assert not blog.call(contract.ADD_COMMENT, "member", "ada", post=post, text="Thanks")["held"]


def test_comments_close_and_come_too_fast(blog: Blog) -> None:
    saved = blog.save()
    rules(blog, per_person="2")
    blog.comment(saved["id"])
    blog.comment(saved["id"])
    with pytest.raises(RateLimited, match="in 10 minutes"):
        blog.comment(saved["id"])
    Comment.objects.update(created=timezone.now() - timedelta(minutes=11))
    number = blog.comment(saved["id"])
    rules(blog, closes_after="7")
    Post.objects.update(published_at=timezone.now() - timedelta(days=8))
    with pytest.raises(Forbidden, match="closed"):
        blog.comment(saved["id"])
    assert "closed" in blog.page(contract.PAGE_ANSWER, "member", id=number).html
    assert "closed" in blog.post_page(saved["path"]).html
    blog.call(contract.EDIT_COMMENT, "member", "ada", id=number, text="Still mine.")


def test_an_edit_obeys_the_rules_too(blog: Blog) -> None:
    saved = blog.save()
    number = blog.comment(saved["id"], "Harmless.")
    rules(blog, most_links="0")
    blog.stage.session.events.clear()
    answer = blog.call(contract.EDIT_COMMENT, "member", "ada", id=number, text="[pills](https://pills.example)")
    assert answer["location"] == "/blog/comment/yours/"
    assert "pills" not in blog.post_page(saved["path"]).html
    assert "courant.blog.comment.removed" in blog.stage.topics()
    assert "pills" not in others_learn(blog)
    blog.stage.session.events.clear()
    blog.call(contract.EDIT_COMMENT, "member", "ada", id=number, text="Harmless again.")
    assert "Harmless again" not in others_learn(blog)
    assert "Harmless again" in queue(blog)


def test_its_author_removes_and_restores_a_held_comment_unseen(blog: Blog) -> None:
    saved = blog.save()
    number = held(blog, saved["id"])
    blog.stage.session.events.clear()
    blog.call(contract.REMOVE_COMMENT, "member", "ada", id=number)
    assert SECRET not in queue(blog)
    blog.call(contract.RESTORE_COMMENT, "member", "ada", id=number)
    assert SECRET in queue(blog)
    assert "courant.blog.comment" not in others_learn(blog)
    blog.call(contract.REMOVE_COMMENT, "member", "ada", id=number)
    moderate(blog, "public", number)
    assert SECRET not in blog.post_page(saved["path"]).html


def test_rules_are_saved_shown_and_undone(blog: Blog) -> None:
    answer = blog.call(
        contract.SAVE_RULES, "editor", "eve", hold_first="1", most_links="3", words=" one \n\ntwo ", closes_after="30",
        per_person="4", per_address="5",
    )  # fmt: skip
    html = blog.page(contract.PAGE_RULES, "editor").html
    assert "one\ntwo</textarea>" in html
    assert 'name="most_links" inputmode="numeric" pattern="[0-9]{0,3}" value="3"' in html
    undo(blog, answer)
    assert "one\ntwo" not in blog.page(contract.PAGE_RULES, "editor").html


RIGHTS: list[tuple[Procedure, dict[str, Any]]] = [
    (contract.MODERATE, {"ids": [1], "to": "public"}), (contract.REMODERATE, {"states": "1-public"}),
    (contract.BAN, {"id": 1}), (contract.LIFT_BAN, {"id": 1}), (contract.SAVE_RULES, {}),
    (contract.PAGE_MODERATION, {}), (contract.PAGE_RULES, {}),
]  # fmt: skip


@pytest.mark.parametrize("role", ["visitor", "member", "backend"])
def test_only_editors_moderate(blog: Blog, role: str) -> None:
    number = held(blog, blog.save()["id"])
    for procedure, fields in RIGHTS:
        named = {**fields, **{name: value for name, value in {"ids": [number], "id": number}.items() if name in fields}}
        if procedure.is_page:
            assert page_from(blog.call(procedure, role, **named)).status == 403
            continue
        with pytest.raises(Forbidden):
            blog.call(procedure, role, **named)
    assert Comment.objects.get(pk=number).state == "held"
