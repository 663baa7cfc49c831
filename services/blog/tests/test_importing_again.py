"""Imported posts are never duplicated, and what people changed meanwhile stays."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Original, Post
from courant_kit.calls.errors import Forbidden

from .imported import POST, edited, take_in
from .staged_blog import Blog


def test_importing_again_changes_nothing(blog: Blog) -> None:
    first = take_in(blog)
    blog.stage.session.events.clear()
    assert take_in(blog) == {**first, "outcome": "unchanged"}
    assert Post.objects.count() == 1
    assert not blog.stage.session.events


def test_importing_what_changed_updates_it(blog: Blog) -> None:
    first = take_in(blog)
    again = take_in(blog, title="Rust 1.1", text="New words.", tags=["rust"])
    assert again == {**first, "outcome": "updated"}
    page = blog.post_page(first["path"])
    assert "New words." in page.html
    assert "We're happy" not in page.html
    assert blog.page(contract.PAGE_TAG, slug="release").status == 404


def test_what_people_changed_here_stays_if_the_source_is_as_it_was(blog: Blog) -> None:
    first = take_in(blog)
    blog.save("Mended", "By hand.", id=first["id"], date=None)
    assert take_in(blog)["outcome"] == "kept"
    assert "By hand." in blog.post_page(first["path"]).html


def test_changes_here_and_at_the_source_are_both_there(blog: Blog) -> None:
    first = take_in(blog, text="One mistke.\n\nTwo.\n\nThree.")
    blog.save(POST["title"], "One mistake.\n\nTwo.\n\nThree.", id=first["id"], date=None)
    done = take_in(blog, text="One mistke.\n\nTwo.\n\nThree, and more.", title="Rust 1.1", tags=["rust"])
    assert (done["outcome"], done["kept"]) == ("merged", [])
    post = Post.objects.get()
    assert (post.title, post.text) == ("Rust 1.1", "One mistake.\n\nTwo.\n\nThree, and more.")
    assert [tag.name for tag in post.tags.all()] == ["rust"]
    again = take_in(blog, text="One mistke.\n\nTwo.\n\nThree, and more.", title="Rust 1.1", tags=["rust"])
    assert (again["outcome"], Post.objects.get().version) == ("kept", post.version)


def test_where_both_changed_a_place_the_words_here_stay_and_are_named(blog: Blog) -> None:
    first = take_in(blog, text="One.\n\nTwo.\n\nThree.")
    blog.save(POST["title"], "One!\n\nTwo.\n\nThree.", id=first["id"], date=None)
    done = take_in(blog, text="One?\n\nTwo.\n\nThree, and more.")
    assert (done["outcome"], done["kept"]) == ("conflict", ["text, line 1: “One!” here, “One?” in the file"])
    assert Post.objects.get().text == "One!\n\nTwo.\n\nThree, and more."
    later = take_in(blog, text="One?\n\nTwo, too.\n\nThree, and more.")
    assert (later["outcome"], later["kept"]) == ("merged", [])
    assert Post.objects.get().text == "One!\n\nTwo, too.\n\nThree, and more."


HERE: dict[str, Any] = {
    "title": "Mine", "tags": "mine", "date": "2015-06-24", "slug": "mine", "section": "mine", "summary": "Mine.",
}  # fmt: skip
THERE: dict[str, Any] = {
    "title": "Theirs", "tags": ["theirs"], "date": "2015-06-26", "slug": "theirs", "section": "theirs",
    "summary": "Theirs.",
}  # fmt: skip


def state() -> dict[str, Any]:
    post = Post.objects.get()
    return {
        "title": post.title, "tags": ", ".join(tag.name for tag in post.tags.all()), "date": str(post.day),
        "slug": post.slug, "section": post.section, "summary": post.summary,
    }  # fmt: skip


@pytest.mark.parametrize("field", HERE)
def test_each_field_is_merged(blog: Blog, field: str) -> None:
    first = take_in(blog)
    imported = state()
    edited(blog, first["id"], **{field: HERE[field]})
    assert take_in(blog)["outcome"] == "kept"
    assert state() == imported | {field: HERE[field]}
    other = "title" if field != "title" else "summary"
    assert take_in(blog, **{other: THERE[other]})["outcome"] == "merged"
    assert state() == imported | {field: HERE[field], other: THERE[other]}
    done = take_in(blog, **{other: THERE[other], field: THERE[field]})
    assert done["outcome"] == "conflict"
    assert [line.partition(":")[0] for line in done["kept"]] == [field]
    assert state() == imported | {field: HERE[field], other: THERE[other]}


@pytest.mark.parametrize("field", THERE)
def test_a_field_that_only_the_source_changed_is_imported(blog: Blog, field: str) -> None:
    take_in(blog)
    imported = state()
    done = take_in(blog, **{field: THERE[field]})
    assert (done["outcome"], done["kept"]) == ("updated", [])
    words = ", ".join(THERE[field]) if field == "tags" else THERE[field]
    assert state() == imported | {field: words}


def test_a_slug_that_was_taken_and_a_tag_spelled_otherwise_are_no_edits(blog: Blog) -> None:
    blog.save("Release", "Words.", date="2015-06-25", slug="rust-1-1", tags="RELEASE")
    done = take_in(blog)
    assert done["path"] == "/blog/2015/06/25/rust-1-1-2/"
    assert take_in(blog)["outcome"] == "unchanged"
    again = take_in(blog, text="Other words.", tags=["rust"])
    assert (again["outcome"], again["path"]) == ("updated", done["path"])


def test_a_post_taken_back_here_stays_a_draft(blog: Blog) -> None:
    first = take_in(blog)
    blog.call(contract.UNPUBLISH_POST, id=first["id"])
    done = take_in(blog, text="New words.")
    assert (done["path"], done["kept"]) == ("", ["published: it was made a draft here, so it stays a draft"])
    assert blog.post_page(first["path"]).status == 404
    assert "New words." in Post.objects.get().text


def test_a_draft_published_here_stays_public(blog: Blog) -> None:
    first = take_in(blog, published=False)
    path = blog.call(contract.PUBLISH_POST, id=first["id"])["location"]
    done = take_in(blog, published=False, text="New words.")
    assert (done["path"], done["kept"]) == (path, ["published: it was published here, so it stays public"])


def test_a_source_that_became_a_draft_is_withdrawn(blog: Blog) -> None:
    first = take_in(blog)
    assert take_in(blog, published=False)["outcome"] == "updated"
    assert blog.post_page(first["path"]).status == 404


def test_a_post_deleted_here_stays_deleted(blog: Blog) -> None:
    first = take_in(blog)
    blog.call(contract.DELETE_POST, id=first["id"])
    assert take_in(blog, title="Changed again")["outcome"] == "deleted"
    assert blog.post_page(first["path"]).status == 410


def test_a_source_may_get_another_name(blog: Blog) -> None:
    first = take_in(blog, source="old/a.md")
    again = take_in(blog, source="new:a", was="old/a.md")
    assert (again["id"], again["outcome"]) == (first["id"], "unchanged")
    assert take_in(blog, source="new:a", was="old/a.md")["id"] == first["id"]
    assert Post.objects.count() == 1


def test_sources_are_listed(blog: Blog) -> None:
    for name in "abc":
        take_in(blog, source=name, title=name.upper(), published=name != "b")
    blog.call(contract.DELETE_POST, id=Post.objects.get(source="c").pk)
    listed = blog.call(contract.LIST_SOURCES, limit=2)
    a = {"source": "a", "title": "A", "day": "2015-06-25", "location": "/blog/2015/06/25/rust-1-1/", "deleted": False,
         "file": ""}  # fmt: skip
    assert listed == {"sources": [a, a | {"source": "b", "title": "B", "location": ""}], "more": True}
    rest = blog.call(contract.LIST_SOURCES, after="b")
    assert [(one["source"], one["deleted"]) for one in rest["sources"]] == [("c", True)]
    with pytest.raises(Forbidden):
        blog.call(contract.LIST_SOURCES, "member")


def test_a_post_imported_before_originals_were_stored_is_merged_if_nobody_edited_it(blog: Blog) -> None:
    first = take_in(blog)
    Original.objects.all().delete()
    assert take_in(blog, text="New words.")["outcome"] == "updated"
    blog.save(POST["title"], "By hand.", id=first["id"], date=None)
    Original.objects.all().delete()
    done = take_in(blog, text="Newer words.")
    assert (done["outcome"], Post.objects.get().text) == ("conflict", "By hand.")
