"""Headings named like the parts of a page: each id occurs once on every page of the blog."""

import re
from collections import Counter
from pathlib import Path

import courant_blog
import courant_kit
import courant_web
import pytest
from courant_blog import contract
from courant_blog.addresses.page_ids import PAGE_IDS
from courant_kit.content.markdown import SHELL_IDS

from .staged_blog import Blog, at

_ID = re.compile(r'\sid="([^"]*)"')
_TEMPLATES = [
    Path(package.__file__).parent / "templates"
    for package in (courant_blog, courant_kit, courant_web)
    if package.__file__
]
NAMES = sorted(
    {re.sub(r"{{.*?}}", "1", name) for folder in _TEMPLATES for one in folder.rglob("*.html")
     for name in re.findall(r'\bid="((?:[^"{]|{{.*?}})*)"', one.read_text())} | SHELL_IDS
)  # fmt: skip
TEXT = "\n\n".join(f"## {name}\n\n<a id='{name}'>x</a> [up](#{name})" for name in NAMES) + "\n\nx[^1]\n\n[^1]: y\n"


def doubled(html: str) -> set[str]:
    """The ids that occur more than once, or are the shell's."""
    counts = Counter(_ID.findall(html))
    return {name for name, count in counts.items() if count > 1 or not name} | (SHELL_IDS & counts.keys())


def test_the_names_are_those_of_the_templates() -> None:
    assert {"comments", "comment-1", "tags", "theme", "title", "notices", "q"} <= set(NAMES)


@pytest.mark.parametrize("published", [True, False])
def test_every_page_with_headings_of_all_its_ids(blog: Blog, published: bool) -> None:
    saved = blog.save(text=TEXT, published=published)
    pages = [
        blog.page(contract.PAGE_EDIT_DRAFT, "editor", id=saved["id"]),
        blog.page(contract.PAGE_DRAFT, "editor", id=saved["id"]),
    ]
    if published:
        for _ in range(2):
            blog.comment(saved["id"], TEXT)
        place = at(saved["path"])
        pages = [
            blog.page(contract.PAGE_POST, **place),
            blog.page(contract.PAGE_EDIT, "editor", **place),
            blog.page(contract.PAGE_COMMENTS, **place, before=10**6),
            blog.page(contract.PAGE_INDEX),
        ]
    where = at(saved["path"]) if published else {"id": saved["id"]}
    blog.save(text=f"{TEXT}more", id=saved["id"], published=published)
    pages.append(blog.page(contract.PAGE_REVISION, "editor", **where, number=1))
    pages.append(blog.page(contract.PAGE_DIFF, "editor", **where, old=1, new=2, of="rendering", view="side"))
    for page in pages:
        assert "<" in page.html
        assert doubled(page.html) == set()


def test_a_preview_fits_into_its_form(blog: Blog) -> None:
    form = blog.page(contract.PAGE_NEW, "editor").html
    assert doubled(form + blog.call(contract.PREVIEW_POST, text=TEXT)["html"]) == set()


def test_the_ids_around_a_post_are_reserved(blog: Blog) -> None:
    saved = blog.save(text="No headings")
    blog.comment(saved["id"])
    around = _ID.findall(blog.post_page(saved["path"]).html)
    assert {"comments", "comments-title"} <= set(around)
    assert all(name in PAGE_IDS for name in around)


def test_a_footnote_in_a_comment_is_its_own(blog: Blog) -> None:
    saved = blog.save(text="Post[^1]\n\n[^1]: of the post")
    number = blog.comment(saved["id"], "Comment[^1]\n\n[^1]: of the comment")
    html = blog.post_page(saved["path"]).html
    assert f'href="#comment-{number}-fn-1"' in html
    assert f'<li id="comment-{number}-fn-1">' in html
    assert '<li id="fn-1">' in html


def test_the_writer_is_told_what_is_not_shown(blog: Blog) -> None:
    said = "Pages here cannot have these elements, so they are not shown: <svg>."
    saved = blog.save(text="<svg></svg> words")
    assert saved["notice"] == f"Published. {said}"
    preview = blog.call(contract.PREVIEW_POST, text="<svg></svg> words")
    assert preview["warning"] == said
    assert "so they are not shown: &lt;svg&gt;." in preview["html"]
    answer = blog.call(contract.ADD_COMMENT, "member", "ada", post=saved["id"], text="<math></math> words")
    assert answer["notice"].endswith("not shown: <math>.")
