"""Tags: names that differ are different tags, with pages of their own; spellings of one name are one tag."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Tag
from courant_blog.reading.tags import public_tags
from courant_kit.content.slugs import key

from .staged_blog import Blog


def addresses(blog: Blog) -> dict[str, str]:
    return {tag.name: tag.address for tag, _ in public_tags()}


def test_signs_distinguish_tags(blog: Blog) -> None:
    for name in ("C", "C++", "C#", "F#", "C*"):
        blog.save(f"About {name}", tags=[name])
    found = addresses(blog)
    assert found == {
        "C": "/blog/tag/c/", "C++": "/blog/tag/c-plus-plus/", "C#": "/blog/tag/c-sharp/", "F#": "/blog/tag/f-sharp/",
        "C*": "/blog/tag/c-2/",
    }  # fmt: skip
    for name, address in found.items():
        html = blog.page(contract.PAGE_TAG, slug=address.split("/")[3]).html
        assert f"About {name}</a>" in html
        assert html.count("<h2 ") == 1


@pytest.mark.parametrize("other", ["web dev", "Web-Dev", "web_dev", "Web  dev"])
def test_spellings_of_a_name_are_one_tag(blog: Blog, other: str) -> None:
    blog.save(tags=["Web Dev"])
    blog.save(tags=[other])
    assert [(tag.name, posts) for tag, posts in public_tags()] == [("Web Dev", 2)]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Größe", "groesse"), ("Программирование", "программирование"), ("日本", "日本"), ("R&D", "r-d"), ("🌿", None)],
)
def test_the_slug_of_a_tag(blog: Blog, name: str, slug: str | None) -> None:
    blog.save(tags=[name])
    tag = Tag.objects.get()
    assert tag.slug == slug or (slug is None and tag.slug.startswith("tag-"))
    assert blog.page(contract.PAGE_TAG, slug=tag.slug).status == 200


def test_the_tags_of_one_post_are_told_apart(blog: Blog) -> None:
    saved: dict[str, Any] = blog.save(tags="C, C++, C#, c")
    got = blog.call(contract.GET_POST, "visitor", id=saved["id"])
    assert got["tags"] == ["c", "C#", "C++"]


def test_a_tag_of_an_older_version_keeps_its_address(blog: Blog) -> None:
    Tag.objects.create(name="C++", key=key("C++"), slug="c")
    for name in ("C", "c++"):
        blog.save(tags=[name])
    assert addresses(blog) == {"C++": "/blog/tag/c/", "C": "/blog/tag/c-2/"}
