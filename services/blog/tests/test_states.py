"""The states of posts: who sees a post in each, what follows from a move, and moves of many posts at once."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from courant_blog import contract, states
from courant_blog.models import Entry, Post
from courant_blog.reading import beside
from courant_blog.writing import scheduling
from courant_kit.calls.errors import CourantError, Forbidden, Invalid, NotFound
from courant_kit.live.outbox import in_transaction
from courant_kit.store.models import Event
from django.utils import timezone

from .staged_blog import Blog


def scheduled(blog: Blog, title: str = "Tomorrow’s news", **fields: Any) -> dict[str, Any]:
    """Schedule a post for noon in two days."""
    day = (timezone.now() + timedelta(days=2)).date().isoformat()
    return blog.save(title, **({"published": None, "state": "scheduled", "date": day, "time": "12:00"} | fields))


def due(blog: Blog, *numbers: int) -> int:
    """Let time pass until these posts are due, and publish what is."""
    Post.objects.filter(pk__in=numbers).update(published_at=timezone.now() - timedelta(seconds=1))
    return int(in_transaction(scheduling.publish_due))


def topics(blog: Blog) -> list[str]:
    """The last parts of the domain events so far."""
    return [topic.removeprefix("courant.blog.") for topic, *_ in blog.stage.session.events if ".live." not in topic]


def listed(blog: Blog) -> set[str]:
    """The places where programs and readers find the one post of a test."""
    found = {
        "index": blog.page(contract.PAGE_INDEX).html, "front": blog.call(contract.FRONT, "visitor")["html"],
        "sitemap": str(blog.call(contract.SITEMAP, "visitor")), "feed": str(blog.call(contract.FEED, "visitor")),
        "search": str(blog.call(contract.DOCUMENTS, "service", "search")),
        "list": str(blog.call(contract.LIST_POSTS, "visitor")),
    }  # fmt: skip
    return {name for name, text in found.items() if "findable" in text.lower()}


def test_a_state_that_nobody_knows_is_private() -> None:
    assert not states.is_readable("embargoed")
    assert not states.is_listed("embargoed")
    assert set(states.PRIVATE) | set(states.READABLE) == set(states.NAMES) == set(Post.Status.values)


@pytest.mark.parametrize("state", ["draft", "review", "scheduled", "embargoed"])
def test_a_private_post_is_nowhere_for_readers(blog: Blog, state: str) -> None:
    post = blog.save("Findable", tags="one", series="Parts")
    blog.call(contract.UNPUBLISH_POST, id=post["id"])
    Post.objects.filter(pk=post["id"]).update(status=state)
    assert listed(blog) == set()
    for role in ("visitor", "member"):
        with pytest.raises(CourantError):
            blog.call(contract.GET_POST, role, id=post["id"])
        with pytest.raises(CourantError):
            blog.call(contract.ADD_COMMENT, "member", "ada", post=post["id"], text="Hello")
        assert "Findable" not in blog.post_page(post["path"], role).html
        for page, fields in ((contract.PAGE_AUTHOR, {"slug": "eve"}), (contract.PAGE_SERIES, {"slug": "parts"})):
            assert blog.page(page, role, **fields).status == 404


def test_an_unlisted_post_is_at_its_address_only(blog: Blog) -> None:
    post = blog.save("Findable", state="unlisted", published=None, tags="one")
    page = blog.post_page(post["path"])
    assert (page.status, page.noindex) == (200, True)
    assert "Findable" in page.html
    assert listed(blog) == set()
    assert not Entry.objects.exists()
    with pytest.raises(NotFound):
        blog.call(contract.GET_POST, "visitor", id=post["id"])
    assert not [one for one in topics(blog) if one in {"post.published", "post.changed", "search.changed"}]


def test_programs_hear_of_no_comment_on_an_unlisted_post(blog: Blog) -> None:
    post = blog.save("Findable", state="unlisted", published=None)
    number = blog.comment(post["id"], "Among us.")
    blog.call(contract.EDIT_COMMENT, "member", "ada", id=number, text="Among us!")
    blog.call(contract.REMOVE_COMMENT, "member", "ada", id=number)
    blog.call(contract.RESTORE_COMMENT, "member", "ada", id=number)
    assert "Among us!" in blog.post_page(post["path"]).html
    assert not [topic for topic, *_ in blog.stage.session.events if ".comment." in topic]


def test_an_archived_post_stays_where_it_was_but_is_no_news(blog: Blog) -> None:
    post = blog.save("Findable", tags="one")
    blog.comment(post["id"], "Still here.")
    blog.call(contract.SET_STATE, ids=post["id"], state="archived")
    page = blog.post_page(post["path"])
    assert "in the archive" in page.html
    assert "Still here." in page.html
    assert listed(blog) == {"sitemap", "search"}
    assert "Findable" in blog.page(contract.PAGE_TAG, slug="one").html
    assert "Findable" in blog.page(contract.PAGE_PERIOD, year=2026).html


def test_a_move_is_an_event_if_lists_have_the_post_before_or_after(blog: Blog) -> None:
    post = blog.draft()
    for state in ("review", "published", "archived", "unlisted", "draft"):
        blog.call(contract.SET_STATE, ids=[post["id"]], state=state)
    moves = [
        (fields["before"], fields["state"])
        for topic, fields, *_ in blog.stage.session.events
        if topic == contract.POST_MOVED.uri
    ]
    assert moves == list(pairwise(["review", "published", "archived", "unlisted"]))


def test_a_scheduled_post_is_published_once_when_it_is_due(blog: Blog) -> None:
    post = scheduled(blog, tags="one")
    assert "It will be published on" in post["notice"]
    assert in_transaction(scheduling.publish_due) == 0
    assert due(blog, post["id"]) == 1
    assert due(blog) == 0
    stored = Post.objects.get(pk=post["id"])
    assert (stored.status, stored.planned, stored.version) == ("published", "", 2)
    blog.stage.publish()
    assert topics(blog).count("post.published") == 1
    assert "Tomorrow’s news" in blog.page(contract.PAGE_INDEX).html
    assert "Tomorrow’s news" in blog.page(contract.PAGE_TAG, slug="one").html


def test_many_posts_of_one_moment_are_prepared_before_it_and_committed_at_it(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [scheduled(blog, f"Early {number}")["id"] for number in range(3)]
    moment = timezone.now() + timedelta(minutes=5)
    Post.objects.filter(pk__in=numbers).update(published_at=moment)
    now = [moment.timestamp() - 0.002]  # three posts begin 3 ms before it
    waited: list[tuple[float, int]] = []

    def wait(seconds: float) -> None:
        waited.append((round(seconds, 3), Post.objects.filter(status="published").count()))
        now[0] += seconds

    monkeypatch.setattr(scheduling.clock, "begun", True)
    monkeypatch.setattr(scheduling, "time", lambda: now[0])
    monkeypatch.setattr(scheduling, "sleep", wait)
    in_transaction(scheduling.publish_scheduled)
    assert waited == [(0.002, 3)]
    assert {one.published_at for one in Post.objects.all()} == {moment}


def test_the_news_of_posts_of_one_minute_comes_before_their_fragments(blog: Blog) -> None:
    numbers = [scheduled(blog, f"At noon {number}", tags="one")["id"] for number in range(3)]
    before = Event.objects.count()
    assert due(blog, *numbers) == 3
    log = list(Event.objects.order_by("number").values_list("topic", "payload", "fragment"))[before:]
    news, search = (contract.POST_PUBLISHED.uri, contract.DOCUMENTS_CHANGED.uri)
    assert [(topic, payload["id"]) for topic, payload, _ in log[:3]] == [(news, number) for number in numbers]
    assert [payload["keys"] for topic, payload, _ in log if topic == search] == [[str(one) for one in numbers]]
    lists = [fragment for *_, fragment in log[3:] if fragment == str(contract.LATEST())]
    assert len(lists) == 1
    assert all(fragment for *_, fragment in log[7:])


def test_the_posts_beside_one_of_a_full_minute_are_found_without_reading_all_of_it(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [blog.save(f"Full minute {number}")["id"] for number in range(6)]
    moment = timezone.now()
    Entry.objects.update(published_at=moment)
    monkeypatch.setattr(beside, "MOST", 2)
    assert beside.beside("index", [(moment, numbers[2]), (moment, numbers[3])], 1) == set(numbers[1:5])


def test_posts_of_one_minute_with_one_name_get_addresses_of_their_own(blog: Blog) -> None:
    numbers = [scheduled(blog, "Twin")["id"] for _ in range(3)]
    published = [due(blog, *numbers) for _ in range(3)]
    assert published == [1, 1, 1] or sum(published) == 3
    assert len({one.path for one in Post.objects.filter(pk__in=numbers)}) == 3


def test_a_scheduled_post_can_be_saved_published_now_and_taken_back(blog: Blog) -> None:
    post = scheduled(blog)
    again = blog.save("Another title", id=post["id"], published=None, date="", base=1)
    assert Post.objects.get(pk=again["id"]).status == "scheduled"
    blog.call(contract.UNPUBLISH_POST, id=post["id"])
    assert Post.objects.get(pk=post["id"]).published_at is None
    later = scheduled(blog, "Now, please")
    blog.call(contract.PUBLISH_POST, id=later["id"])
    assert Post.objects.get(pk=later["id"]).published_at <= timezone.now()


def test_a_post_is_not_scheduled_for_the_past(blog: Blog) -> None:
    with pytest.raises(Invalid) as wrong:
        scheduled(blog, date="2020-01-01")
    assert wrong.value.field == "date"
    with pytest.raises(Invalid, match="Schedule it instead"):
        blog.save("Too early", date="2999-01-01")


def test_many_posts_move_and_come_back(blog: Blog) -> None:
    first, second = blog.save("Findable"), blog.draft("Second")
    answer = blog.call(contract.SET_STATE, ids=[first["id"], second["id"]], state="deleted")
    assert "2 posts are deleted" in answer["notice"]
    assert listed(blog) == set()
    blog.call(contract.PUT_BACK, **answer["undo"]["fields"])
    assert "index" in listed(blog)
    assert [one.status for one in Post.objects.order_by("pk")] == ["published", "draft"]
    answer = blog.call(contract.SET_STATE, ids=[first["id"], second["id"]], state="archived")
    blog.call(contract.PUT_BACK, **answer["undo"]["fields"])
    assert [one.status for one in Post.objects.order_by("pk")] == ["published", "draft"]


def test_all_chosen_posts_move_or_none_does(blog: Blog) -> None:
    first, second, gone = blog.save("Findable"), blog.draft("Second"), blog.draft("Third")
    blog.call(contract.DELETE_POST, id=gone["id"])
    before = blog.stage.module.renderings.version(contract.ALL_POSTS())
    for ids in ([first["id"], gone["id"], second["id"]], [gone["id"], second["id"]]):
        with pytest.raises(Invalid, match="Nothing has changed, because one of the chosen posts cannot go there"):
            blog.call(contract.SET_STATE, ids=ids, state="archived")
    assert [one.status for one in Post.objects.order_by("pk")] == ["published", "draft", "draft"]
    assert blog.stage.module.renderings.version(contract.ALL_POSTS()) == before
    assert "index" in listed(blog)


def test_what_shows_many_posts_is_renewed_once_when_they_move(blog: Blog) -> None:
    ids = [blog.draft(f"Number {one}")["id"] for one in range(4)]
    shown = (contract.ALL_POSTS(), contract.LATEST(), contract.DRAFTS(), contract.WRITING())
    for state in ("published", "archived", "deleted"):
        before = [blog.stage.module.renderings.version(one) for one in shown]
        undo = blog.call(contract.SET_STATE, ids=ids, state=state)["undo"]
        if state == "published":
            assert Event.objects.filter(fragment=str(contract.ALL_POSTS())).count() == 1
        blog.call(contract.PUT_BACK, **undo["fields"])
        blog.call(contract.SET_STATE, ids=ids, state=state)
        assert [blog.stage.module.renderings.version(one) for one in shown] != before
    assert listed(blog) == set()


def test_only_editors_move_pin_and_share(blog: Blog) -> None:
    post = blog.save()
    for procedure, fields in (
        (contract.SET_STATE, {"ids": [post["id"]], "state": "draft"}),
        (contract.PUT_BACK, {"was": f"{post['id']}-draft"}),
        (contract.PIN_POST, {"id": post["id"]}),
        (contract.SHARE_PREVIEW, {"id": post["id"]}),
        (contract.WITHDRAW_PREVIEW, {"id": post["id"]}),
    ):
        for role in ("visitor", "member"):
            with pytest.raises(Forbidden):
                blog.call(procedure, role, **fields)
    assert [blog.page(contract.PAGE_WRITING, role).status for role in ("visitor", "member", "editor")] == [
        403,
        403,
        200,
    ]


def test_a_preview_shows_a_draft_to_strangers_until_it_is_withdrawn(blog: Blog) -> None:
    post = blog.draft("A secret plan", text="The *plan*.")
    blog.call(contract.SHARE_PREVIEW, id=post["id"])
    token = Post.objects.get(pk=post["id"]).preview.token
    page = blog.page(contract.PAGE_PREVIEW, token=token)
    assert "<em>plan</em>" in page.html
    assert (page.noindex, page.audience) == (True, "personal")
    assert blog.page(contract.PAGE_PREVIEW, token=token[:-1]).status == 404
    blog.call(contract.SHARE_PREVIEW, id=post["id"])
    assert blog.page(contract.PAGE_PREVIEW, token=token).status == 404
    blog.call(contract.WITHDRAW_PREVIEW, id=post["id"])
    assert blog.page(contract.PAGE_PREVIEW, token=token).status == 404


def test_a_preview_follows_its_draft_and_its_link_without_telling_anybody_the_secret(blog: Blog) -> None:
    post = blog.draft("A secret plan", text="The *plan*.")
    blog.call(contract.SHARE_PREVIEW, id=post["id"])
    token = Post.objects.get(pk=post["id"]).preview.token
    (sign,) = blog.page(contract.PAGE_PREVIEW, token=token).fragments
    for change in (
        lambda: blog.draft("Another plan", id=post["id"], text="Words."),
        lambda: blog.call(contract.SET_STATE, ids=[post["id"]], state="review"),
        lambda: blog.call(contract.SHARE_PREVIEW, id=post["id"]),
    ):
        before = Event.objects.filter(fragment=sign).count()
        change()
        assert Event.objects.filter(fragment=sign).count() == before + 1
    (sign,) = blog.page(contract.PAGE_PREVIEW, token=Post.objects.get(pk=post["id"]).preview.token).fragments
    blog.call(contract.SET_STATE, ids=[post["id"]], state="published")
    assert Event.objects.filter(fragment=sign).count() == 1
    told = str(list(Event.objects.values())) + str(
        [one for one in blog.stage.session.events if ".staff." not in one[0]]
    )
    assert token not in told
    assert Post.objects.get(pk=post["id"]).preview.token not in told


def test_a_deleted_post_has_no_preview(blog: Blog) -> None:
    post = blog.draft()
    blog.call(contract.SHARE_PREVIEW, id=post["id"])
    token = Post.objects.get(pk=post["id"]).preview.token
    blog.call(contract.DELETE_POST, id=post["id"])
    assert blog.page(contract.PAGE_PREVIEW, token=token).status == 404
