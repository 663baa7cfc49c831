"""The newest comments and the number of those that wait, live."""

import pytest
from courant_blog import contract
from courant_blog.discussion import newest
from courant_kit.live.audience import EDITORS_ONLY, EVERYBODY
from courant_kit.testing import assert_converges

from .staged_blog import Blog
from .test_moderation import held, moderate


@pytest.fixture(autouse=True)
def _just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "_read", None)


def _html(blog: Blog) -> str:
    return str(blog.stage.module.embed(contract.NEWEST_COMMENTS()))


def _renewed(blog: Blog) -> bool:
    """Whether the timed work renews the lists now."""
    before = blog.stage.module.renderings.version(contract.NEWEST_COMMENTS())
    blog.stage.module.timed["blog.renew"].work()
    return blog.stage.module.renderings.version(contract.NEWEST_COMMENTS()) > before


def test_the_front_page_has_the_newest_comments_on_listed_posts(blog: Blog) -> None:
    assert "Newest comments" not in _html(blog)
    saved, hidden = blog.save(), blog.save("Unlisted", state="unlisted", published=None)
    number = blog.comment(saved["id"], "Well said & done.")
    blog.comment(hidden["id"], "Nobody finds this.")
    held(blog, saved["id"])
    assert _renewed(blog)
    html = _html(blog)
    assert "Well said &amp; done." in html
    assert f'<a href="/blog/comment/{number}/">ada on “One rendering”</a>' in html
    assert "Nobody" not in html
    assert contract.NEWEST_COMMENTS.audience == EVERYBODY
    assert "newest_comments" in blog.call(contract.FRONT, "visitor")["html"]


def test_the_lists_are_renewed_once_for_all_that_changed_in_a_second(blog: Blog) -> None:
    saved = blog.save()
    assert _renewed(blog)
    assert not _renewed(blog)
    assert not _renewed(blog)
    numbers = [blog.comment(saved["id"], f"Word {one}.") for one in range(3)]
    assert _renewed(blog)
    assert not _renewed(blog)
    for change in (
        lambda: blog.call(contract.EDIT_COMMENT, "member", "ada", id=numbers[0], text="Other."),
        lambda: blog.call(contract.REMOVE_COMMENT, "member", "ada", id=numbers[1]),
        lambda: moderate(blog, "spam", numbers[2]),
        lambda: blog.save("Another title", id=saved["id"]),
    ):
        change()
        assert _renewed(blog)
    blog.draft()
    assert not _renewed(blog)


def test_editors_see_live_how_many_comments_wait(blog: Blog) -> None:
    saved = blog.save()
    assert contract.WAITING.audience == EDITORS_ONLY
    first = held(blog, saved["id"])
    assert_converges(blog.stage, contract.PAGE_MODERATION, lambda: held(blog, saved["id"]), "editor")
    assert_converges(blog.stage, contract.PAGE_MODERATION, lambda: moderate(blog, "public", first), "editor")
    page = blog.page(contract.PAGE_MODERATION, "editor").html
    assert '>1<span class="visually-hidden"> comment</span>' in page.replace("\n", "")


def test_the_newest_comments_of_editors_are_live(blog: Blog) -> None:
    saved = blog.save()
    blog.comment(saved["id"])

    def change() -> None:
        blog.comment(saved["id"], "A later word.")
        blog.stage.module.timed["blog.renew"].work()

    assert_converges(blog.stage, contract.PAGE_MODERATION, change, "editor", state="public")
