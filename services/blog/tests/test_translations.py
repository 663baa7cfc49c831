"""Posts that are translations of each other name each other: on their pages, in their heads and in the sitemap."""

from typing import Any

import pytest
from courant_blog import contract
from courant_blog.models import Post

from .staged_blog import Blog

DAY = "/blog/2021/01/01"


def post(blog: Blog, title: str, language: str = "", translation: str = "tides") -> str:
    """Import a post in a language; gives its path."""
    asked: dict[str, Any] = {
        "source": f"//old.example:{title}", "title": title, "text": "Words.", "date": "2021-01-01",
        "slug": title.lower(), "language": language, "translation": translation,
    }  # fmt: skip
    done = blog.call(contract.IMPORT_POST, "admin", "operator", **asked)
    return str(done["path"])


def test_translations_name_each_other_with_the_site_language_for_all_others(blog: Blog) -> None:
    dutch, english = post(blog, "Getijden", "nl"), post(blog, "Tides")
    everything = {"en": english, "nl": dutch, "x-default": english}
    assert blog.post_page(dutch).translations == blog.post_page(english).translations == everything
    assert 'lang="nl"><h1' in blog.post_page(dutch).html
    assert f'<a href="{dutch}" hreflang="nl" lang="nl"' in blog.post_page(english).html
    assert "Nederlands" in blog.post_page(english).html


def test_without_a_post_in_the_site_language_the_first_is_for_all_others(blog: Blog) -> None:
    dutch = post(blog, "Getijden", "nl")
    german = post(blog, "Gezeiten", "de-AT")
    assert blog.post_page(dutch).translations == {"de-AT": german, "nl": dutch, "x-default": german}


def test_the_sitemap_has_translations(blog: Blog) -> None:
    dutch, english, alone = post(blog, "Getijden", "nl"), post(blog, "Tides"), post(blog, "Alone", "nl", "")
    found = {one["path"]: one["translations"] for one in blog.call(contract.SITEMAP, "visitor")["entries"]}
    assert found[dutch] == found[english] == {"en": english, "nl": dutch, "x-default": english}
    assert found[alone] == {}


@pytest.mark.parametrize("state", ["unlisted", "draft", ""])
def test_what_lists_do_not_have_is_named_nowhere_and_windows_hear_it(blog: Blog, state: str) -> None:
    dutch, english = post(blog, "Getijden", "nl"), post(blog, "Tides")
    before = blog.post_page(english)
    number = Post.objects.get(title="Getijden").pk
    related = f"blog.related-{Post.objects.get(title='Tides').pk}"
    if state == "unlisted":
        blog.call(contract.SET_STATE, ids=[number], state=state)
    elif state:
        blog.call(contract.UNPUBLISH_POST, id=number)
    else:
        blog.call(contract.DELETE_POST, id=number)
    after = blog.post_page(english)
    assert (after.translations, dutch in after.html) == ({}, False)
    assert after.fragments[related] > before.fragments[related]
