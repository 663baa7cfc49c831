"""An export has all of a post, and importing it makes an equal one without overwriting what people changed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from courant_blog import contract
from courant_blog.copy_payloads import PostFields, RemarkFields
from courant_blog.models import Comment, Post, Redirect
from courant_kit.calls.errors import Forbidden, Invalid
from courant_kit.live.outbox import take_turn

from .staged_blog import Blog

ODD = "Ünïcode – “quoted”: #1 ’\U0001f33f"


def copies(blog: Blog, **fields: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = blog.call(contract.LIST_COPIES, "admin", "operator", **fields)["posts"]
    return found


def fields_of(copy: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in copy.items() if name in PostFields.__struct_fields__}


def put(blog: Blog, copy: dict[str, Any], **changes: Any) -> Any:
    return blog.call(contract.PUT_COPY, "admin", "operator", **fields_of(copy) | changes)


def wipe() -> None:
    take_turn()
    for model in (Comment, Redirect):
        model.objects.all().delete()
    for post in Post.objects.all():
        post.original.delete() if hasattr(post, "original") else None
    Post.objects.all().delete()


def filled(blog: Blog) -> int:
    first = blog.save(ODD, "Words.\n", tags=["C++", "größe"], section="news", summary="In short")
    blog.save(ODD, "Words.\n", id=first["id"], slug="another-name")
    blog.save("Not yet", "\n  Leading space", published=False)
    gone = blog.save("Once public", "x", date="2026-02-03T10:00:00+05:00")
    blog.call(contract.UNPUBLISH_POST, id=gone["id"])
    blog.comment(first["id"], "Well *said*.", "ada")
    blog.comment(int(blog.save("Another", "x")["id"]), "Elsewhere", "ada")
    removed = blog.comment(first["id"], "A slip", "bob")
    blog.call(contract.REMOVE_COMMENT, id=removed)
    deleted = blog.draft("Thrown away")
    blog.call(contract.DELETE_POST, id=deleted["id"])
    return int(first["id"])


def test_posts_come_back_as_they_were(blog: Blog) -> None:
    filled(blog)
    before = list(map(fields_of, copies(blog)))
    assert [one["title"] for one in before] == [ODD, "Not yet", "Once public", "Another"]
    assert before[0]["redirects"]
    assert before[2]["path"].startswith("2026/02/03/")
    wipe()
    assert [put(blog, one)["outcome"] for one in before] == ["created"] * 4
    assert list(map(fields_of, copies(blog))) == before
    assert [put(blog, one)["outcome"] for one in before] == ["unchanged"] * 4
    assert [post.version for post in Post.objects.all()] == [1, 1, 1, 1]
    assert blog.page(contract.PAGE_OLD, path=before[0]["redirects"][0]).status == 301


def test_no_state_becomes_a_more_public_one_on_the_way(blog: Blog) -> None:
    for state in ("unlisted", "archived", "review"):
        blog.save(state, "x", state=state, published=None)
    blog.save("scheduled", "x", state="scheduled", published=None, date="2099-01-02", time="09:30")
    blog.save("at a moment", "x", state="scheduled", published=None, date="2099-01-02T00:30:00+02:00")
    before = list(map(fields_of, copies(blog)))
    assert [one["state"] for one in before] == ["unlisted", "archived", "review", "scheduled", "scheduled"]
    assert (before[4]["date"], before[4]["day"]) == ("2099-01-01T22:30:00+00:00", "2099-01-02")
    wipe()
    for one in before:
        put(blog, one)
    assert list(map(fields_of, copies(blog))) == before
    strange = put(blog, before[0], entry_id="urn:other", state="secret", published=True)
    passed = put(blog, before[3], entry_id="urn:passed", planned="2020-01-02T09:30")
    gone = put(blog, before[4], entry_id="urn:gone", date="2020-01-02T00:30:00+02:00", day="2020-01-02")
    assert {Post.objects.get(pk=one["id"]).status for one in (strange, passed, gone)} == {"draft"}


def test_a_state_that_differs_from_the_exports_is_said(blog: Blog) -> None:
    blog.save("One", "x")
    (copy,) = map(fields_of, copies(blog))
    assert put(blog, copy)["kept"] == []
    again = put(blog, copy, state="unlisted")
    assert again["kept"] == ["state: Published here, Unlisted in the export"]


def test_the_cover_and_the_series_come_along(blog: Blog) -> None:
    blog.save("One", "x", series="Ferns", part=2)
    (copy,) = map(fields_of, copies(blog))
    wipe()
    put(blog, copy, cover="/media/blog/a.png", cover_alt="A fern")
    (again,) = copies(blog)
    assert (again["series"], again["part"], again["cover"], again["cover_alt"]) == (
        "Ferns", 2, "/media/blog/a.png", "A fern",
    )  # fmt: skip


def test_answers_stay_answers_and_what_waits_for_approval_stays_here(blog: Blog) -> None:
    post = int(blog.save("One", "x")["id"])
    first = blog.comment(post, "First", "ada")
    blog.call(contract.ADD_COMMENT, "member", "bob", post=post, text="An answer", answers=first)
    held = blog.comment(post, "Buy this", "mallory")
    Comment.objects.filter(pk=held).update(state="held")
    (copy,) = copies(blog)
    asked = blog.call(contract.LIST_REMARKS, "admin", "operator", post=post)["comments"]
    assert (copy["comments"], [one["text"] for one in asked]) == (2, ["First", "An answer"])
    wipe()
    put(blog, copy)
    some = [{name: one[name] for name in RemarkFields.__struct_fields__} for one in asked]
    blog.call(contract.PUT_REMARKS, "admin", "operator", entry_id=copy["entry_id"], comments=some)
    answer, root = Comment.objects.get(text="An answer"), Comment.objects.get(text="First")
    assert (answer.answers, answer.thread, answer.depth) == (root.pk, root.pk, 1)


def test_comments_come_back_with_their_authors_and_dates_once(blog: Blog) -> None:
    filled(blog)
    (copy, *_) = copies(blog)
    asked = blog.call(contract.LIST_REMARKS, "admin", "operator", post=copy["id"])
    (one,) = asked["comments"]
    assert (copy["comments"], asked["total"], one["author"]) == (1, 1, "ada")
    wipe()
    put(blog, copy)
    blog.stage.session.events.clear()
    some = [{name: one[name] for name in ("author", "text", "created", "edited")}]
    call = {"entry_id": copy["entry_id"], "comments": some}
    assert blog.call(contract.PUT_REMARKS, "admin", "operator", **call) == {"added": 1}
    assert blog.call(contract.PUT_REMARKS, "admin", "operator", **call) == {"added": 0}
    (again,) = blog.call(contract.LIST_REMARKS, "admin", "operator")["comments"]
    assert {**again, "id": 0, "post": 0} == {**one, "id": 0, "post": 0}
    assert "<em>said</em>" in blog.post_page(copy["address"]).html


def test_edits_made_here_stay_and_changes_of_the_export_come(blog: Blog) -> None:
    filled(blog)
    copy = copies(blog)[0]
    wipe()
    number = put(blog, copy, text="One.\n\nTwo.")["id"]
    blog.save(ODD, "One, mended.\n\nTwo.", id=number)
    done = put(blog, copy, text="One.\n\nTwo, and more.", tags=["C++"])
    assert (done["outcome"], done["kept"]) == ("merged", [])
    assert Post.objects.get(pk=number).text == "One, mended.\n\nTwo, and more."
    assert put(blog, copy, text="Other.\n\nTwo, and more.", tags=["C++"])["outcome"] == "conflict"
    blog.call(contract.DELETE_POST, id=number)
    assert put(blog, copy)["outcome"] == "deleted"


def test_what_was_written_here_is_never_overwritten_by_an_export(blog: Blog) -> None:
    filled(blog)
    copy = copies(blog)[0]
    assert put(blog, copy)["outcome"] == "unchanged"
    assert put(blog, copy, text="Changed in the folder")["outcome"] == "conflict"
    assert Post.objects.get(pk=copy["id"]).text == "Words.\n"


def test_old_addresses_that_look_like_the_new_one_lead_on(blog: Blog) -> None:
    saved = blog.save("Fern", "x", date="2026-01-02")
    copy = copies(blog)[0]
    wipe()
    put(blog, copy, redirects=["2026/01/02/fern", "notes/blog/2026/01/02/fern", "blog/2026/01/02/fern"])
    assert copies(blog)[0]["redirects"] == ["2026/01/02/fern", "notes/blog/2026/01/02/fern"]
    assert blog.page(contract.PAGE_OLD, path="2026/01/02/fern").location == saved["path"]


def test_pieces_follow_each_other(blog: Blog) -> None:
    filled(blog)
    first = blog.call(contract.LIST_COPIES, "admin", "operator", limit=2)
    assert (len(first["posts"]), first["more"], first["total"]) == (2, True, 4)
    rest = blog.call(contract.LIST_COPIES, "admin", "operator", after=first["posts"][-1]["id"])
    assert [one["title"] for one in rest["posts"]] == ["Once public", "Another"]
    assert not rest["more"]


@pytest.mark.parametrize("role", ["visitor", "member", "editor", "backend", "service"])
def test_only_administrators_may(blog: Blog, role: str) -> None:
    for procedure, fields in (
        (contract.LIST_COPIES, {}), (contract.LIST_REMARKS, {}),
        (contract.PUT_COPY, {"entry_id": "x", "title": "x", "text": "", "slug": "x"}),
        (contract.PUT_REMARKS, {"entry_id": "x", "comments": []}),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            blog.call(procedure, role, "eve", **fields)


def test_an_address_of_another_kind_is_not_taken_over(blog: Blog) -> None:
    fields = {"entry_id": "urn:x", "title": "A", "text": "", "slug": "../../x"}
    put(blog, fields, path="../etc")
    post = Post.objects.get(entry_id="urn:x")
    assert (post.path, post.slug) == (None, "x")
    with pytest.raises(Invalid):
        put(blog, {**fields, "entry_id": "urn:y"}, published=True)
    moment = datetime(2999, 1, 1, tzinfo=UTC).isoformat()
    with pytest.raises(Invalid):
        put(blog, {**fields, "entry_id": "urn:y"}, published=True, date=moment)


AHEAD = {"guest": "Snipe", "author": "", "text": "Early", "created": "2990-01-02T10:00:00Z"}


def test_a_comment_dated_in_the_future_comes_once(blog: Blog) -> None:
    blog.save("One", "x")
    call = {"entry_id": copies(blog)[0]["entry_id"], "comments": [
        AHEAD, {"author": "ada", "text": "An answer", "created": "2990-01-03T10:00:00",
                "answers": {"author": "", "guest": "Snipe", "created": "2990-01-02T12:00:00+02:00"}}]}  # fmt: skip
    assert blog.call(contract.PUT_REMARKS, "admin", "operator", **call) == {"added": 2}
    assert blog.call(contract.PUT_REMARKS, "admin", "operator", **call) == {"added": 0}
    first, answer = Comment.objects.order_by("id")
    assert first.created < datetime.now(UTC)
    assert answer.answers == first.pk


def test_a_comment_that_comes_twice_in_a_call_is_added_once(blog: Blog) -> None:
    blog.save("One", "x")
    zoned = {**AHEAD, "created": "2020-01-02T10:00:00+02:00"}
    comments = [zoned, {**zoned, "text": "Again"}, {**zoned, "created": "2020-01-02T08:00:00"}]
    call = {"entry_id": copies(blog)[0]["entry_id"], "comments": comments}
    assert blog.call(contract.PUT_REMARKS, "admin", "operator", **call) == {"added": 1}
    assert Comment.objects.get().text == "Early"


def test_a_comment_of_no_year_that_exists_is_rejected(blog: Blog) -> None:
    blog.save("One", "x")
    call = {"entry_id": copies(blog)[0]["entry_id"], "comments": [{**AHEAD, "created": "0001-01-01T00:00:00+02:00"}]}
    with pytest.raises(Invalid, match="Created"):
        blog.call(contract.PUT_REMARKS, "admin", "operator", **call)
