"""Every open page of the blog shows every change, and only changed fragments are sent."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from courant_blog import contract
from courant_blog.discussion import stretches
from courant_kit.testing import assert_converges

from .staged_blog import Blog, at


def converges(blog: Blog, page: Any, change: Callable[[], object], /, **fields: Any) -> None:
    assert blog.page(page, **fields).status == 200
    blog.stage.session.events.clear()
    assert_converges(blog.stage, page, change, **fields)
    assert blog.stage.session.events


def changes(blog: Blog, post: int, comment: int) -> dict[str, Callable[[], object]]:
    return {
        "save": lambda: blog.save("Another title", "New words.", id=post, tags="wamp, news", section="inside-rust"),
        "date": lambda: blog.save("One rendering", id=post, date="2025-12-01", slug="first"),
        "publish": lambda: blog.save("A second one", tags="design"),
        "unpublish another": lambda: blog.call(contract.UNPUBLISH_POST, id=blog.save("Third", tags="wamp")["id"]),
        "comment": lambda: blog.comment(post),
        "remove": lambda: blog.call(contract.REMOVE_COMMENT, id=comment),
        "restore": lambda: [
            blog.call(call, id=comment) for call in (contract.REMOVE_COMMENT, contract.RESTORE_COMMENT)
        ],
    }


@pytest.mark.parametrize("change", ["save", "date", "publish", "unpublish another", "comment", "remove", "restore"])
@pytest.mark.parametrize(
    ("page", "fields"),
    [
        (contract.PAGE_INDEX, {}),
        (contract.PAGE_TAG, {"slug": "design"}),
        (contract.PAGE_SECTION, {"slug": "releases"}),
        (contract.PAGE_TAGS, {}),
    ],
)
def test_an_open_list_converges(blog: Blog, change: str, page: Any, fields: dict[str, str]) -> None:
    blog.save("Another", tags="design", section="releases")
    post = blog.save(tags="design", section="releases")["id"]
    comment = blog.comment(post)
    converges(blog, page, changes(blog, post, comment)[change], **fields)


@pytest.mark.parametrize("change", ["save", "publish", "unpublish another", "comment", "remove", "restore"])
def test_an_open_post_converges(blog: Blog, change: str) -> None:
    blog.save("Another", date="2026-01-01")
    saved = blog.save(tags="design")
    comment = blog.comment(saved["id"])
    converges(blog, contract.PAGE_POST, changes(blog, saved["id"], comment)[change], **at(saved["path"]))


def test_the_article_says_where_its_post_is_and_what_it_is_called(blog: Blog) -> None:
    post = blog.save()["id"]
    blog.stage.session.events.clear()
    path = blog.save("R & D", id=post, slug="labs")["path"]
    article = next(one for one in blog.stage.deliveries() if one.id == f"blog.post-{post}")
    assert f'<h1 data-address="{path}">R &amp; D</h1>' in str(article.html)
    assert path.endswith("/labs/")


def test_a_draft_says_where_it_is_and_what_it_is_called(blog: Blog) -> None:
    draft = blog.draft()["id"]
    blog.stage.session.events.clear()
    blog.draft("Plan B", id=draft)
    article = next(one for one in blog.stage.deliveries() if one.id == f"blog.draft-{draft}")
    assert f'<h1 data-address="/blog/drafts/{draft}/">Plan B</h1>' in str(article.html)


def test_an_open_front_page_converges(blog: Blog) -> None:
    for number in range(7):
        blog.save(f"Post {number}", date=f"2026-01-0{number + 1}")
    before = blog.call(contract.FRONT, "visitor")["html"]
    blog.stage.session.events.clear()
    blog.save("The newest")
    assert "courant.blog.live.latest" in blog.stage.topics()
    after = blog.call(contract.FRONT, "visitor")["html"]
    assert "The newest" in after
    assert "The newest" not in before
    assert after.count("<li") == 6


def test_the_second_page_of_a_list_converges(blog: Blog) -> None:
    for number in range(22):
        blog.save(f"Post {number}")
    converges(blog, contract.PAGE_INDEX, lambda: blog.save("One more"), page=2)
    converges(blog, contract.PAGE_INDEX, lambda: blog.save("One more"), page=1)


def test_a_comment_is_found_on_the_page_that_shows_it(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "SHOWN", 3)
    saved = blog.save()
    numbers = [blog.comment(saved["id"], f"Comment {number}") for number in range(8)]
    blog.call(contract.REMOVE_COMMENT, id=numbers[6])
    for place, number in enumerate(numbers[:6]):
        location = blog.page(contract.PAGE_COMMENT, id=number).location
        page, _, part = location.partition("#")
        assert part == f"comment-{number}"
        before = re.search(r"comments/(\d+)/$", page)
        assert (before is None) == (place >= 4)
        html = (
            blog.page(contract.PAGE_COMMENTS, **at(saved["path"]), before=int(before[1])).html
            if before
            else blog.post_page(saved["path"]).html
        )
        assert f'id="{part}"' in html
    assert blog.page(contract.PAGE_COMMENT, id=numbers[6]).status == 410
    blog.call(contract.UNPUBLISH_POST, id=saved["id"])
    assert blog.page(contract.PAGE_COMMENT, id=numbers[0]).status == 404


def test_older_comments_converge(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "SHOWN", 3)
    saved = blog.save()
    numbers = [blog.comment(saved["id"], f"Comment {number}") for number in range(8)]
    where = at(saved["path"])
    converges(blog, contract.PAGE_POST, lambda: blog.comment(saved["id"], "The ninth"), **where)
    converges(
        blog,
        contract.PAGE_COMMENTS,
        lambda: blog.call(contract.REMOVE_COMMENT, id=numbers[3]),
        **where,
        before=numbers[6],
    )
    assert "Comment 0" not in blog.post_page(saved["path"]).html
    assert "Comment 0" in blog.page(contract.PAGE_COMMENTS, **where, before=numbers[2]).html


def test_only_the_new_comment_travels(blog: Blog) -> None:
    post = blog.save()["id"]
    for number in range(30):
        blog.comment(post, f"Comment {number}")
    blog.stage.session.events.clear()
    number = blog.comment(post, "The newest")
    delivery = blog.stage.deliveries()[0]
    assert [one.key for one in delivery.put] == [f"comment-{number}"]
    assert (delivery.html, delivery.drop) == (None, [])
    assert len(blog.stage.session.events) == 2


def test_only_the_new_post_travels_in_lists(blog: Blog) -> None:
    for number in range(20):
        blog.save(f"Post {number}")
    blog.stage.session.events.clear()
    blog.save("The newest", date="2026-02-02")
    index = next(one for one in blog.stage.deliveries() if one.id == "blog.index")
    assert len(index.put) == len(index.drop) == 1


def test_lists_stay_as_they_are_if_they_show_nothing_of_a_change(blog: Blog) -> None:
    saved = blog.save(text="The opening.\n\nA body.")
    blog.stage.session.events.clear()
    blog.save(id=saved["id"], text="The opening.\n\nAnother body.")
    assert [one.id for one in blog.stage.deliveries()] == [
        *(f"blog.{name}-{saved['id']}" for name in ("history", "head", "crumbs")),
        "blog.writing",
        f"blog.post-{saved['id']}",
    ]


@pytest.mark.parametrize("call", [contract.UNPUBLISH_POST, contract.DELETE_POST])
def test_a_window_is_told_that_a_post_is_gone(blog: Blog, call: Any) -> None:
    saved = blog.save(tags="design")
    blog.stage.session.events.clear()
    blog.call(call, id=saved["id"])
    gone = {one.id for one in blog.stage.deliveries() if one.gone}
    assert {f"blog.post-{saved['id']}", f"blog.comments-{saved['id']}", f"blog.around-{saved['id']}"} <= gone


def test_a_post_that_is_published_again_is_seen_again(blog: Blog) -> None:
    saved = blog.save()
    blog.call(contract.UNPUBLISH_POST, id=saved["id"])
    assert blog.post_page(saved["path"]).status == 404
    blog.call(contract.PUBLISH_POST, id=saved["id"])
    assert blog.post_page(saved["path"]).status == 200


@pytest.mark.parametrize(
    ("away", "back", "status"),
    [(contract.UNPUBLISH_POST, contract.PUBLISH_POST, 404), (contract.DELETE_POST, contract.RESTORE_POST, 410)],
)
def test_a_window_that_showed_a_post_is_told_that_it_is_back(blog: Blog, away: Any, back: Any, status: int) -> None:
    saved = blog.save("A secret")
    absent = f"blog.absent-{saved['id']}"
    blog.call(away, id=saved["id"])
    page = blog.post_page(saved["path"])
    assert (page.status, "secret" in page.html) == (status, False)
    assert f'data-live="{absent}"' in page.html
    blog.stage.session.events.clear()
    blog.call(back, id=saved["id"])
    assert [one.gone for one in blog.stage.deliveries() if one.id == absent] == [True]


def test_a_draft_that_was_never_public_is_not_named_anywhere(blog: Blog) -> None:
    draft = blog.draft()
    assert blog.post_page("/blog/2026/01/02/a-secret-plan/").status == 404
    assert f"blog.absent-{draft['id']}" not in {one.id for one in blog.stage.deliveries()}


def test_a_form_says_who_saved_last(blog: Blog) -> None:
    saved = blog.save()
    assert "<span data-by>eve</span>" in blog.page(contract.PAGE_EDIT, "editor", **at(saved["path"])).html
    blog.stage.session.events.clear()
    blog.call(contract.UNPUBLISH_POST, "editor", "ada", id=saved["id"])
    (head,) = (one for one in blog.stage.deliveries() if one.id == f"blog.head-{saved['id']}")
    assert "<span data-by>ada</span>" in str(head.html)


def test_editors_windows_follow_the_drafts(blog: Blog) -> None:
    draft = blog.draft()
    versions = blog.page(contract.PAGE_DRAFTS, "editor").fragments
    blog.save("A plan no more", id=draft["id"], published=False)
    news = blog.call(blog.stage.module.contract.procedures["courant.blog.live.since"], fragments=versions)
    assert "A plan no more" in news["fragments"][0]["html"]
    assert "A plan no more" in blog.page(contract.PAGE_DRAFT, "editor", id=draft["id"]).html
