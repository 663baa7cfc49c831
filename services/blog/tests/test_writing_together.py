"""Writing a post together: a draft is saved at pauses, a public post when somebody says so."""

from datetime import timedelta
from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Post
from courant_kit.calls.errors import Conflict, Forbidden, Gone
from courant_kit.coediting.testing import Writer
from courant_kit.store.models import TextUpdate
from django.utils import timezone

from .staged_blog import Blog


def pause(blog: Blog) -> None:
    """Let nobody have typed for a while."""
    TextUpdate.objects.update(created=timezone.now() - timedelta(seconds=31))
    blog.stage.run_due()


def text() -> str:
    return Post.objects.get().text


def writer(blog: Blog, post: dict[str, Any], name: str = "ada") -> Writer:
    return Writer(blog.stage, f"post-{post['id']}", name)


def test_a_draft_is_saved_at_a_pause(blog: Blog) -> None:
    ada = writer(blog, blog.draft(text="One"))
    ada.type("Zero ")
    pause(blog)
    pause(blog)
    assert (text(), Post.objects.get().edited_by, Post.objects.get().version) == ("Zero One", "ada", 2)


def test_what_is_typed_in_a_public_post_waits_until_somebody_saves(blog: Blog) -> None:
    post = blog.save(text="One")
    ada, bea = writer(blog, post), writer(blog, post, "bea")
    ada.type("Zero ")
    pause(blog)
    bea.call("caret", client=bea.doc.client_id, caret={})
    bea.call("leave", client=bea.doc.client_id)
    assert text() == "One"
    assert str(writer(blog, post)) == "Zero One"
    blog.save("Title", "stale", id=post["id"], base=1, shared=True)
    assert text() == "Zero One"
    assert "Zero One" in blog.post_page(post["path"]).html


@pytest.mark.django_db(transaction=True)
def test_a_plain_save_publishes_its_own_words_and_reaches_open_windows(blog: Blog) -> None:
    post = blog.save(text="One\nTwo")
    ada = writer(blog, post)
    ada.type("Zero ")
    blog.save("Title", "One\nTwo\nThree", id=post["id"], base=1)
    ada.hear()
    assert text() == "One\nTwo\nThree"
    assert str(ada) == "Zero One\nTwo\nThree"
    with pytest.raises(Conflict):
        blog.save("Title", "stale", id=post["id"], base=1)
    ada.call("save")
    assert text() == "Zero One\nTwo\nThree"


def test_members_write_no_posts(blog: Blog) -> None:
    post = blog.draft()
    with pytest.raises(Forbidden):
        Writer(blog.stage, f"post-{post['id']}", "mia", "member")


def test_a_deleted_post_is_not_written(blog: Blog) -> None:
    post = blog.draft()
    ada = writer(blog, post)
    blog.call(contract.DELETE_POST, id=post["id"])
    with pytest.raises(Gone):
        ada.type("x")


def test_who_saves_a_draft_that_somebody_has_published_leaves_it_public(blog: Blog) -> None:
    draft = blog.draft("Together")
    form = blog.page(contract.PAGE_EDIT_DRAFT, "editor", id=draft["id"]).html
    assert [one.split('"', 1)[0] for one in form.split('name="published" value="')[1:]] == ["1"]
    blog.call(contract.PUBLISH_POST, id=draft["id"])
    saved = blog.call(contract.SAVE_POST, id=draft["id"], title="Together", text="Ours.", shared=True)
    assert saved["notice"] == "Saved."
    assert blog.call(contract.GET_POST, "visitor", id=draft["id"])["title"] == "Together"
