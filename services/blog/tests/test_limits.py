"""Input that is too long or makes no sense is rejected completely, with a message that names its field."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from courant_blog import contract
from courant_blog.models import Comment, Post
from courant_kit.calls.errors import CourantError, Invalid, TooLarge
from courant_kit.content import media

from .staged_blog import Blog


@pytest.mark.parametrize(
    ("fields", "kind", "words"),
    [
        ({"title": "x" * 10_000}, TooLarge, "Title: at most 200 characters."),
        ({"text": "x" * 1_000_000}, TooLarge, "Text: at most 400,000 characters."),
        ({"summary": "x" * 501}, TooLarge, "Summary: at most 500 characters."),
        ({"tags": "x" * 61}, TooLarge, "Tags: at most 20, each of at most 60 characters."),
        ({"tags": ",".join(map(str, range(21)))}, TooLarge, "Tags: at most 20, each of at most 60 characters."),
        ({"tags": ["x" * 61]}, TooLarge, "Tags: at most 60 characters."),
        ({"tags": 3}, Invalid, "Tags: this should be text."),
        ({"title": "  \n "}, Invalid, "A post needs a title."),
        ({"title": "\ud800"}, Invalid, "Title: this is not valid text."),
        ({"date": "yesterday"}, Invalid, "Date: “yesterday” is not a date; write it as 2026-11-23 or"),
        ({"date": "2026-02-30"}, Invalid, "Date: “2026-02-30” is not a date"),
        ({"date": "0001-01-01"}, Invalid, "Date: “0001-01-01” is not a date"),
        ({"date": "9999-12-31T23:00:00-10:00"}, Invalid, "Date"),
        ({"date": "9999-12-31"}, Invalid, "Date: a post cannot be published before its date."),
        ({"slug": "Not a slug!"}, Invalid, "Last part of the address: use lowercase letters, digits and"),
        ({"slug": "x" * 101}, TooLarge, "Slug: at most 100 characters."),
        ({"section": "../admin"}, Invalid, "Section: use lowercase letters from a to z, digits and hyphens"),
        ({"published": "perhaps"}, Invalid, "Published: this should be yes or no."),
        ({"id": "many"}, Invalid, "Id: this should be a whole number."),
        ({"id": 2**70}, Invalid, "Id: "),
        ({"body": "x"}, Invalid, "There is no field “body” here."),
    ],
)
def test_a_post_is_refused_whole(blog: Blog, fields: dict[str, Any], kind: type[CourantError], words: str) -> None:
    with pytest.raises(kind) as refused:
        blog.call(contract.SAVE_POST, **({"title": "A title", "text": "Words", "published": True} | fields))
    assert refused.value.message.startswith(words)
    assert refused.value.field == next(iter(fields))
    assert not Post.objects.exists()
    assert not blog.stage.session.events


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("x" * 10_001, TooLarge, "Text: at most 10,000 characters."),
        (" \n ", Invalid, "A comment needs some text."),
    ],
)
def test_a_comment_is_refused_whole(blog: Blog, text: str, kind: type[CourantError], words: str) -> None:
    post = blog.save()["id"]
    with pytest.raises(kind, match=words) as refused:
        blog.call(contract.ADD_COMMENT, "member", "ada", post=post, text=text)
    assert refused.value.field == "text"
    assert not Comment.objects.exists()


def test_a_title_of_two_hundred_characters_is_fine(blog: Blog) -> None:
    saved = blog.save("Donaudampfschifffahrt " * 9)
    assert blog.post_page(saved["path"]).status == 200


def test_the_longest_text_is_fine(blog: Blog) -> None:
    assert blog.post_page(blog.save(text="word " * 80_000)["path"]).status == 200


def test_a_title_in_another_alphabet_has_an_address(blog: Blog) -> None:
    first, second = (blog.save("日本語の題名", tags="日本語")["path"] for _ in range(2))
    assert (first, second) == (quote("/blog/2026/01/02/日本語の題名/"), quote("/blog/2026/01/02/日本語の題名-2/"))
    assert "日本語の題名" in blog.post_page(first).html


@pytest.mark.parametrize("fields", [{"page": 0}, {"page": "999999999999999999999"}, {"page": "x"}, {"page": 3}])
def test_a_page_that_a_list_has_not_is_not_found(blog: Blog, fields: dict[str, Any]) -> None:
    blog.save()
    assert blog.page(contract.PAGE_INDEX, **fields).status == 404


@pytest.mark.parametrize("fragment", ["blog.post-99999999999999999999", "blog.post-x", "blog.index/0", "blog.index/x"])
def test_a_fragment_that_is_not_there_is_gone(blog: Blog, fragment: str) -> None:
    since = blog.stage.module.contract.procedures["courant.blog.live.since"]
    assert blog.call(since, "visitor", fragments={fragment: -1})["fragments"][0]["gone"]


def test_an_image_must_be_one(blog: Blog) -> None:
    with pytest.raises(Invalid) as refused:
        blog.call(contract.ADD_MEDIA, data=b"MZ\x90\x00")
    assert refused.value.field == "data"
    with pytest.raises(Invalid, match=r"could not be read|damaged"):
        blog.call(contract.ADD_MEDIA, data=b"\x89PNG\r\n\x1a\n1234")


@pytest.mark.parametrize(
    ("image", "size"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="48.4px"></svg>', "-120x48.svg"),
        (b'<?xml version="1.0"?><svg viewBox="0 0 9 9"><rect width="5" height="5"/></svg>', ".svg"),
        (b'<svg width="100%" height="20"></svg>', ".svg"),
        (b"<svg " * 2_000, ".svg"),
        (b'<svg stroke-width="3" height="20"></svg>', ".svg"),
        (b"GIF89a\x10\x00\x20\x00\x00\x00\x00", "-16x32.gif"),
        (b"GIF89a\x00\x00\x00\x00\x00\x00\x00", ".gif"),
        (b"\xff\xd8\xff", ".jpg"),
    ],
)
def test_the_size_of_an_image_is_in_its_name_if_it_has_one(blog: Blog, image: bytes, size: str) -> None:
    path = media.add("blog", image)
    assert re.fullmatch(rf"/media/blog/[0-9a-f]{{32}}{re.escape(size)}", path)
    assert media.add("blog", image) == path
