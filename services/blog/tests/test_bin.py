"""What is deleted is in the bin, for those who may restore it, and comes back from there."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.reading import binned
from courant_kit.calls.errors import Forbidden
from courant_kit.testing import assert_converges

from .staged_blog import Blog, at


def binned_page(blog: Blog, procedure: Any = contract.PAGE_BIN, /, **fields: Any) -> str:
    """The HTML of a page of the bin."""
    return blog.page(procedure, "editor", **fields).html


def test_a_deleted_post_is_in_the_bin_until_it_is_restored(blog: Blog) -> None:
    saved, draft = blog.save("Went away"), blog.draft("Never shown")
    for one in (saved, draft):
        blog.call(contract.DELETE_POST, "editor", "grace", id=one["id"])
    html = binned_page(blog)
    assert html.index("Never shown") < html.index("Went away")
    assert html.count("Deleted by grace") == 2
    assert f'<input type="hidden" name="id" value="{saved["id"]}">' in html
    blog.call(contract.RESTORE_POST, id=saved["id"])
    assert "Went away" not in binned_page(blog)
    assert blog.post_page(saved["path"]).status == 200
    blog.call(contract.RESTORE_POST, id=draft["id"])
    assert "There is nothing here." in binned_page(blog)


def test_open_bins_follow(blog: Blog) -> None:
    saved = blog.save()
    number = blog.comment(saved["id"])

    def delete_and_restore() -> None:
        blog.call(contract.REMOVE_COMMENT, id=number)
        blog.call(contract.DELETE_POST, id=blog.draft()["id"])
        blog.call(contract.DELETE_POST, id=saved["id"])
        blog.call(contract.RESTORE_POST, id=saved["id"])

    for page in (contract.PAGE_BIN, contract.PAGE_REMOVED):
        assert_converges(blog.stage, page, delete_and_restore, "editor")
    assert not [topic for topic in blog.stage.topics() if topic.endswith((".live.bin", ".live.removed"))]


@pytest.mark.parametrize("role", ["visitor", "member", "backend"])
def test_others_see_no_bin(blog: Blog, role: str) -> None:
    for page in (contract.PAGE_BIN, contract.PAGE_REMOVED):
        assert blog.page(page, role).status == 403
    saved = blog.save()
    blog.call(contract.DELETE_POST, id=saved["id"])
    with pytest.raises(Forbidden):
        blog.call(contract.RESTORE_POST, role, id=saved["id"])


def test_a_large_bin_has_pages(blog: Blog) -> None:
    for number in range(binned.SHOWN + 2):
        blog.call(contract.DELETE_POST, id=blog.draft(f"Draft {number:02}")["id"])
    first = binned_page(blog)
    assert "Draft 01" not in first
    assert "Draft 02" in first
    before = first.partition("/blog/bin/before/")[2].partition("/")[0]
    older = binned_page(blog, before=before)
    assert [f"Draft {number:02}" in older for number in range(3)] == [True, True, False]


def test_the_address_of_a_deleted_post_offers_to_restore_it(blog: Blog) -> None:
    saved = blog.save("A title")
    blog.call(contract.DELETE_POST, id=saved["id"])
    number = f'<input type="hidden" name="id" value="{saved["id"]}">'
    for procedure, more in ((contract.PAGE_POST, {}), (contract.PAGE_COMMENTS, {"before": 5})):
        page = blog.page(procedure, **at(saved["path"]), **more)
        assert (page.status, page.title) == (410, "This post has been deleted")
        assert number in page.html
        assert "A title" not in page.html
    assert blog.page(contract.PAGE_EDIT, "editor", **at(saved["path"])).status == 410
    blog.call(contract.RESTORE_POST, id=saved["id"])
    deliveries = [one for one in blog.stage.deliveries() if one.id == f"blog.absent-{saved['id']}"]
    assert deliveries[-1].gone


def test_the_address_of_a_deleted_draft_offers_to_restore_it(blog: Blog) -> None:
    draft = blog.draft("A plan")
    blog.call(contract.DELETE_POST, "editor", "eve", id=draft["id"])
    for procedure in (contract.PAGE_DRAFT, contract.PAGE_EDIT_DRAFT):
        page = blog.page(procedure, "editor", id=draft["id"])
        assert page.status == 410
        assert "“A plan” was deleted by eve" in page.html


def test_a_restored_post_is_as_it_was(blog: Blog) -> None:
    saved = blog.save()
    before = blog.post_page(saved["path"])
    blog.call(contract.DELETE_POST, id=saved["id"])
    blog.call(contract.RESTORE_POST, id=saved["id"])
    after = blog.post_page(saved["path"])
    assert (after.published, after.modified) == (before.published, before.modified)


def test_removed_comments_are_in_the_bin_while_their_post_is_public(blog: Blog) -> None:
    saved = blog.save("The post")
    number = blog.comment(saved["id"], "Rude words.", "mallory")
    blog.call(contract.REMOVE_COMMENT, "editor", "eve", id=number)
    html = binned_page(blog, contract.PAGE_REMOVED)
    assert "Rude words." in html
    assert "removed by eve" in html
    blog.call(contract.UNPUBLISH_POST, id=saved["id"])
    assert "Rude words." not in binned_page(blog, contract.PAGE_REMOVED)
    blog.call(contract.PUBLISH_POST, id=saved["id"])
    blog.call(contract.RESTORE_COMMENT, id=number)
    assert "Rude words." not in binned_page(blog, contract.PAGE_REMOVED)
    assert "Rude words." in blog.post_page(saved["path"]).html
